package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import java.security.MessageDigest;
import java.util.HexFormat;

/** One bit of a sealed envelope is flipped on its way: quarantined, and an alarm raised. */
final class SceneTampered implements Scene {

  @Override
  public String zh() {
    return "途中被改一位:隔离并告警";
  }

  @Override
  public String en() {
    return "one bit flipped on the wire: quarantined and alarmed";
  }

  @Override
  public boolean play(Stage stage) throws Exception {
    Person person = stage.people().registeredIn(Region.JIANGSU);
    Home home = stage.people().homeIn(Region.HENAN);
    Bench desk = stage.benchOf(Desk.HENAN);
    try (Courier courier = new Courier(Region.HENAN, stage.network())) {
      Courier.Envelope envelope =
          courier.seal(desk.notices().arrival(person, home, Verdicts.SCENE), Region.JIANGSU);
      envelope.bytes()[envelope.bytes().length / 2] ^= 1;
      courier.deliver(envelope);
      String digest =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(envelope.bytes()));
      Line jiangsu = stage.network().operator(Region.JIANGSU);
      return stage.soon(
              () ->
                  jiangsu.quarantine().stream()
                      .anyMatch(kept -> digest.equals(kept.getString("digest"))))
          && stage.alarmed(Region.JIANGSU, "ENVELOPE_QUARANTINED", digest)
          && jiangsu.find(envelope.id()).isEmpty();
    }
  }
}
