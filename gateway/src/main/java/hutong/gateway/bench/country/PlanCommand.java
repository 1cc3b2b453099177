package hutong.gateway.bench.country;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong bench plan}: what a country needs, by what one machine was measured to do. */
@Command(
    name = "plan",
    description = {
      "Works out, minute by minute, what 34 provinces need for so many records a day, with the weeks"
          + " after Spring Festival and one province down in the middle of them.",
      "What a record costs is what bench measured; nothing is run."
    },
    mixinStandardHelpOptions = true)
public final class PlanCommand implements Callable<Integer> {

  private static final double GIB = 1 << 30;
  private static final int SHOWN = 8;

  @Spec private CommandSpec spec;

  @Option(
      names = "--per-day",
      defaultValue = "3000000",
      description = "records of a plain day (default: ${DEFAULT-VALUE})")
  private double perDay;

  @Option(
      names = "--peak",
      defaultValue = "10",
      description = "times as many on ten days after the festival (default: ${DEFAULT-VALUE})")
  private double peak;

  @Option(
      names = "--send-ms",
      defaultValue = "0.6",
      description = "CPU of a record at its sender, ms (default: ${DEFAULT-VALUE})")
  private double sendMs;

  @Option(
      names = "--receive-ms",
      defaultValue = "0.6",
      description = "CPU of a record at its recipient, ms (default: ${DEFAULT-VALUE})")
  private double receiveMs;

  @Option(
      names = "--bytes",
      defaultValue = "4200",
      description = "disk of a record at each side, octets (default: ${DEFAULT-VALUE})")
  private double bytes;

  @Option(
      names = "--load",
      defaultValue = "0.5",
      description = "share of its cores that a node may use at most (default: ${DEFAULT-VALUE})")
  private double load;

  @Option(
      names = "--down",
      defaultValue = "410000",
      description = "node that is down on the third day of the peak (default: ${DEFAULT-VALUE})")
  private String down;

  @Option(
      names = "--hours-down",
      defaultValue = "24",
      description = "for so long (default: ${DEFAULT-VALUE})")
  private int hoursDown;

  @Option(
      names = "--drain-per-second",
      defaultValue = "500",
      description = "retry.drainPerSecond of every node (default: ${DEFAULT-VALUE})")
  private double drainPerSecond;

  @Option(
      names = "--core-hour",
      defaultValue = "0.30",
      description = "price of a core for an hour (default: ${DEFAULT-VALUE})")
  private double coreHour;

  @Option(
      names = "--gib-month",
      defaultValue = "0.60",
      description = "price of a GiB of disk for a month (default: ${DEFAULT-VALUE})")
  private double gibMonth;

  @Option(
      names = "--keep-months",
      defaultValue = "3",
      description = "how long a record's payload is kept (default: ${DEFAULT-VALUE})")
  private double keepMonths;

  @Override
  public Integer call() throws Exception {
    Flows flows = Flows.load();
    int broken = flows.nodes().indexOf(down);
    if (broken < 0 || perDay <= 0 || sendMs <= 0 || receiveMs <= 0 || load <= 0 || load > 1) {
      throw new IllegalArgumentException("No such node, or a figure that is not above 0");
    }
    Calendar calendar = new Calendar(perDay, peak);
    Machines machines =
        Machines.fitting(flows, calendar, sendMs, receiveMs, bytes, load, drainPerSecond);
    Weeks weeks = new Weeks(flows, calendar, machines, broken, hoursDown).run();
    print(flows, calendar, machines, weeks);
    return 0;
  }

  private void print(Flows flows, Calendar calendar, Machines machines, Weeks weeks) {
    double plain = perDay / 86_400;
    double busiest = calendar.onDay(calendar.worst()) * Calendar.busiestHour() / 3600;
    line("records/s, all provinces: plain day's mean %.0f, busiest hour %.0f", plain, busiest);
    line(
        "%n%-16s %12s %12s %8s %10s %12s",
        "", "sends/s", "receives/s", "cores", "busiest", "GiB/day");
    List<Integer> largest =
        IntStream.range(0, flows.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -flows.sent(i) - flows.received(i)))
            .limit(SHOWN)
            .toList();
    for (int i : largest) {
      double both = flows.sent(i) + flows.received(i);
      line(
          "%-16s %12.0f %12.0f %8d %9.0f%% %12.1f",
          flows.names().get(i),
          busiest * flows.sent(i),
          busiest * flows.received(i),
          machines.cores()[i],
          weeks.busiest(i) * 100,
          perDay * peak * both * bytes / GIB);
    }
    int cores = IntStream.of(machines.cores()).sum();
    line("%-16s %12s %12s %8d", "all " + flows.size(), "", "", cores);
    line(
        "%nDown for %d h at the peak: %s. At most %,.0f records wait, at most %,.0f (%.1f GiB) at one"
            + " node; nothing waits any more %s",
        hoursDown,
        flows.names().get(flows.nodes().indexOf(down)),
        weeks.mostWaiting(),
        weeks.mostWaitingAtOne(),
        weeks.mostWaitingAtOne() * bytes / GIB,
        weeks.recoveredAfter() < 0
            ? "… never within these weeks."
            : String.format(
                Locale.ROOT, "%.1f h after it is back.", weeks.recoveredAfter() / 60.0));
    double cpu = 1e6 * (sendMs + receiveMs) / 3_600_000 / load;
    double disk = 1e6 * 2 * bytes / GIB;
    line(
        "%nA million records: %.1f core hours at %.0f %% load, %.0f GiB of disk at both sides; %.2f"
            + " for cores, %.2f for disk over %.0f months",
        cpu, load * 100, disk, cpu * coreHour, disk * gibMonth * keepMonths, keepMonths);
    spec.commandLine().getOut().flush();
  }

  private void line(String form, Object... figures) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf(Locale.ROOT, form + "%n", figures);
  }
}
