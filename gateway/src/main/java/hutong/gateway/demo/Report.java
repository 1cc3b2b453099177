package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import hutong.schemas.RecordTypes;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says what happens, and in the end what became of everything. */
final class Report {

  private static final int CHINESE = 31;
  private static final int MOST_DIFFERENCES = 100;

  private final PrintWriter out;

  Report(PrintWriter out) {
    this.out = out;
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void ready(Network network, Duration after) {
    line("");
    line("互通 Hutong: four regions, sealed and signed, over TCP with mutual TLS");
    for (Region region : Region.values()) {
      line(
          "  "
              + Columns.left(region.node() + " " + region.zh() + " " + region.en(), 22)
              + network.node(region).url());
    }
    line("ready after " + seconds(after) + " s  就绪");
    line("");
    line("What is shown 演示");
  }

  void shown(Scene scene, boolean held) {
    line((held ? "  ✓ " : "  ✗ ") + Columns.left(scene.zh(), CHINESE) + scene.en());
  }

  void played(int records, Duration posting, Duration whole) {
    line("");
    line(
        "%s records 条 in %s s: taken over after %s s, %s records/s to their end"
            .formatted(
                records,
                seconds(whole),
                seconds(posting),
                Math.round(records / Math.max(0.001, whole.toNanos() / 1e9))));
    line("");
  }

  void table(Findings findings, RecordTypes types) {
    new Table(types).lines(findings.standings()).forEach(this::line);
    line("");
  }

  /** Which form of its own each desk wrote and read. */
  void forms(Network network) {
    for (Desk desk : Desk.all()) {
      line("  " + Columns.left(desk.name(), 18) + network.form(desk).counts());
    }
    line("");
  }

  void compared(Findings findings, Duration took) {
    line(
        "%d records compared on both sides with the clients' books, %d receipts verified, in %s s 对账"
            .formatted(findings.standings().size(), findings.receipts(), seconds(took)));
    findings.differences().stream()
        .limit(MOST_DIFFERENCES)
        .forEach(difference -> line("  ✗ " + difference));
    if (findings.differences().size() > MOST_DIFFERENCES) {
      line("  ✗ and " + (findings.differences().size() - MOST_DIFFERENCES) + " more");
    }
    long differing = findings.records(Difference.Sort.DIFFERING);
    if (differing > 0) {
      line("  ✗ differing 不一致: " + differing);
    }
  }

  void summary(Findings findings) {
    Row all = Row.of(findings.standings());
    line(
        "submitted=%d accepted=%d rejected=%d parked=%d open=%d lost=%d duplicated=%d"
            .formatted(
                all.submitted(),
                all.accepted(),
                all.rejected(),
                all.parked(),
                all.open(),
                findings.records(Difference.Sort.LOST),
                findings.records(Difference.Sort.DUPLICATED)));
  }

  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e9);
  }
}
