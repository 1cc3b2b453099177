package hutong.gateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.CodeLists;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import hutong.schemas.Violation;
import hutong.schemas.dialects.Comparison;
import hutong.schemas.dialects.Comparison.Line;
import hutong.schemas.dialects.Comparison.Side;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectFaults;
import hutong.schemas.dialects.DialectFiles;
import hutong.schemas.dialects.DialectReader;
import hutong.schemas.dialects.Translated;
import hutong.schemas.dialects.Unwritable;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong dialect compare}: shows each record of a file field by field. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Shows each record of a file as it is written, as we hold it, and as a target will read it,",
      "with the rule for each field. A dialect is a folder, or the name of a built-in one."
    })
final class DialectCommandCompare implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "a document; in our own form a record as JSON")
  private Path file;

  @Option(names = "--from", paramLabel = "DIALECT", description = "how it is written; else ours")
  private String from;

  @Option(names = "--to", paramLabel = "DIALECT", description = "the target's; else none")
  private String to;

  @Option(names = "--values", description = "show what the fields say, not only their length")
  private boolean values;

  @Option(names = "--beside", paramLabel = "FIELD=VALUE", description = "what travels beside it")
  private Map<String, String> beside = Map.of();

  private final DialectFiles files = new DialectFiles(RecordTypes.load(), CodeLists.load());

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Instant now = Clock.systemUTC().instant();
    try {
      Dialect target = to == null ? null : dialect(to);
      if (from == null) {
        tell(out, Comparison.of(null, own(), target, now));
        return 0;
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
          DialectReader reader = dialect(from).open(in, now, beside)) {
        return told(out, reader, target, now);
      }
    } catch (DialectFaults faults) {
      faults.faults().forEach(out::println);
      return 1;
    } catch (RefusedInput refused) {
      tell(out, refused.violations());
      return 1;
    } catch (Unwritable unwritable) {
      tell(out, unwritable.violations());
      return 1;
    } finally {
      out.flush();
    }
  }

  private int told(PrintWriter out, DialectReader reader, Dialect target, Instant now)
      throws IOException, RefusedInput, Unwritable {
    boolean sound = true;
    for (Translated each = reader.next(); each != null; each = reader.next()) {
      out.printf("Row %d%n", each.row());
      tell(out, each.found());
      sound &= !each.refused();
      if (each.record() != null) {
        tell(out, Comparison.of(each, each.record(), target, now));
      }
    }
    return sound ? 0 : 1;
  }

  private ObjectNode own() throws IOException {
    try {
      if (JsonMapper.builder().build().readTree(Files.readAllBytes(file))
          instanceof ObjectNode record) {
        return record;
      }
    } catch (JsonProcessingException other) {
      // Its message holds what it could not read.
    }
    throw new IOException(file + " is no record of ours as JSON: say --from");
  }

  private Dialect dialect(String name) throws IOException, DialectFaults {
    Map<String, byte[]> builtIn = DialectFiles.builtIn().get(name);
    return files.read(builtIn == null ? DialectFiles.in(Path.of(name)) : builtIn);
  }

  private static void tell(PrintWriter out, List<Violation> found) {
    for (Violation each : found) {
      String at = each.source() == null ? "" : each.source().column();
      out.printf(
          "  %-6s %s %s: %s%n", each.refuses() ? "REFUSE" : "warn", at, each.rule(), each.en());
    }
  }

  private void tell(PrintWriter out, Comparison comparison) {
    Comparison shown = values ? comparison : comparison.masked();
    out.printf("%s%n  %-40s | %-32s | %s%n", shown.type(), "source", "ours", "target");
    for (Line line : shown.lines()) {
      String ours =
          line.pointer().isEmpty() ? "(not carried)" : line.pointer() + " " + line.value();
      out.printf(
          "%s %-40s | %-32s | %s%n",
          line.changed() ? "!" : " ", sides(line.from()), ours, sides(line.to()));
    }
  }

  private static String sides(List<Side> sides) {
    return sides.stream()
        .map(
            each ->
                each.place()
                    + (each.value().isEmpty() ? "" : " " + each.value())
                    + (each.rule().isEmpty() ? "" : " [" + each.rule() + "]"))
        .collect(Collectors.joining(" + "));
  }
}
