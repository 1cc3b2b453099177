package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import hutong.schemas.hx.Inquiry;
import java.util.UUID;

/** An inquiry is reminded of, asked back about, answered and closed; both desks see the same. */
final class SceneClarified extends CaseScene {

  @Override
  public String zh() {
    return "协查:催办、补正、答复、办结";
  }

  @Override
  public String en() {
    return "inquiry: reminded, clarified, answered, closed; both sides see the same";
  }

  @Override
  public boolean play(Stage stage) {
    Person person = stage.people().registeredIn(Region.JIANGXI);
    Home home = stage.homeNear(Desk.SOUTH);
    Desk there = stage.responsible(person.registered());
    Bench asks = stage.benchOf(Desk.SOUTH);
    Bench asked = stage.benchOf(there);
    String here = home.division();
    String office = person.registered().division();
    Inquiry inquiry = asks.questions().inquiry(person, home, Verdicts.BY_HAND);
    UUID id = needed(stage, asks, Letter.to(there, inquiry));
    boolean shown = bothSee(stage, "IN_PROGRESS", asks, asked, id);
    UUID reminder = needed(stage, asks, Letter.to(there, asks.casework().reminder(id, here)));
    needed(
        stage,
        asked,
        Letter.answer(reminder, Region.JIANGSU, asked.casework().promise(reminder, office)));
    UUID back =
        needed(
            stage, asked, Letter.answer(id, Region.JIANGSU, asked.casework().askBack(id, office)));
    shown &= bothSee(stage, "AWAITING_CLARIFICATION", asks, asked, id);
    needed(stage, asks, Letter.answer(back, there.region(), asks.casework().clarify(back, here)));
    shown &= bothSee(stage, "IN_PROGRESS", asks, asked, id);
    needed(
        stage,
        asked,
        Letter.answer(id, Region.JIANGSU, asked.casework().answer(id, inquiry, office)));
    return shown && bothSee(stage, "CLOSED", asks, asked, id);
  }
}
