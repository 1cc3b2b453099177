package hutong.gateway.cli;

import hutong.gateway.dialects.DialectPlan;
import hutong.gateway.dialects.DialectSchedule;
import hutong.gateway.dialects.ShadowReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong dialect shadow}. */
@Command(
    name = "shadow",
    description = {
      "Tells what the version that runs as shadow does differently from the live one.",
      "With VERSION it starts that one as shadow: it reads and writes what the live one does, for"
          + " comparison, and nothing of it is used."
    },
    mixinStandardHelpOptions = true)
final class DialectCommandShadow implements Callable<Integer> {
  private static final String ROW = "%-6s %-40s %-18s %9s %s%n";

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(index = "0", paramLabel = "NAME")
  private String name;

  @Parameters(index = "1", arity = "0..1", paramLabel = "VERSION", description = "to start it")
  private String version;

  @Option(names = "--off", description = "ends it; what it counted is kept")
  private boolean off;

  @Override
  public Integer call() throws IOException {
    if (off && version != null) {
      throw new ParameterException(spec.commandLine(), "--off ends whichever runs: no VERSION");
    }
    PrintWriter out = spec.commandLine().getOut();
    DialectCommandDesk desk = DialectCommandDesk.of(home.home(), true);
    return DialectCommandDesk.told(
        out,
        () -> {
          if (off) {
            return ended(out, desk.schedule(), desk.clock().instant());
          }
          if (version != null) {
            desk.tell(out, desk.schedule().startShadow(name, version).after());
            return 0;
          }
          return report(out, desk);
        });
  }

  private int ended(PrintWriter out, DialectSchedule schedule, Instant now) throws IOException {
    Optional<DialectPlan.Shadow> was = schedule.endShadow(name).before().shadow(now);
    out.println(
        was.map(each -> "%s@%s runs as shadow no longer.".formatted(name, each.version()))
            .orElse("No version of %s runs as shadow.".formatted(name)));
    return 0;
  }

  private int report(PrintWriter out, DialectCommandDesk desk) throws IOException {
    DialectPlan plan = desk.schedule().plan(name);
    Optional<DialectPlan.Shadow> runs = plan.shadow(desk.clock().instant());
    if (runs.isEmpty()) {
      out.println("No version of %s runs as shadow.".formatted(name));
      return 1;
    }
    ShadowReport found = desk.book().report(name, runs.get().version());
    desk.tell(out, plan);
    out.printf(
        "%d records compared, %d differ.%s%n",
        found.compared(), found.differing(), against(found.against()));
    if (!found.lines().isEmpty()) {
      out.printf(ROW, "", "field", "differs", "records", "last");
    }
    for (ShadowReport.Line each : found.lines()) {
      out.printf(
          ROW,
          each.direction(),
          each.field(),
          each.kind(),
          each.count(),
          DialectCommandDesk.moment(each.last()));
    }
    if (found.others() > 0) {
      out.printf("And %d differences in others, which are too many to tell.%n", found.others());
    }
    return 0;
  }

  private static String against(Map<String, Long> against) {
    return against.isEmpty()
        ? ""
        : against.entrySet().stream()
            .map(each -> "%d with version %s".formatted(each.getValue(), each.getKey()))
            .collect(Collectors.joining(", ", " Compared: ", "."));
  }
}
