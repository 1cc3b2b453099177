package hutong.gateway.cli;

import hutong.schemas.CodeLists;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectFaults;
import hutong.schemas.dialects.DialectFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong dialect template}: the empty table that a desk fills in. */
@Command(
    name = "template",
    mixinStandardHelpOptions = true,
    description = {
      "Writes an empty workbook for one type of record, with drop-down lists; asks no node.",
      "A dialect is a folder, or the name of a built-in one, whose documents are workbooks."
    })
final class DialectCommandTemplate implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIALECT",
      defaultValue = "county-xlsx",
      description = "${DEFAULT-VALUE}")
  private String name;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      required = true,
      description = "of the records that its rows are, such as ArrivalNotice")
  private String type;

  @Option(
      names = "--to",
      paramLabel = "FILE.xlsx",
      required = true,
      description = "made or written anew")
  private Path to;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    RecordTypes types = RecordTypes.load();
    try {
      Map<String, byte[]> builtIn = DialectFiles.builtIn().get(name);
      Dialect dialect =
          new DialectFiles(types, CodeLists.load())
              .read(builtIn == null ? DialectFiles.in(Path.of(name)) : builtIn);
      RecordType wanted =
          types
              .of(type)
              .orElseThrow(() -> new IllegalArgumentException("Types are: " + sorted(dialect)));
      boolean chinese = Locale.getDefault().getLanguage().equals("zh");
      ByteArrayOutputStream workbook = new ByteArrayOutputStream();
      dialect.template(wanted, workbook, chinese);
      Files.write(to, workbook.toByteArray());
      out.println(to);
      return ExitCode.DONE;
    } catch (DialectFaults faults) {
      faults.faults().forEach(out::println);
      return ExitCode.NOT_DONE;
    }
  }

  private static String sorted(Dialect dialect) {
    return String.join(" ", dialect.types().stream().sorted().toList());
  }
}
