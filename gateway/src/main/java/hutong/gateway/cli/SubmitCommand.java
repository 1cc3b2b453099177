package hutong.gateway.cli;

import hutong.gateway.http.ApiFailure;
import hutong.gateway.http.Posted;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong submit}: posts records and says what became of each. */
@Command(
    name = "submit",
    description = "Posts records (JSON or XML, one a file).",
    mixinStandardHelpOptions = true)
public final class SubmitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;
  @Mixin private Output output;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "one record each")
  private List<Path> files;

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      description = "how the records are written; see hutong dialect list (default: our own form)")
  private String dialect;

  @Option(names = "--check", description = "only check, post nothing")
  private boolean check;

  @Option(names = "--idempotency-key", paramLabel = "KEY", description = "for one file only")
  private String idempotencyKey;

  @Override
  public Integer call() throws IOException {
    if (idempotencyKey != null && files.size() > 1) {
      throw new IllegalArgumentException("--idempotency-key goes with one file");
    }
    int refused = 0;
    for (Path file : files) {
      refused += submit(file) ? 0 : 1;
    }
    return refused == 0 ? 0 : 1;
  }

  private boolean submit(Path file) throws IOException {
    byte[] record = Files.readAllBytes(file);
    String type =
        file.toString().toLowerCase(Locale.ROOT).endsWith(".xml")
            ? "application/xml"
            : "application/json";
    try {
      if (dialect != null) {
        tell(file, inDialect(record));
      } else if (check) {
        tell(file, api.ask(client -> client.validate(record, type)));
      } else {
        Posted posted = api.ask(client -> client.submit(record, type, idempotencyKey));
        tell(file, answer(posted));
      }
      return true;
    } catch (ApiFailure refusal) {
      tell(file, refusal.problem());
      return false;
    }
  }

  private JsonObject inDialect(byte[] record) throws IOException {
    return check
        ? api.ask(client -> client.inDialects().validate(record, dialect, Map.of()))
        : answer(
            api.ask(
                client -> client.inDialects().submit(record, dialect, Map.of(), idempotencyKey)));
  }

  private static JsonObject answer(Posted posted) {
    return new JsonObject()
        .put("id", posted.id().toString())
        .put("state", posted.state())
        .put("replayed", posted.replayed())
        .put("warnings", posted.warnings());
  }

  private void tell(Path file, JsonObject answer) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(new JsonObject().put("file", file.toString()).mergeIn(answer).encode());
    } else {
      out.println(file + ":");
      answer.forEach(field -> out.printf("  %-12s %s%n", field.getKey(), field.getValue()));
    }
    out.flush();
  }
}
