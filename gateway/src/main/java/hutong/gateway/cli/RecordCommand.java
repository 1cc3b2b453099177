package hutong.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code hutong record}: finds records, and does by hand what one needs that does not go by itself.
 */
@Command(
    name = "record",
    description = "Finds records; has one tried again, given up, taken back, addressed or erased.",
    mixinStandardHelpOptions = true)
public final class RecordCommand {

  @Spec private CommandSpec spec;

  @Command(name = "show", description = "Shows where a record stands, without its content.")
  int show(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return reading(api, output).get("/v1/records/" + id);
  }

  @Command(name = "find", description = "Finds records by where they come from.")
  int find(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Option(names = "--system", required = true, description = "the source system") String system,
      @Option(
              names = "--key-of-source",
              required = true,
              paramLabel = "KEY",
              description = "the source system's own key of it")
          String key)
      throws IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("sourceSystem", system);
    asked.put("sourceKey", key);
    return reading(api, output).get("/v1/records" + ApiPath.query(asked));
  }

  @Command(name = "timeline", description = "Tells what happened to a record, and when.")
  int timeline(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return reading(api, output).get("/v1/records/" + id + "/timeline");
  }

  @Command(name = "receipt", description = "Shows what the recipient signed about a record.")
  int receipt(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Parameters(paramLabel = "ID") UUID id,
      @Option(
              names = "--kind",
              description = "transport or outcome (default: the outcome, if there is one)")
          String kind)
      throws IOException {
    String asked = kind == null ? "" : ApiPath.query(Map.of("kind", kind));
    return reading(api, output).get("/v1/records/" + id + "/receipt" + asked);
  }

  private Asking reading(ApiOptions api, Output output) {
    return new Asking(
        spec.commandLine().getOut(), api, output, RecordCommand::line, RecordCommand::whole);
  }

  private static void line(PrintWriter out, JsonObject one) {
    if (one.containsKey("at")) {
      out.printf(
          "%s  %-24s %s%n",
          one.getString("at"), one.getString("what"), one.getString("detail", ""));
    } else {
      out.printf(
          "%s  %-14s %s to %s  %s%n",
          one.getString("id"),
          one.getString("state"),
          one.getString("from"),
          one.getString("to", "?"),
          one.getString("type"));
    }
  }

  private static void whole(PrintWriter out, JsonObject one) {
    one.forEach(each -> out.printf("%-18s %s%n", each.getKey(), each.getValue()));
  }

  @Command(name = "retry", description = "Tries it now, or again if set aside (operator's key).")
  int retry(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return ask(api, output, id, "retry", new JsonObject());
  }

  @Command(name = "abandon", description = "Gives it up; its system is told (operator's key).")
  int abandon(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return ask(api, output, id, "abandon", new JsonObject());
  }

  @Command(name = "withdraw", description = "Takes back what was not sent (its system's key).")
  int withdraw(@Mixin ApiOptions api, @Mixin Output output, @Parameters(paramLabel = "ID") UUID id)
      throws IOException {
    return ask(api, output, id, "withdraw", new JsonObject());
  }

  @Command(name = "address", description = "Names its recipient, one of its candidates.")
  int address(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Parameters(paramLabel = "ID", index = "0") UUID id,
      @Parameters(paramLabel = "NODE", index = "1") String node)
      throws IOException {
    return ask(api, output, id, "address", new JsonObject().put("node", node));
  }

  @Command(
      name = "assign",
      description = "Gives one that waits for an office to it (operator's key).")
  int assign(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Parameters(paramLabel = "ID", index = "0") UUID id,
      @Parameters(paramLabel = "OFFICE", index = "1", description = "its division") String office,
      @Option(names = "--sender", paramLabel = "NODE", required = true, description = "who sent it")
          String sender)
      throws IOException {
    JsonObject said = new JsonObject().put("from", sender).put("office", office);
    return ask(api, output, id, "assign", said);
  }

  @Command(
      name = "compare",
      description =
          "Shows field by field how it is written in a partner's form; what the fields say is hidden"
              + " (a key for content).")
  int compare(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Parameters(paramLabel = "ID") UUID id,
      @Option(
              names = "--to",
              paramLabel = "DIALECT",
              required = true,
              description = "the partner's form, NAME or NAME@VERSION")
          String to,
      @Option(names = "--values", description = "what the fields say, too") boolean values)
      throws IOException {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("to", to);
    asked.put("values", Boolean.toString(values));
    return new Asking(
            spec.commandLine().getOut(),
            api,
            output,
            null,
            (out, answer) -> out.println(answer.encodePrettily()))
        .get("/v1/records/" + id + "/comparison" + ApiPath.query(asked));
  }

  @Command(
      name = "erase",
      description =
          "Proposes to destroy what it says and to ask its other side for the same; done when another"
              + " operator approves it (operator's key).")
  int erase(
      @Mixin ApiOptions api,
      @Mixin Output output,
      @Parameters(paramLabel = "ID") UUID id,
      @Option(
              names = "--reason",
              required = true,
              description = "REQUEST of the person, ORDER of a court or authority, NO_BASIS")
          String reason,
      @Option(
              names = "--sender",
              paramLabel = "NODE",
              description = "whose record it is, where two have sent one under that id")
          String sender)
      throws IOException {
    JsonObject said = new JsonObject().put("reason", reason);
    if (sender != null) {
      said.put("sender", sender);
    }
    return new Asking(spec.commandLine().getOut(), api, output, null, ProposalsCommand::line)
        .post("/v1/records/" + id + ":erase", said);
  }

  private int ask(ApiOptions api, Output output, UUID id, String what, JsonObject said)
      throws IOException {
    return new Asking(
            spec.commandLine().getOut(),
            api,
            output,
            null,
            (out, answer) -> out.println(answer.getString("result")))
        .post("/v1/records/" + id + ":" + what, said);
  }
}
