package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;

/**
 * Henan, with its real keys, claims somebody's residence in Jiangxi: refused and alarmed at
 * Jiangsu, and Henan's own gateway raises an alarm on a receipt for something it never sent.
 */
final class SceneOutsideDivisions implements Scene {

  @Override
  public String zh() {
    return "超出管辖:拒收,双方告警";
  }

  @Override
  public String en() {
    return "a member outside its divisions: NOT_AUTHORISED, alarms";
  }

  @Override
  public boolean play(Stage stage) throws Exception {
    Person person = stage.people().registeredIn(Region.JIANGSU);
    Home elsewhere = stage.people().homeIn(Region.JIANGXI);
    Bench desk = stage.benchOf(Desk.HENAN);
    try (Courier courier = new Courier(Region.HENAN, stage.network())) {
      Courier.Envelope envelope =
          courier.seal(desk.notices().arrival(person, elsewhere, Verdicts.SCENE), Region.JIANGSU);
      String id = envelope.id().toString();
      stage
          .books()
          .wired()
          .put(envelope.id(), new Wired(envelope.id(), Region.HENAN, Region.JIANGSU, "REJECTED"));
      courier.deliver(envelope);
      Line jiangsu = stage.network().operator(Region.JIANGSU);
      return stage.comesTo("REJECTED", jiangsu, envelope.id())
          && "NOT_AUTHORISED"
              .equals(
                  jiangsu
                      .find(envelope.id())
                      .orElseThrow()
                      .getJsonObject("refusal")
                      .getString("code"))
          && stage.alarmed(Region.JIANGSU, "SENDER_NOT_COMPETENT", id)
          && stage.alarmed(Region.HENAN, "RECEIPT_FOR_NOTHING_SENT", id);
    }
  }
}
