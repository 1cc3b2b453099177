package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import hutong.gateway.http.Posted;

/** A client that heard no answer posts the same again: one record, one effect. */
final class SceneSentTwice implements Scene {

  @Override
  public String zh() {
    return "重复提交,只生效一次";
  }

  @Override
  public String en() {
    return "posted twice: the same id comes back, delivered once";
  }

  @Override
  public boolean play(Stage stage) {
    Person person = stage.people().registeredIn(Region.JIANGXI);
    Home home = stage.homeNear(Desk.NORTH);
    Bench from = stage.benchOf(Desk.NORTH);
    Letter letter =
        Letter.to(
            stage.responsible(person.registered()),
            from.notices().vaccinated(person, home, Verdicts.SCENE));
    Posted first = from.submitter().post(letter);
    Posted second = from.submitter().post(letter);
    return !first.replayed()
        && second.replayed()
        && first.id().equals(second.id())
        && stage.comesTo("ACCEPTED", from.line(), first.id())
        && stage.books().received().of(letter.at(), first.id()).orElseThrow().again() == 0;
  }
}
