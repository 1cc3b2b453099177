package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A record for 130421 邯郸县, divided in 2016 between 130402 邯山区 and 130403 丛台区, reaches Hebei and
 * waits there for a person, since its address tells neither.
 */
final class SceneSplitCounty implements Scene {

  private static final Home THEN = new Home("130421", LocalDate.of(2010, 5, 1), "河北省邯郸县东环路12号");
  private static final List<String> CANDIDATES = List.of("130402", "130403");

  @Override
  public String zh() {
    return "130421(2016年拆分)→河北待分派";
  }

  @Override
  public String en() {
    return "split: waits in Hebei with its candidates 130402, 130403";
  }

  @Override
  public boolean play(Stage stage) {
    Person person = stage.people().registeredIn(Region.HEBEI).registeredAt(THEN);
    Bench from = stage.benchOf(Desk.NORTH);
    Home home = stage.homeNear(Desk.NORTH);
    UUID id =
        from.submitter()
            .post(
                Letter.toNobody(Region.HEBEI, from.notices().arrival(person, home, Verdicts.SCENE)))
            .id();
    Line hebei = stage.network().operator(Region.HEBEI);
    boolean parked = stage.comesTo("PARKED", hebei, id);
    Optional<JsonObject> there = hebei.find(id);
    return parked
        && there.orElseThrow().getJsonArray("candidates").getList().equals(CANDIDATES)
        && stage.comesTo("DELIVERED", from.line(), id);
  }
}
