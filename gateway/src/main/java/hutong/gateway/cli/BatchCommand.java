package hutong.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import hutong.client.HutongClient.Told;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong batch}: posts a file of many records and says what became of each row. */
@Command(
    name = "batch",
    mixinStandardHelpOptions = true,
    description = {
      "Posts a file of many records in a dialect, of any length, and says what became of each row.",
      "The same file may be posted again: what was taken before is not taken twice."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every row was taken, or is sound",
      "1:rows were refused, or not all were answered",
      "2:wrong usage"
    })
public final class BatchCommand implements Callable<Integer> {
  private static final int MOST_SHOWN = 100;

  @Spec private CommandSpec spec;
  @Mixin private ApiOptions api;

  @Parameters(paramLabel = "FILE", description = "as the dialect has it")
  private Path file;

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      required = true,
      description = "how it is written; see hutong dialect list")
  private String dialect;

  @Option(names = "--check", description = "only check, post nothing")
  private boolean check;

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "where every row's outcome goes, one JSON object a line (default: beside FILE)")
  private Path results;

  @Option(
      names = "--marked",
      paramLabel = "FILE.xlsx",
      description = "give the table back as a workbook, each row marked, in place of --results")
  private Path marked;

  @Option(
      names = "--keep",
      description = {
        "leave it to be worked off, and go; see hutong batches. On a bad connection the same again",
        "goes on where it broke off (FILE.upload)"
      })
  private boolean keep;

  @Option(
      names = "--on-error",
      paramLabel = "WHAT",
      defaultValue = "acceptValid",
      description = "with --keep: acceptValid, or rejectAll: all rows or none (${DEFAULT-VALUE})")
  private OnError onError;

  /** What becomes of sound rows beside refused ones. */
  enum OnError {
    acceptValid,
    rejectAll
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    if (keep) {
      return keep(out);
    }
    if (marked != null) {
      return marked(out);
    }
    Path to =
        results == null ? file.resolveSibling(file.getFileName() + ".results.ndjson") : results;
    post(Told.LINES, to);
    try (BufferedReader lines = Files.newBufferedReader(to)) {
      return told(out, lines, to);
    } finally {
      out.flush();
    }
  }

  private int keep(PrintWriter out) throws IOException {
    JsonNode kept =
        api.ask(
            client ->
                client.keep(
                    file,
                    dialect,
                    onError == OnError.rejectAll,
                    file.resolveSibling(file.getFileName() + ".upload")));
    out.println(kept.get("id").asText());
    return 0;
  }

  private int marked(PrintWriter out) throws IOException {
    post(Told.MARKED, marked);
    out.println(marked);
    return 0;
  }

  private void post(Told told, Path to) throws IOException {
    api.ask(
        client -> {
          client.batch(file, dialect, check, told, to);
          return null;
        });
  }

  private static int told(PrintWriter out, BufferedReader lines, Path to) throws IOException {
    JsonObject last = new JsonObject();
    int shown = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      last = new JsonObject(line);
      if (last.containsKey("code") && shown++ < MOST_SHOWN) {
        tell(out, last);
      }
    }
    if (shown > MOST_SHOWN) {
      out.printf("… and %d more%n", shown - MOST_SHOWN);
    }
    out.println(last.encode());
    out.println(to);
    boolean whole = Boolean.TRUE.equals(last.getBoolean("whole"));
    return whole && last.getInteger("refused") == 0 ? 0 : 1;
  }

  private static void tell(PrintWriter out, JsonObject row) {
    JsonArray violations = row.getJsonArray("violations", new JsonArray().add(row));
    for (int i = 0; i < violations.size(); i++) {
      JsonObject each = violations.getJsonObject(i);
      out.printf(
          "row %s %s %s: %s%n",
          row.getValue("row", ""),
          each.getString("column", ""),
          each.getString("rule", each.getString("code")),
          each.getString("detail", each.getString("fix", "")));
    }
  }
}
