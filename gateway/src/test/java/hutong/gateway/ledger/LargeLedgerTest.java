package hutong.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.AnswerClock;
import hutong.routes.ledger.Clocks;
import hutong.routes.ledger.FailureGroup;
import hutong.routes.ledger.Owed;
import hutong.routes.ledger.RecordFilter;
import hutong.routes.ledger.RecordHit;
import hutong.routes.ledger.RecordPage;
import hutong.routes.ledger.Viewer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every question of the operators' screens is answered at once, however much there is. */
class LargeLedgerTest {

  private static final Viewer OPERATOR = new Viewer.Operator();
  private static final Instant NOW = LedgerOfAMillion.NOW;
  private static final long MOST_MS = 200;

  @TempDir private Path folder;

  @Test
  void on_sqlite_every_question_takes_less_than_200_ms() throws Exception {
    ask(new SqliteDatabase(folder.resolve("ledger.db"), "1"));
  }

  @Test
  void on_postgresql_every_question_takes_less_than_200_ms() throws Exception {
    ask(Postgres.database(Postgres.newDatabase(), "1"));
  }

  private static void ask(Database database) throws Exception {
    long begun = System.nanoTime();
    LedgerOfAMillion.fill(database, LedgerOfAMillion.SIZE);
    System.out.printf(
        "%s: %d records in %d s%n",
        database, LedgerOfAMillion.SIZE, (System.nanoTime() - begun) / 1_000_000_000);
    try (Connection connection = database.reading().getConnection()) {
      assertThat(TallyBook.differences(new Sql(connection))).isEmpty();
    }
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    try (SqlLedger ledger = SqlLedger.open(database, Samples.vault(), clock)) {
      Map<String, Long> slow = new LinkedHashMap<>();
      questions(ledger)
          .forEach(
              (name, question) -> {
                long median = median(question);
                if (median > MOST_MS * 1_000_000) {
                  // Somebody else may have had the machine.
                  median = Math.min(median, median(question));
                }
                System.out.printf("  %-44s %7.1f ms%n", name, median / 1e6);
                if (median > MOST_MS * 1_000_000) {
                  slow.put(name, median / 1_000_000);
                }
              });
      assertThat(slow).isEmpty();
    }
  }

  private static long median(Supplier<?> question) {
    long[] took = new long[5];
    for (int i = 0; i < took.length; i++) {
      long begun = System.nanoTime();
      Object answer = question.get();
      took[i] = System.nanoTime() - begun;
      assertThat(answer).isNotNull();
    }
    Arrays.sort(took);
    return took[2];
  }

  private static Map<String, Supplier<?>> questions(SqlLedger ledger) {
    Map<String, Supplier<?>> asked = new LinkedHashMap<>();
    asked.put("tally", ledger::tally);
    asked.put(
        "failures, 100", () -> ledger.records().failures(FailureGroup.Question.ALL, 100, NOW));
    asked.put("alarms, 1000", () -> ledger.alarms(1_000));
    asked.put("quarantined, 1000", () -> ledger.quarantined(1_000));
    asked.put("standings", ledger::standings);
    asked.put("destinations", ledger::destinations);
    asked.put("due destinations", () -> ledger.dueDestinations(NOW));
    asked.put("operations", () -> ledger.operations().list(100));
    clocks(ledger, asked);
    records(ledger, asked);
    one(ledger, asked);
    return asked;
  }

  private static void clocks(SqlLedger ledger, Map<String, Supplier<?>> asked) {
    for (AnswerClock.Flag flag :
        new AnswerClock.Flag[] {
          null, AnswerClock.Flag.DUE, AnswerClock.Flag.OVERDUE, AnswerClock.Flag.LATE
        }) {
      Clocks.Question all = new Clocks.Question(flag, null, null, null);
      Clocks.Question some =
          new Clocks.Question(flag, false, LedgerOfAMillion.DOWN, "CertificateVerificationRequest");
      asked.put(
          "owed " + flag, () -> ledger.clocks().owed(OPERATOR, all, Owed.Cursor.START, 100, NOW));
      asked.put(
          "owed " + flag + ", one node and type",
          () -> ledger.clocks().owed(OPERATOR, some, Owed.Cursor.START, 100, NOW));
    }
  }

  private static RecordFilter filter(
      Boolean outbound, Set<String> states, String node, String type, String system) {
    return new RecordFilter(outbound, states, node, type, system, null, null, null);
  }

