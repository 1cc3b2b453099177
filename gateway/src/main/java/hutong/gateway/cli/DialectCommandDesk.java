package hutong.gateway.cli;

import hutong.gateway.dialects.DialectPlan;
import hutong.gateway.dialects.DialectRefused;
import hutong.gateway.dialects.DialectSchedule;
import hutong.gateway.dialects.DialectShelf;
import hutong.gateway.dialects.DialectsFolder;
import hutong.gateway.dialects.LiveDialects;
import hutong.gateway.dialects.ShadowBook;
import hutong.gateway.node.Home;
import hutong.schemas.CodeLists;
import hutong.schemas.RecordTypes;
import hutong.schemas.dialects.DialectFaults;
import hutong.schemas.dialects.DialectFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the commands on dialects have in common: one node's dialects, and how they are told of. */
record DialectCommandDesk(
    DialectShelf shelf, DialectSchedule schedule, ShadowBook book, Clock clock) {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.of("Asia/Shanghai"));

  /** Work whose refusal is an answer. */
  interface Asked {
    int answer() throws IOException, DialectFaults;
  }

  /**
   * Opens a node's dialects.
   *
   * @param writes so that the node's folder has to be there
   */
  static DialectCommandDesk of(Home home, boolean writes) throws IOException {
    if (writes && !Files.isDirectory(home.folder())) {
      throw new IOException("There is no folder " + home.folder());
    }
    Clock clock = Clock.systemUTC();
    DialectsFolder folder = new DialectsFolder(home.dialects());
    DialectShelf shelf =
        new DialectShelf(folder, new DialectFiles(RecordTypes.load(), CodeLists.load()));
    return new DialectCommandDesk(
        shelf, new DialectSchedule(shelf, clock), new ShadowBook(folder, clock), clock);
  }

  /** Prints every reason if it is refused; then the exit code is 1. */
  static int told(PrintWriter out, Asked asked) throws IOException {
    try {
      return asked.answer();
    } catch (DialectFaults faults) {
      faults.faults().forEach(out::println);
      return 1;
    } catch (DialectRefused refused) {
      out.println(refused.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  LiveDialects live() {
    return new LiveDialects(shelf, schedule, clock);
  }

  /** In China's time, as all days of dialects are. */
  static String moment(Instant at) {
    return MOMENT.format(at);
  }

  /** What a name has come to: a line for each version that has its place. */
  void tell(PrintWriter out, DialectPlan plan) {
    Instant now = clock.instant();
    plan.live(now)
        .ifPresentOrElse(
            live ->
                out.printf(
                    "%s@%s is live since %s.%n", plan.name(), live.version(), moment(live.from())),
            () -> out.printf("No version of %s is live.%n", plan.name()));
    for (DialectPlan.Entry each : plan.entries()) {
      if (each.from().isAfter(now)) {
        out.printf("%s@%s is planned for %s.%n", plan.name(), each.version(), moment(each.from()));
      }
    }
    plan.shadow(now)
        .ifPresent(
            each ->
                out.printf(
                    "%s@%s runs as shadow since %s.%n",
                    plan.name(), each.version(), moment(each.since())));
  }
}
