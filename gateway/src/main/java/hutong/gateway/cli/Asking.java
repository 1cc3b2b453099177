package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.BiConsumer;

/**
 * Asks the API and prints what it says, as a table or JSON.
 *
 * @param item prints one of a list
 * @param one prints what is no list
 */
record Asking(
    PrintWriter out,
    ApiOptions api,
    Output output,
    BiConsumer<PrintWriter, JsonObject> item,
    BiConsumer<PrintWriter, JsonObject> one) {

  int get(String path) throws IOException {
    return ask(path, null);
  }

  int post(String path, JsonObject body) throws IOException {
    return ask(path, body);
  }

  /** The exit code: 1 if it is refused, or says that something was not taken. */
  private int ask(String path, JsonObject body) throws IOException {
    JsonObject said = body == null ? api.get(path) : api.post(path, body);
    if (said == null) {
      out.println("Done.");
      return 0;
    }
    if (output.json()) {
      out.println(said.encodePrettily());
    } else if (said.containsKey("items")) {
      said.getJsonArray("items").forEach(each -> item.accept(out, (JsonObject) each));
    } else {
      one.accept(out, said);
    }
    return Boolean.FALSE.equals(said.getValue("taken")) ? 1 : 0;
  }
}
