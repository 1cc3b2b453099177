package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import hutong.gateway.http.ApiFailure;
import hutong.schemas.hx.Inquiry;
import java.util.UUID;

/** Who was asked is not competent and says who is; who asked goes there, and never in a circle. */
final class SceneForwarded extends CaseScene {

  @Override
  public String zh() {
    return "转办至主管机关,不循环";
  }

  @Override
  public String en() {
    return "inquiry forwarded to the competent office; sending it back is refused";
  }

  @Override
  public boolean play(Stage stage) {
    Person thought = stage.people().registeredIn(Region.JIANGXI);
    Home competent = stage.people().registeredIn(Region.HENAN).registered();
    Person really = thought.registeredAt(competent);
    Home home = stage.homeNear(Desk.SOUTH);
    Desk first = stage.responsible(thought.registered());
    Desk second = stage.responsible(competent);
    Bench asks = stage.benchOf(Desk.SOUTH);
    Bench asked = stage.benchOf(first);
    UUID id =
        needed(
            stage,
            asks,
            Letter.to(first, asks.questions().inquiry(thought, home, Verdicts.BY_HAND)));
    String office = thought.registered().division();
    UUID forward =
        needed(
            stage,
            asked,
            Letter.answer(id, Region.JIANGSU, asked.casework().sendOn(id, competent, office)));
    Inquiry again = asks.questions().inquiry(really, home, Verdicts.BY_HAND);
    again.setForwardedBy(forward);
    needed(stage, asks, Letter.to(second, again));
    return bothSee(stage, "FORWARDED", asks, asked, id)
        && circleRefused(asks, first, thought, home, forward);
  }

  private static boolean circleRefused(
      Bench asks, Desk first, Person person, Home home, UUID forward) {
    Inquiry back = asks.questions().inquiry(person, home, Verdicts.BY_HAND);
    back.setForwardedBy(forward);
    try {
      asks.submitter().post(Letter.to(first, back));
      return false;
    } catch (ApiFailure refused) {
      return refused.code().equals("OUT_OF_CYCLE");
    }
  }
}
