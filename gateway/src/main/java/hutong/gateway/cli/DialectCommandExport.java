package hutong.gateway.cli;

import hutong.gateway.dialects.DialectPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong dialect export}. */
@Command(
    name = "export",
    description = "Writes the files of a dialect into a folder, as a beginning for one's own.")
final class DialectCommandExport implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  /** Not mixed in: there, --version is the program's. */
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  void help(boolean asked) {}

  @Parameters(paramLabel = "NAME", description = "also one that the program brings along")
  private String name;

  @Option(names = "--version", paramLabel = "V", description = "default: the live one")
  private String version;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "new or empty")
  private Path to;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    DialectCommandDesk desk = DialectCommandDesk.of(home.home(), false);
    return DialectCommandDesk.told(
        out,
        () -> {
          String wanted = version == null ? live(desk) : version;
          Map<String, byte[]> files = desk.shelf().files(name, wanted);
          write(files);
          out.printf("%s@%s: %d files in %s%n", name, wanted, files.size(), to);
          return 0;
        });
  }

  private String live(DialectCommandDesk desk) throws IOException {
    Optional<DialectPlan.Entry> live = desk.schedule().plan(name).live(desk.clock().instant());
    if (live.isEmpty()) {
      throw new IOException(
          "No version of %s is live; versions of this name: %s"
              .formatted(name, String.join(" ", desk.shelf().versions(name))));
    }
    return live.get().version();
  }

  private void write(Map<String, byte[]> files) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> inside = Files.list(to)) {
      if (inside.findAny().isPresent()) {
        throw new IOException(to + " is not empty");
      }
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(to.resolve(file.getKey()), file.getValue(), StandardOpenOption.CREATE_NEW);
    }
  }
}