  private static void records(SqlLedger ledger, Map<String, Supplier<?>> asked) {
    Map<String, RecordFilter> filters = new LinkedHashMap<>();
    Instant old = NOW.minus(Duration.ofDays(200));
    filters.put("all", RecordFilter.ALL);
    filters.put("outbound", filter(true, Set.of(), null, null, null));
    filters.put("one node", filter(null, Set.of(), "710000", null, null));
    filters.put("one type", filter(null, Set.of(), null, "CustodyAcceptance", null));
    filters.put("accepted", filter(null, Set.of("ACCEPTED"), null, null, null));
    filters.put("parked", filter(null, Set.of("PARKED"), null, null, null));
    filters.put("set aside", filter(true, Set.of("SET_ASIDE"), null, null, null));
    filters.put(
        "whatever is stuck",
        filter(
            null,
            Set.of("SET_ASIDE", "EXPIRED", "PARKED", "WAITING_RETRY", "AWAITING_ADDRESS"),
            null,
            null,
            null));
    filters.put(
        "parked, one node, type, system",
        filter(false, Set.of("PARKED"), "110000", "Inquiry", "hall"));
    filters.put(
        "received yet waiting", filter(null, Set.of("WAITING_RETRY"), "110000", null, null));
    filters.put("one system", filter(null, Set.of(), null, null, "hall"));
    filters.put("no such system", filter(null, Set.of(), null, null, "nobody"));
    filters.put("no such system, parked", filter(null, Set.of("PARKED"), null, null, "nobody"));
    filters.put("no such node", filter(null, Set.of(), "999999", null, null));
    filters.put(
        "no such system, one node, accepted",
        filter(true, Set.of("ACCEPTED"), "110000", null, "nobody"));
    filters.put(
        "cause, common", new RecordFilter(null, Set.of(), null, null, null, "TOO_OLD", null, null));
    filters.put(
        "cause, one node and type",
        new RecordFilter(null, Set.of(), "710000", "Forward", null, "TOO_OLD", null, null));
    filters.put(
        "cause, no such system",
        new RecordFilter(null, Set.of(), null, null, "nobody", "TOO_OLD", null, null));
    filters.put(
        "received, long ago",
        new RecordFilter(
            false, Set.of("RECEIVED"), null, null, null, null, old, old.plusMillis(1)));
    filters.put(
        "outbound of a day long ago",
        new RecordFilter(
            true, Set.of(), null, null, null, null, old, old.plus(Duration.ofDays(1))));
    filters.put(
        "rejected before a day",
        new RecordFilter(null, Set.of("REJECTED"), null, null, null, null, null, old));
    filters.forEach(
        (name, filter) -> {
          asked.put("search " + name, () -> ledger.records().search(filter, null, 100));
          RecordPage first = ledger.records().search(filter, null, 100);
          if (first.next() != null) {
            asked.put(
                "search " + name + ", on",
                () -> ledger.records().search(filter, first.next(), 100));
          }
        });
  }

  private static void one(SqlLedger ledger, Map<String, Supplier<?>> asked) {
    List<RecordHit> some = new ArrayList<>();
    RecordPage page = new RecordPage(List.of(), null);
    do {
      page = ledger.records().search(RecordFilter.ALL, page.next(), 500);
      some.addAll(page.hits());
    } while (some.size() < 1_000);
    List<UUID> ids = some.stream().map(hit -> hit.view().facts().id()).toList();
    asked.put("find 1000", () -> ledger.records().find(ids.subList(0, 1_000)));
    asked.put("find one", () -> ledger.find(ids.get(0), OPERATOR));
    asked.put("timeline", () -> ledger.timeline(ids.get(0), OPERATOR));
    asked.put("find by source", () -> ledger.findBySource(Samples.index("none"), OPERATOR));
    for (String state :
        List.of("SUBMITTED", "SENT", "ACCEPTED", "REJECTED", "PARKED", "OFFERED", "EXPIRED")) {
      RecordPage found =
          ledger.records().search(filter(null, Set.of(state), null, null, null), null, 1);
      UUID id = found.hits().get(0).view().facts().id();
      asked.put("why " + state, () -> ledger.why(id, OPERATOR));
    }
    asked.put("backlog", () -> ledger.backlog(LedgerOfAMillion.DOWN, 100_000));
    asked.put("backlog of a system", () -> ledger.backlogOf("desk", 100_000));
  }
}
