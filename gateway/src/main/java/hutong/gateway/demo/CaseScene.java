package hutong.gateway.demo;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** What scenes have in common in which two desks follow a case. */
abstract class CaseScene implements Scene {

  /** Posts a letter, and says under which id once it is accepted and with the desk it is for. */
  static Optional<UUID> accepted(Stage stage, Bench from, Letter letter) {
    UUID id = from.submitter().post(letter).id();
    boolean settled =
        stage.comesTo("ACCEPTED", from.line(), id)
            && stage.soon(
                () ->
                    stage
                        .books()
                        .sent()
                        .of(id)
                        .flatMap(stage.books().sent()::expectedAt)
                        .filter(at -> stage.books().received().settled(at, id))
                        .isPresent());
    return settled ? Optional.of(id) : Optional.empty();
  }

  /** As {@link #accepted}, where there is no scene without it. */
  static UUID needed(Stage stage, Bench from, Letter letter) {
    return accepted(stage, from, letter)
        .orElseThrow(() -> new IllegalStateException(letter.type() + " was not accepted in time"));
  }

  /** Whether both desks see the case in that state, before long. */
  static boolean bothSee(Stage stage, String state, Bench one, Bench other, UUID id) {
    return sees(stage, state, one, id) && sees(stage, state, other, id);
  }

  private static boolean sees(Stage stage, String state, Bench bench, UUID id) {
    return stage.soon(
        () ->
            bench
                .line()
                .find(id)
                .map((JsonObject view) -> view.getJsonObject("case"))
                .filter(of -> state.equals(of.getString("state")))
                .isPresent());
  }
}
