package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Notices;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import hutong.schemas.hx.ArrivalNotice;
import java.util.List;
import java.util.UUID;

/** Somebody from Henan lives in Jiangxi and moves on to Jiangsu; all three come to know. */
final class SceneMovesOn implements Scene {

  @Override
  public String zh() {
    return "江西→江苏,三地知悉";
  }

  @Override
  public String en() {
    return "moves on from Jiangxi to Jiangsu: all three regions know";
  }

  @Override
  public boolean play(Stage stage) {
    Person person = stage.people().registeredIn(Region.HENAN);
    Home jiangxi = stage.people().homeIn(Region.JIANGXI);
    Home jiangsu = stage.homeNear(Desk.SOUTH);
    Desk origin = stage.responsible(person.registered());
    Bench before = stage.benchOf(Desk.JIANGXI);
    Bench now = stage.benchOf(Desk.SOUTH);
    Notices here = now.notices();
    String kind = Verdicts.SCENE;
    ArrivalNotice second = here.arrival(person, jiangsu, kind);
    second.setPrevious(jiangxi.place());
    List<Bench> from = List.of(before, now, now, before);
    List<Letter> letters =
        List.of(
            Letter.to(origin, before.notices().arrival(person, jiangxi, kind)),
            Letter.to(origin, second),
            Letter.to(Desk.JIANGXI, here.arrivalToldTo(jiangxi, person, jiangsu, kind)),
            Letter.to(Desk.SOUTH, before.notices().movedOn(person, jiangxi, jiangsu, kind)));
    boolean all = true;
    for (int i = 0; i < letters.size(); i++) {
      UUID id = from.get(i).submitter().post(letters.get(i)).id();
      Desk at = letters.get(i).at();
      all &=
          stage.comesTo("ACCEPTED", from.get(i).line(), id)
              && stage.books().received().settled(at, id);
    }
    return all;
  }
}
