package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.RECEIPTS;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Undelivered;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The room that pruned records took is given back, or used again. */
class SpaceTest {

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration KEPT = Duration.ofDays(90);
  private static final int MANY = 6_000;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("ledger.db");
  }

  /** So many records came, were accepted, and their receipts have left. */
  private static void received(SqlLedger ledger, int from, int count) {
    for (int i = from; i < from + count; i += 100) {
      List<Arrival> arrivals = new ArrayList<>();
      for (int k = i; k < i + 100; k++) {
        arrivals.add(Samples.arrival(new UUID(0x7000L + ((long) k << 16), 0x8L << 60 | k)));
      }
      ledger.receive(arrivals, RECEIPTS, NOW);
      List<Offer> offers = new ArrayList<>();
      for (Undelivered one : ledger.undelivered(100)) {
        offers.add(new Offer.To(one.key(), "register", List.of()));
      }
      ledger.offer(offers, NOW);
      Lease lease = ledger.lease("register", 100, NOW, NOW.plusSeconds(60)).orElseThrow();
      ledger.decide(
          "register",
          lease.id(),
          lease.items().stream()
              .map(each -> new Decision(each.facts().transferId(), null))
              .toList(),
          RECEIPTS,
          NOW);
      List<Outgoing> due = ledger.due(Samples.THERE, 400, NOW);
      ledger.sent(due.stream().map(Outgoing::row).toList(), NOW);
    }
  }

  private static int pruneAll(SqlLedger ledger, Instant now) {
    int pruned = 0;
    int some;
    do {
      some = ledger.erasures().prune(KEPT, now);
      pruned += some;
    } while (some > 0);
    return pruned;
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Of the file as its log leaves it, octets. */
  private long pages() throws SQLException {
    try (Connection connection = sqlite()) {
      return number(connection, "PRAGMA page_count") * number(connection, "PRAGMA page_size");
    }
  }

  private Connection sqlite() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  @Test
  void on_sqlite_the_file_shrinks_while_the_node_runs_and_what_is_free_is_used_again()
      throws Exception {
    try (SqlLedger ledger = SqlLedger.open(file(), Samples.vault(), CLOCK)) {
      received(ledger, 0, MANY);
      long before = pages();
      Instant after = NOW.plus(KEPT).plusSeconds(1);
      assertThat(pruneAll(ledger, after)).isEqualTo(MANY);
      long free = ledger.reusable().orElseThrow();
      assertThat(free).isGreaterThan(before / 4);
      for (int second = 0; second < 20; second++) {
        var unused = ledger.sweep(NOW);
      }
      assertThat(ledger.reusable().orElseThrow()).isLessThan(free / 2);
      ledger.erasures().prune(KEPT, after.plus(Duration.ofHours(2)));
      long shrunk = pages();
      System.out.printf(
          "SQLite: %d octets a record, %d when pruned; %d free at once, then given back%n",
          before / MANY, shrunk / MANY, free);
      assertThat(shrunk).isLessThan(before * 4 / 5);
      assertThat(ledger.verifyChain()).isEmpty();
    }
    assertThat(new LedgerFile(file()).damage()).isEmpty();
  }

  @Test
  void a_file_of_before_is_made_such_by_compacting_it_and_says_what_it_gained() throws Exception {
    try (Connection connection = sqlite();
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA auto_vacuum = NONE");
      statement.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
      statement.execute("DROP TABLE meta");
    }
    try (SqlLedger ledger = SqlLedger.open(file(), Samples.vault(), CLOCK)) {
      received(ledger, 0, 2_000);
      assertThat(pruneAll(ledger, NOW.plus(KEPT).plusSeconds(1))).isEqualTo(2_000);
      var unused = ledger.sweep(NOW);
      assertThat(ledger.reusable().orElseThrow()).isGreaterThan(2 << 20);
    }
    long before = Files.size(file());
    LedgerFile.Compacted compacted = new LedgerFile(file()).compact();
    assertThat(compacted.before()).isGreaterThanOrEqualTo(before);
    assertThat(compacted.after()).isEqualTo(Files.size(file())).isLessThan(before * 4 / 5);
    assertThat(folder.toFile().list()).noneMatch(name -> name.contains("compact"));
    try (Connection connection = sqlite()) {
      assertThat(number(connection, "PRAGMA auto_vacuum")).isEqualTo(2);
    }
    try (SqlLedger ledger = SqlLedger.open(file(), Samples.vault(), CLOCK)) {
      assertThat(ledger.verifyChain()).isEmpty();
      assertThat(ledger.reusable()).contains(0L);
      received(ledger, 10_000, 100);
    }
    assertThat(new LedgerFile(file()).damage()).isEmpty();
  }

  @Test
  void on_postgresql_new_records_take_the_room_of_pruned_ones() throws Exception {
    Database database = Postgres.database(Postgres.newDatabase(), "1");
    try (SqlLedger ledger = SqlLedger.open(database, Samples.vault(), CLOCK);
        Connection connection = database.reading().getConnection()) {
      received(ledger, 0, MANY);
      long before = number(connection, "SELECT pg_total_relation_size('payload')");
      Instant after = NOW.plus(KEPT).plusSeconds(1);
      assertThat(pruneAll(ledger, after)).isEqualTo(MANY);
      try (Statement vacuum = connection.createStatement()) {
        // As the server's own process does by and by.
        vacuum.execute("VACUUM payload");
        vacuum.execute("VACUUM payload_key");
      }
      received(ledger, 10_000, MANY);
      long again = number(connection, "SELECT pg_total_relation_size('payload')");
      System.out.printf("PostgreSQL: payloads %d octets, %d after as many again%n", before, again);
      assertThat(again).isLessThan(before * 11 / 10);
    }
  }
}
