package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import java.util.UUID;

/**
 * An arrival is corrected; an inquiry is taken back before it was answered, and stays unanswered.
 */
final class SceneWithdrawn extends CaseScene {

  @Override
  public String zh() {
    return "更正与撤回";
  }

  @Override
  public String en() {
    return "a notice corrected, an inquiry withdrawn before it was answered";
  }

  @Override
  public boolean play(Stage stage) {
    Person person = stage.people().registeredIn(Region.HENAN);
    Home home = stage.homeNear(Desk.NORTH);
    Desk there = stage.responsible(person.registered());
    Bench here = stage.benchOf(Desk.NORTH);
    String office = home.division();
    UUID notice =
        needed(
            stage, here, Letter.to(there, here.notices().arrival(person, home, Verdicts.BY_HAND)));
    needed(
        stage,
        here,
        Letter.to(there, here.casework().correct(notice, person, "/housing", "OWN", office)));
    UUID inquiry =
        needed(
            stage,
            here,
            Letter.to(there, here.questions().inquiry(person, home, Verdicts.BY_HAND)));
    needed(stage, here, Letter.to(there, here.casework().withdraw(inquiry, person, office)));
    return bothSee(stage, "WITHDRAWN", here, stage.benchOf(there), inquiry);
  }
}
