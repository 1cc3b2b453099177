package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import java.util.UUID;

/**
 * The wire hands over the very same good envelope twice: it is delivered once, and its stored
 * receipts go out again.
 */
final class SceneSameEnvelopeTwice implements Scene {

  /** Transport and acceptance. */
  private static final int RECEIPTS = 2;

  @Override
  public String zh() {
    return "同一信封到两次,只交一次";
  }

  @Override
  public String en() {
    return "same envelope twice: delivered once, receipts sent again";
  }

  @Override
  public boolean play(Stage stage) throws Exception {
    Person person = stage.people().registeredIn(Region.JIANGSU);
    Home home = stage.people().homeIn(Region.HENAN);
    Desk at = stage.responsible(person.registered());
    Bench desk = stage.benchOf(Desk.HENAN);
    try (Courier courier = new Courier(Region.HENAN, stage.network())) {
      Courier.Envelope envelope =
          courier.seal(desk.notices().arrival(person, home, Verdicts.SCENE), Region.JIANGSU);
      stage
          .books()
          .wired()
          .put(envelope.id(), new Wired(envelope.id(), Region.HENAN, Region.JIANGSU, "ACCEPTED"));
      courier.deliver(envelope);
      boolean taken =
          stage.comesTo("ACCEPTED", stage.network().line(at), envelope.id())
              && stage.soon(() -> receipts(stage, envelope.id()) == RECEIPTS);
      courier.deliver(envelope);
      return taken
          && stage.soon(() -> receipts(stage, envelope.id()) > RECEIPTS)
          && stage.books().received().of(at, envelope.id()).orElseThrow().again() == 0;
    }
  }

  /** Henan's gateway never sent it, so that each receipt for it shows there as an alarm. */
  private static long receipts(Stage stage, UUID id) {
    return stage.alarms(Region.HENAN, "RECEIPT_FOR_NOTHING_SENT", id.toString());
  }
}
