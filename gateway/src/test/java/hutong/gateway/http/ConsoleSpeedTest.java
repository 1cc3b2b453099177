package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import hutong.gateway.console.Role;
import hutong.gateway.ledger.LedgerOfAMillion;
import hutong.gateway.ledger.LedgerSettings;
import hutong.gateway.ledger.Postgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every page of the console is there at once and small, however much the ledger holds, and many who
 * look cost little. {@code -Dhutong.records=1000000} for the whole million.
 */
@Tag("processes")
class ConsoleSpeedTest {

  private static final long MOST_MS = 200;
  private static final int MOST_BYTES = 100_000;
  private static final int CONSOLES = 50;
  private static final int EVERY_SECONDS = 5;
  private static final double SHARE_OF_A_CORE = 0.05;
  private static final Pattern MENU = Pattern.compile("<a href=\"(/console[^\"?]*)\" ?");

  @TempDir private Path folder;

  @Test
  void on_sqlite_every_page_takes_less_than_200_ms_and_100_kb() throws Exception {
    pages(new LedgerSettings(folder.resolve("ledger.db"), "", "", "", "1"));
  }

  @Test
  void on_postgresql_every_page_takes_less_than_200_ms_and_100_kb() throws Exception {
    pages(new LedgerSettings(null, Postgres.newDatabase(), "postgres", "", "1"));
  }

  private void pages(LedgerSettings place) throws Exception {
    LedgerOfAMillion.fill(place);
    try (RunningApi node = new RunningApi(folder, HttpSettings.defaults(), null, place)) {
      node.directory = RunningApi.directoryWith(LedgerOfAMillion.NODES);
      Visitor operator =
          new Visitor(node).signedIn("wang", node.accounts.add("wang", Role.OPERATOR, null));
      Visitor auditor =
          new Visitor(node).signedIn("sun", node.accounts.add("sun", Role.AUDITOR, null));
      Map<String, String> wrong = new LinkedHashMap<>();
      for (String path : paths(operator)) {
        judge(operator, path, wrong);
      }
      judge(auditor, "/console/audit", wrong);
      assertThat(wrong).isEmpty();
      live(operator);
    }
  }

  /** All that the menu leads to, and pages behind them. */
  private static List<String> paths(Visitor visitor) throws IOException {
    List<String> paths = new ArrayList<>();
    String overview = visitor.get("/console").body();
    Matcher each = MENU.matcher(overview.substring(overview.indexOf("<nav")));
    while (each.find()) {
      if (!paths.contains(each.group(1)) && !each.group(1).contains("/routes/")) {
        paths.add(each.group(1));
      }
    }
    assertThat(paths).hasSizeGreaterThan(10);
    String down = LedgerOfAMillion.DOWN;
    paths.add("/console/routes/" + down);
    paths.add("/console/records?node=" + down + "&direction=out");
    paths.add("/console/records?state=ACCEPTED");
    paths.add("/console/records?state=PARKED&direction=in");
    paths.add("/console/records?type=CustodyAcceptance");
    paths.add("/console/records?system=desk&state=REJECTED");
    paths.add("/console/deadlines?flag=OVERDUE&direction=IN");
    paths.add("/console/deadlines?direction=OUT");
    paths.add("/console/deadlines/rates");
    paths.add("/console/reconciliation/" + down);
    String records = visitor.get("/console/records").body();
    Matcher one = Pattern.compile("href=\"(/console/records/[0-9a-f-]{36})\"").matcher(records);
    assertThat(one.find()).isTrue();
    paths.add(one.group(1));
    return paths;
  }

  private static void judge(Visitor visitor, String path, Map<String, String> wrong)
      throws IOException {
    long median = Math.min(median(visitor, path), median(visitor, path));
    HttpResponse<String> page = visitor.get(path);
    int bytes = zipped(page.body());
    System.out.printf("  %-60s %7.1f ms %6d bytes%n", path, median / 1e6, bytes);
    if (page.statusCode() != 200 || median > MOST_MS * 1_000_000 || bytes > MOST_BYTES) {
      wrong.put(path, page.statusCode() + ", " + median / 1_000_000 + " ms, " + bytes + " bytes");
    }
  }

  private static long median(Visitor visitor, String path) throws IOException {
    long[] took = new long[5];
    for (int i = 0; i < took.length; i++) {
      long begun = System.nanoTime();
      visitor.get(path);
      took[i] = System.nanoTime() - begun;
    }
    Arrays.sort(took);
    return took[2];
  }

  private static int zipped(String page) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(page.getBytes(StandardCharsets.UTF_8));
    }
    return out.size();
  }

  /** What so many consoles cost that look themselves up again; their browsers' share included. */
  private static void live(Visitor visitor) throws IOException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    int polls = 400;
    for (int i = 0; i < polls; i++) {
      visitor.again("/console");
    }
    long before = system.getProcessCpuTime();
    long begun = System.nanoTime();
    for (int i = 0; i < polls; i++) {
      visitor.again("/console");
    }
    double each = (system.getProcessCpuTime() - before) / 1e9 / polls;
    double share = each * CONSOLES / EVERY_SECONDS;
    System.out.printf(
        "  %d consoles, each every %d s: %.1f %% of a core (%.2f ms CPU a look, in %.1f s)%n",
        CONSOLES, EVERY_SECONDS, share * 100, each * 1_000, (System.nanoTime() - begun) / 1e9);
    assertThat(share).isLessThan(SHARE_OF_A_CORE);
  }
}
