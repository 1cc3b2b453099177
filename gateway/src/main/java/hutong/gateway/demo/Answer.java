package hutong.gateway.demo;

import hutong.gateway.http.ApiFailure;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/**
 * What a node answered when it was asked about a record; that it could not answer is one too.
 *
 * @param state null if it does not know the record, or failed
 * @param says type, state and code of a refusal in words
 * @param to the node the record goes to; empty if it does not say
 * @param answeredBy id of the answer; null if none is known
 */
record Answer(String state, String says, String to, String answeredBy) {

  private static final Answer NOTHING = new Answer(null, "nothing", "", null);

  static Answer about(UUID id, Line line) {
    try {
      Optional<JsonObject> view = line.find(id);
      return view.map(Answer::of).orElse(NOTHING);
    } catch (ApiFailure failure) {
      return new Answer(null, "failed with " + failure.status() + " " + failure.code(), "", null);
    }
  }

  private static Answer of(JsonObject view) {
    JsonObject refusal = view.getJsonObject("refusal");
    String code = refusal == null ? null : refusal.getString("code");
    String state = view.getString("state");
    return new Answer(
        state,
        words(view.getString("type"), state, code),
        view.getString("to", ""),
        view.getString("answeredBy"));
  }

  /** How a record in that state is put into words. */
  static String words(String type, String state, String code) {
    return type + " " + state + (code == null ? "" : " " + code);
  }

  Difference.Sort sort() {
    return this.equals(NOTHING) ? Difference.Sort.LOST : Difference.Sort.DIFFERING;
  }
}
