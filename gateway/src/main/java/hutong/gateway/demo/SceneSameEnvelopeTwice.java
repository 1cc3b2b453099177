package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import io.vertx.core.json.JsonObject;

/** The wire hands over the very same good envelope twice: delivered once. */
final class SceneSameEnvelopeTwice implements Scene {

  @Override
  public String zh() {
    return "同一信封到两次,只交一次";
  }

  @Override
  public String en() {
    return "the same envelope arrives twice: recognised, and delivered once";
  }

  @Override
  public boolean play(Stage stage) throws Exception {
    Person person = stage.people().registeredIn(Region.JIANGSU);
    Home home = stage.people().homeIn(Region.HENAN);
    Desk at = stage.responsible(person.registered());
    Bench desk = stage.benchOf(Desk.HENAN);
    try (Courier courier = new Courier(Region.HENAN, stage.network())) {
      Courier.Envelope envelope =
          courier.seal(
              desk.notices().arrival(person, home, Verdicts.SCENE), Region.JIANGSU);
      stage
          .books()
          .wired()
          .put(
              envelope.id(),
              new Wired(envelope.id(), Region.HENAN, Region.JIANGSU, "ACCEPTED"));
      courier.deliver(envelope);
      boolean accepted = stage.comesTo("ACCEPTED", stage.network().line(at), envelope.id());
      courier.deliver(envelope);
      return accepted
          && stage.soon(() -> recognised(stage, envelope))
          && stage.books().received().of(at, envelope.id()).orElseThrow().again() == 0;
    }
  }

  private static boolean recognised(Stage stage, Courier.Envelope envelope) {
    return stage
        .network()
        .operator(Region.JIANGSU)
        .timeline(envelope.id())
        .map((JsonObject timeline) -> timeline.getJsonArray("events").encode())
        .filter(events -> events.contains("REPEAT"))
        .isPresent();
  }
}
