package hutong.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.watch.DiskForecast.Outlook;
import hutong.gateway.watch.DiskForecast.Part;
import hutong.gateway.watch.DiskForecast.Verdict;
import hutong.schemas.RecordTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskForecastTest {

  private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
  private static final long GB = 1_000_000_000;

  @TempDir private Path folder;
  private Instant now = BEGIN;
  private long ledger;
  private DiskForecast forecast;

  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  private DiskForecast open(boolean ledgerHere) {
    if (forecast != null) {
      forecast.close();
    }
    forecast =
        new DiskForecast(
            new Disk(
                folder, () -> ledger, ledgerHere, Map.of("batches", folder.resolve("batches"))),
            folder.resolve("growth-1"),
            clock);
    return forecast;
  }

  @AfterEach
  void stop() {
    forecast.close();
  }

  /** So many hours, in each of which the ledger grows by so much. */
  private void hours(int count, long octets) {
    for (int i = 0; i < count; i++) {
      now = now.plus(Duration.ofHours(1));
      ledger += octets;
      forecast.look();
    }
  }

  private static Part part(Outlook of, String name) {
    return of.parts().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void too_little_history_is_said_to_be_too_little() {
    open(true);
    hours(20, GB);
    Outlook outlook = forecast.outlook();
    assertThat(outlook.verdict()).isEqualTo(Verdict.TOO_LITTLE_HISTORY);
    assertThat(outlook.full()).isNull();
    assertThat(outlook.perDay()).isNull();
    assertThat(part(outlook, "ledger").bytes()).isEqualTo(20 * GB);
    assertThat(part(outlook, "ledger").perDay()).isNull();
  }

  @Test
  void the_day_is_where_the_room_ends_at_the_rate_of_the_last_week() {
    open(true);
    hours(10 * 24, 0);
    hours(8 * 24, GB);
    Outlook outlook = forecast.outlook();
    assertThat(outlook.verdict()).isEqualTo(Verdict.FILLING);
    assertThat(part(outlook, "ledger").perDay()).isBetween(23 * GB, 25 * GB);
    assertThat(outlook.since()).isEqualTo(now.minus(Duration.ofDays(7)));
    double days = (double) outlook.free() / outlook.perDay();
    assertThat(Duration.between(now, outlook.full()).toSeconds() / 86_400.0)
        .isCloseTo(days, org.assertj.core.data.Offset.offset(0.01));
  }

  @Test
  void what_does_not_grow_fills_nothing_and_a_ledger_elsewhere_fills_another_disk() {
    open(false);
    hours(48, 0);
    hours(0, 0);
    assertThat(part(forecast.outlook(), "ledger").here()).isFalse();
    ledger = 0;
    hours(48, GB);
    Outlook outlook = forecast.outlook();
    assertThat(part(outlook, "ledger").perDay()).isPositive();
    // What else is on the disk of these tests may grow; the ledger does not count.
    assertThat(outlook.perDay()).isLessThan(part(outlook, "ledger").perDay());
  }

  @Test
  void samples_are_kept_over_a_restart_bounded_and_a_damaged_file_is_no_fault() throws Exception {
    open(true);
    hours(100 * 24, 1_000);
    Path file = folder.resolve("growth-1");
    assertThat(Files.readAllLines(file)).hasSizeBetween(2_159, 2_162);
    assertThat(Files.size(file)).isLessThan(200_000);
    assertThat(open(true).outlook().samples()).isBetween(167, 170);
    Files.writeString(
        file, "nonsense\n\u0000,,=\n2026-11-01T00:00:00Z\n", StandardCharsets.ISO_8859_1);
    assertThat(open(true).outlook().verdict()).isEqualTo(Verdict.TOO_LITTLE_HISTORY);
    hours(1, 0);
    assertThat(Files.readAllLines(file)).isNotEmpty().allMatch(line -> line.contains("ledger="));
  }

  @Test
  void a_clock_that_was_ahead_leaves_nothing_behind() {
    open(true);
    hours(5, 0);
    now = now.plus(Duration.ofDays(400));
    forecast.look();
    now = BEGIN.plus(Duration.ofHours(6));
    hours(30, 0);
    assertThat(forecast.outlook().samples()).isLessThan(40);
    assertThat(forecast.outlook().since()).isBeforeOrEqualTo(now);
  }

  @Test
  void everything_that_is_kept_has_its_time_and_its_source_and_proof_is_kept_for_good() {
    open(true);
    var all = Keeping.all(RecordTypes.load(), Duration.ofDays(90), Duration.ofDays(14));
    assertThat(all)
        .contains(
            new Keeping("CONTENT", "ArrivalNotice", "P5Y", "type"),
            new Keeping("CONTENT_HELD", null, "P90D", "retention.payloads"),
            new Keeping("IDEMPOTENCY_KEYS", null, "P7D", "fixed"),
            new Keeping("QUARANTINE", null, "P90D", "fixed"),
            new Keeping("BATCHES", null, "P14D", "batches.keep"),
            new Keeping("EVENTS", null, null, "fixed"),
            new Keeping("RECEIPTS", null, null, "fixed"));
    assertThat(all)
        .filteredOn(each -> each.what().equals("CONTENT"))
        .hasSize(RecordTypes.load().names().size());
  }
}
