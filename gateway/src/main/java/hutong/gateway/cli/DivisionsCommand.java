package hutong.gateway.cli;

import hutong.gateway.node.Home;
import hutong.gateway.places.DivisionsFolder;
import hutong.schemas.DivisionData;
import hutong.schemas.DivisionFaults;
import hutong.schemas.Divisions;
import hutong.schemas.Resolution;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong divisions}: the tables of divisions by which a node addresses. */
@Command(
    name = "divisions",
    description = "Checks and takes tables of divisions, and follows a code through them.",
    mixinStandardHelpOptions = true)
public final class DivisionsCommand {

  private static final String FILES = "folder with version.txt, divisions.csv and changes.csv";

  @Spec private CommandSpec spec;

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Says whether these tables would be taken; exit code 1 lists every fault.")
  int check(@Parameters(paramLabel = "DIR", description = FILES) Path from) throws IOException {
    return told(
        () -> {
          DivisionData found = DivisionsFolder.read(from);
          return "%s, %d divisions: sound".formatted(found.version(), found.size());
        });
  }

  @Command(
      name = "update",
      mixinStandardHelpOptions = true,
      description = {
        "Has the node use these tables; a running one does within seconds.",
        "Tables at fault are not taken: exit code 1, and those in use stay."
      })
  int update(@Mixin HomeOption home, @Parameters(paramLabel = "DIR", description = FILES) Path from)
      throws IOException {
    return told(
        () -> "Taken: " + new DivisionsFolder(home.home().divisions()).take(from).version());
  }

  @Command(
      name = "reset",
      mixinStandardHelpOptions = true,
      description = "Has the node use the tables that the program brings along.")
  int reset(@Mixin HomeOption home) throws IOException {
    boolean changed = new DivisionsFolder(home.home().divisions()).reset();
    PrintWriter out = spec.commandLine().getOut();
    out.println(changed ? "Reset." : "They are in use already.");
    out.flush();
    return 0;
  }

  @Command(
      name = "resolve",
      mixinStandardHelpOptions = true,
      description = {
        "Shows where a code of some day leads today, and why.",
        "Exit code 1 if it never was a division; several candidates are an answer."
      })
  int resolve(
      @Mixin Output output,
      @Parameters(paramLabel = "CODE", description = "6, 9 or 12 digits") String code,
      @Option(
              names = "--as-of",
              required = true,
              paramLabel = "DATE",
              description = "day for which the code is meant, for example 2014-07-01")
          LocalDate asOf,
      @Option(
              names = "--home",
              paramLabel = "DIR",
              description = "the node whose tables are used (default: those of the program)")
          Path home,
      @Option(
              names = "--data-version",
              paramLabel = "VERSION",
              description = "an earlier version that the node keeps, as named in evidence")
          String version)
      throws IOException {
    if (!code.matches("[0-9]{6}([0-9]{3}){0,2}") || (version != null && home == null)) {
      throw new ParameterException(
          spec.commandLine(), "CODE has 6, 9 or 12 digits; --data-version needs --home");
    }
    return told(
        () -> {
          Resolution found = new Divisions(data(home, version)).resolve(code, asOf);
          return output.json() && found.known()
              ? json(found).encodePrettily()
              : shown(found, home, version);
        });
  }

  private static DivisionData data(Path home, String version) throws IOException, DivisionFaults {
    if (home == null) {
      return DivisionData.builtIn();
    }
    DivisionsFolder folder = new DivisionsFolder(new Home(home).divisions());
    Optional<String> wanted = version == null ? folder.current() : Optional.of(version);
    return wanted.isEmpty() ? DivisionData.builtIn() : folder.version(wanted.get());
  }

  private static String shown(Resolution found, Path home, String version)
      throws IOException, DivisionFaults {
    if (!found.known()) {
      throw new IOException(
          "%s never was a division in %s".formatted(found.requested(), found.version()));
    }
    Divisions divisions = new Divisions(data(home, version));
    StringBuilder text = new StringBuilder();
    text.append(
        "%s %s as of %s, by %s%n"
            .formatted(
                found.requested(),
                divisions.nameOf(found.requested(), found.asOf()),
                found.asOf(),
                found.version()));
    found.evidence().forEach(step -> text.append("  %s%n".formatted(step)));
    text.append(found.decided() ? "leads to" : "candidates");
    found
        .candidates()
        .forEach(
            each ->
                text.append(' ')
                    .append(each)
                    .append(' ')
                    .append(divisions.nameOf(each, LocalDate.MAX)));
    return text.toString();
  }

  private static JsonObject json(Resolution found) {
    JsonArray evidence = new JsonArray();
    found.evidence().forEach(step -> evidence.add(step.toString()));
    return new JsonObject()
        .put("requested", found.requested())
        .put("asOf", found.asOf().toString())
        .put("version", found.version())
        .put("decided", found.decided())
        .put("candidates", new JsonArray(List.copyOf(found.candidates())))
        .put("evidence", evidence);
  }

  private interface Asked {
    String answer() throws IOException, DivisionFaults;
  }

  private int told(Asked asked) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      out.println(asked.answer());
      return 0;
    } catch (DivisionFaults faults) {
      faults.faults().forEach(out::println);
      return 1;
    } finally {
      out.flush();
    }
  }
}
