package hutong.gateway.cli;

import hutong.client.HutongClient;
import hutong.client.HutongClient.Posted;
import hutong.client.HutongProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    try {
      tell(file, api.ask(client -> check ? checked(client, record) : posted(client, record)));
      return true;
    } catch (HutongProblem refusal) {
      if (refusal.passing()) {
        throw refusal;
      }
      tell(file, new JsonObject(refusal.problem().toString()));
      return false;
    }
  }

  private JsonObject checked(HutongClient client, byte[] record) throws IOException {
    return new JsonObject(client.validate(record, dialect).toString());
  }

  private JsonObject posted(HutongClient client, byte[] record) throws IOException {
    Posted posted = client.post(record, dialect, idempotencyKey);
    return new JsonObject()
        .put("id", posted.id().toString())
        .put("state", posted.state())
        .put("replayed", posted.replayed())
        .put("warnings", new JsonArray(posted.warnings().toString()));
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
