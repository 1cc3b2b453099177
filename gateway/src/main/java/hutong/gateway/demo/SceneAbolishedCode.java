package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.UUID;

/** A record for 412701 周口市, which ended in 2000, comes out at 411602 川汇区. */
final class SceneAbolishedCode implements Scene {

  private static final Home THEN = new Home("412701", LocalDate.of(1996, 5, 1), "河南省周口市七一路36号");

  @Override
  public String zh() {
    return "412701(2000年撤销)→411602";
  }

  @Override
  public String en() {
    return "abolished in 2000: reaches the desk of 411602 in Henan";
  }

  @Override
  public boolean play(Stage stage) {
    Person person = stage.people().registeredIn(Region.HENAN).registeredAt(THEN);
    Bench from = stage.benchOf(Desk.SOUTH);
    Home home = stage.homeNear(Desk.SOUTH);
    UUID id =
        from.submitter()
            .post(Letter.to(Desk.CHUANHUI, from.notices().arrival(person, home, Verdicts.SCENE)))
            .id();
    boolean accepted = stage.comesTo("ACCEPTED", from.line(), id);
    JsonObject there = stage.network().line(Desk.CHUANHUI).find(id).orElse(new JsonObject());
    return accepted
        && stage.books().received().settled(Desk.CHUANHUI, id)
        && there.getJsonArray("addressEvidence").encode().contains("411602");
  }
}
