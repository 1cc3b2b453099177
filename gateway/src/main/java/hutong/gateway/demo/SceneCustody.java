package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import hutong.gateway.http.ApiFailure;
import java.util.UUID;

/**
 * Somebody from Jiangxi moves from Jiangsu to Henan: the file is refused once, then accepted; the
 * origin is told; nobody hands over what is gone.
 */
final class SceneCustody extends CaseScene {

  @Override
  public String zh() {
    return "管辖移交:先拒后收,户籍地知悉";
  }

  @Override
  public String en() {
    return "custody refused, then accepted; the origin knows; never with two at once";
  }

  @Override
  public boolean play(Stage stage) {
    Person person = stage.people().registeredIn(Region.JIANGXI);
    Home left = stage.homeNear(Desk.SOUTH);
    Home now = stage.people().homeIn(Region.HENAN);
    Desk next = stage.responsible(now);
    Bench old = stage.benchOf(Desk.SOUTH);
    Bench here = stage.benchOf(next);
    UUID first = needed(stage, old, Letter.to(next, old.registry().handover(person, left, now)));
    needed(
        stage,
        here,
        Letter.answer(first, Region.JIANGSU, here.registry().refuse(first, person, left, now)));
    boolean shown = bothSee(stage, "CLOSED", old, here, first);
    UUID second = needed(stage, old, Letter.to(next, old.registry().handover(person, left, now)));
    needed(
        stage,
        here,
        Letter.answer(second, Region.JIANGSU, here.registry().accept(second, person, left, now)));
    shown &= bothSee(stage, "CLOSED", old, here, second);
    Desk origin = stage.responsible(person.registered());
    needed(stage, old, Letter.to(origin, old.registry().transferred(second, person, left, now)));
    return shown && refusedOnceGone(old, next, person, left, now);
  }

  private static boolean refusedOnceGone(Bench old, Desk next, Person person, Home left, Home now) {
    try {
      old.submitter().post(Letter.to(next, old.registry().handover(person, left, now)));
      return false;
    } catch (ApiFailure refused) {
      return refused.code().equals("OUT_OF_CYCLE");
    }
  }
}
