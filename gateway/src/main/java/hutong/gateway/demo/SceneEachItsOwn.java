package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import java.util.UUID;

/** Jiangsu has two local systems; neither gets or sees what is the other's. */
final class SceneEachItsOwn implements Scene {

  @Override
  public String zh() {
    return "江苏两系统,各见其所属";
  }

  @Override
  public String en() {
    return "Jiangsu's two local systems each see only their own";
  }

  @Override
  public boolean play(Stage stage) {
    UUID south = send(stage, Desk.SOUTH);
    UUID north = send(stage, Desk.NORTH);
    return south != null
        && north != null
        && sees(stage, Desk.SOUTH, south, north)
        && sees(stage, Desk.NORTH, north, south);
  }

  /** Null if it is not accepted. */
  private static UUID send(Stage stage, Desk to) {
    Person person = stage.people().registeredIn(Region.HEBEI);
    Home home = stage.homeNear(to);
    Bench from = stage.bench(person.registered());
    UUID id =
        from.submitter()
            .post(Letter.to(to, from.notices().departure(person, home, Verdicts.SCENE)))
            .id();
    return stage.comesTo("ACCEPTED", from.line(), id) ? id : null;
  }

  private static boolean sees(Stage stage, Desk desk, UUID own, UUID others) {
    Line line = stage.network().line(desk);
    return line.find(own).isPresent()
        && line.find(others).isEmpty()
        && line.timeline(others).isEmpty()
        && line.receipt(others).isEmpty()
        && stage.books().received().of(desk, own).isPresent()
        && stage.books().received().of(desk, others).isEmpty();
  }
}
