package hutong.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.TransferId;
import hutong.schemas.DueDate;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the migration makes of a ledger's columns of before it. */
class UpgradedClocksTest {
  private static final String WRITTEN_NOW =
      "SELECT id, target, marked, outcome, decided, due_end, answered FROM transfer ORDER BY key";

  @TempDir private Path folder;

  @Test
  void it_finds_what_is_written_now_for_every_day_of_a_leap_cycle() throws Exception {
    Path file = folder.resolve("ledger.db");
    Clock clock = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    try (SqlLedger ledger = SqlLedger.open(file, Samples.vault(), clock)) {
      List<Arrival> arrivals = new ArrayList<>();
      for (int day = 0; day < 4 * 366 + 700; day++) {
        arrivals.add(due(LedgerBehaviour.id(day), LocalDate.parse("2026-12-01").plusDays(day)));
      }
      ledger.receive(arrivals, Samples.RECEIPTS, Samples.NOW);
      LedgerBehaviour.offerAll(ledger, "register");
      Lease lease =
          ledger.lease("register", 50, Samples.NOW, Samples.NOW.plusSeconds(60)).orElseThrow();
      List<Decision> decisions =
          lease.items().stream()
              .map(item -> new TransferId(item.facts().from(), item.facts().id()))
              .map(id -> new Decision(id, null))
              .toList();
      ledger.decide("register", lease.id(), decisions, Samples.RECEIPTS, Samples.NOW);
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      List<String> now = rows(statement);
      statement.execute(
          "UPDATE transfer SET target = NULL, marked = NULL, outcome = NULL, decided = NULL,"
              + " due_end = NULL, answered = NULL");
      for (String one : migration().split(";", -1)) {
        if (one.strip().startsWith("UPDATE")) {
          statement.execute(one);
        }
      }
      assertThat(rows(statement)).isEqualTo(now);
    }
  }

  private static Arrival due(UUID id, LocalDate date) {
    Arrival a = Samples.arrival(id);
    return new Arrival(
        a.facts(),
        null,
        0,
        a.sourceIndex(),
        a.sourceVersion(),
        a.digest(),
        a.signedData(),
        a.marks(),
        new DueDate(date, "rule", "calendar"),
        a.offices(),
        a.addressEvidence(),
        null);
  }

  private static String migration() throws Exception {
    try (InputStream in = Migrations.class.getResourceAsStream("0015-clocks.sql")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.replaceAll("(?m)--.*$", "");
    }
  }

  private static List<String> rows(Statement statement) throws Exception {
    List<String> rows = new ArrayList<>();
    try (ResultSet found = statement.executeQuery(WRITTEN_NOW)) {
      while (found.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 2; i <= 7; i++) {
          row.append(found.getString(i)).append(' ');
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }
}
