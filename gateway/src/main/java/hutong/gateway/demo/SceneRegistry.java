package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import hutong.schemas.hx.CertificateIssuedNotice;
import hutong.schemas.hx.ResidentRecord;
import java.util.List;

/** What registries tell each other besides: certificates, a life event, a roster, an old paper. */
final class SceneRegistry extends CaseScene {

  private static final long EXPECTED = 120;

  @Override
  public String zh() {
    return "证件、跨省通办、名册、旧证";
  }

  @Override
  public String en() {
    return "certificates issued and cancelled, a life event, a roster, an archived paper";
  }

  @Override
  public boolean play(Stage stage) {
    Person person = stage.people().registeredIn(Region.JIANGXI);
    Home home = stage.homeNear(Desk.NORTH);
    Desk there = stage.responsible(person.registered());
    Bench here = stage.benchOf(Desk.NORTH);
    CertificateIssuedNotice issued = here.registry().issued(person, home);
    List<ResidentRecord> records =
        List.of(
            issued,
            here.registry().cancelled(issued, person, home),
            here.registry().marriage(person, home),
            here.registry().archived(person, home),
            here.registry().roster(home, person.registered(), EXPECTED));
    return records.stream()
        .allMatch(record -> accepted(stage, here, Letter.to(there, record)).isPresent());
  }
}
