package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.http.Posted;
import io.vertx.core.json.JsonObject;

/** An identity number with a wrong check character exists in the field: warned, and carried. */
final class SceneWrongCheckDigit implements Scene {

  private static final String POINTER = "/subject/documentNumber";

  @Override
  public String zh() {
    return "校验码不符:提示并照送";
  }

  @Override
  public String en() {
    return "wrong check digit: warned, and carried with its mark";
  }

  @Override
  public boolean play(Stage stage) {
    Person right = stage.people().registeredIn(Region.HENAN);
    Person person = right.withNumber(SyntheticNumber.misread(right.number()));
    Home home = stage.people().homeIn(Region.HEBEI);
    Bench from = stage.benchOf(Desk.HEBEI);
    Desk to = stage.responsible(person.registered());
    Posted posted =
        from.submitter().post(Letter.to(to, from.notices().arrival(person, home, Verdicts.SCENE)));
    boolean warned =
        posted.warnings().stream()
            .map(JsonObject.class::cast)
            .anyMatch(warning -> POINTER.equals(warning.getString("pointer")));
    return warned
        && stage.comesTo("ACCEPTED", from.line(), posted.id())
        && stage
            .network()
            .line(to)
            .find(posted.id())
            .orElseThrow()
            .getJsonArray("marks")
            .encode()
            .contains(POINTER);
  }
}
