package hutong.gateway.cli;

import hutong.gateway.dialects.DialectPlan;
import hutong.schemas.dialects.DialectFaults;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong dialect switch}. */
@Command(
    name = "switch",
    description = {
      "Has a version live, from now on or from the beginning of a day in China.",
      "What was planned for later is dropped. Exit code 1 for a version that was not tried as"
          + " shadow, unless that is wanted so."
    },
    mixinStandardHelpOptions = true)
final class DialectCommandSwitch implements Callable<Integer> {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(index = "0", paramLabel = "NAME")
  private String name;

  @Parameters(index = "1", paramLabel = "VERSION")
  private String version;

  @Option(
      names = "--on",
      paramLabel = "DATE",
      description = "from that day on, for example 2027-01-01 (default: from now on)")
  private LocalDate on = LocalDate.EPOCH;

  @Option(names = "--unseen", description = "though it was compared with nothing as shadow")
  private boolean unseen;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    DialectCommandDesk desk = DialectCommandDesk.of(home.home(), true);
    return DialectCommandDesk.told(out, () -> switched(out, desk));
  }

  private int switched(PrintWriter out, DialectCommandDesk desk) throws IOException, DialectFaults {
    desk.shelf().load(name, version);
    Instant now = desk.clock().instant();
    if (!on.equals(LocalDate.EPOCH) && on.isBefore(LocalDate.ofInstant(now, CHINA))) {
      out.println("This day is past: leave --on out to switch now. Nothing has changed.");
      return 1;
    }
    DialectPlan present = desk.schedule().plan(name);
    if (!unseen
        && present.live(now).isPresent()
        && !present.wasLive(version, now)
        && desk.book().report(name, version).compared() == 0) {
      out.printf("%s@%s was compared with no record yet. Run it as shadow first:%n", name, version);
      out.printf("  hutong dialect shadow %s %s%n", name, version);
      out.println("or switch with --unseen. Nothing has changed.");
      return 1;
    }
    DialectPlan.Change change = desk.schedule().switchTo(name, version, on);
    if (change.none()) {
      out.println("Nothing has changed:");
    }
    desk.tell(out, change.after());
    return 0;
  }
}
