package hutong.gateway.demo;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the sender's node about a record, with the key of the desk that posted it. */
final class AuditSender {

  private final Network network;
  private final Consumer<Difference> differences;

  AuditSender(Network network, Consumer<Difference> differences) {
    this.network = network;
    this.differences = differences;
  }

  /** The state that the sender's node gives; null if it does not know the record. */
  String check(Sent sent) {
    Optional<JsonObject> view = network.line(sent.from()).find(sent.id());
    String state = view.map(found -> found.getString("state")).orElse(null);
    String expected = said(sent.fate().end().atSender(), sent.fate().code(), sent.type());
    String answer = view.map(AuditSender::said).orElse("nothing");
    if (!expected.equals(answer) || !sent.to().node().equals(to(view))) {
      Difference.Sort sort =
          state == null ? Difference.Sort.LOST : Difference.Sort.DIFFERING;
      differences.accept(
          new Difference(
              sort,
              sent.id().toString(),
              "sender " + sent.from(),
              expected + " to " + sent.to().node(),
              answer + " to " + to(view)));
    }
    return state;
  }

  static String said(JsonObject view) {
    JsonObject refusal = view.getJsonObject("refusal");
    String code = refusal == null ? null : refusal.getString("code");
    return said(view.getString("state"), code, view.getString("type"));
  }

  static String said(String state, String code, String type) {
    return type + " " + state + (code == null ? "" : " " + code);
  }

  private static String to(Optional<JsonObject> view) {
    return view.map(found -> found.getString("to")).orElse("nobody");
  }
}
