package hutong.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The behaviour of the ledger on SQLite. */
class SqliteTest {
  /** It reads everything, and says so: the examination after a start. */
  private static final Set<String> WHOLE = Set.of("SCAN event");

  private static final Set<String> LARGE =
      Set.of(
          "transfer",
          "payload",
          "payload_key",
          "checkpoint_writer",
          "receipt",
          "outbox",
          "mailbox",
          "event",
          "stream",
          "idempotency",
          "attachment",
          "piece",
          "transfer_attachment",
          "act",
          "proposal");

  /** Indexes over those rows alone that are looked for. */
  private static final Set<String> OF_FEW =
      Set.of(
          " INDEX transfer_received",
          " INDEX transfer_again",
          " INDEX transfer_undecided",
          " INDEX attachment_unclaimed");

  private static final Pattern NAMED = Pattern.compile("\\b(?:FROM|JOIN|,) (\\w+) (?:AS )?(\\w+)");

  private static final Pattern FIXED = Pattern.compile("(\\w+) (?:=|<>|[<>]=?|IN)\\s");

  @TempDir Path folder;

  private ListeningDatabase database;

  private SqlLedger open() {
    Clock clock = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    if (database == null) {
      database = new ListeningDatabase(new SqliteDatabase(folder.resolve("ledger.db"), "1"));
    }
    return SqlLedger.open(database, Samples.vault(), clock);
  }

  private SqlLedger open(int side) {
    if (side == 0) {
      return open();
    }
    Clock clock = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    Database other = new SqliteDatabase(folder.resolve("other.db"), "1");
    return SqlLedger.open(other, Samples.vault(), clock);
  }

  /** However much waits, no statement passes through all of it. */
  @AfterEach
  void every_statement_finds_its_rows_through_an_index() throws SQLException {
    if (database == null) {
      return;
    }
    try (Connection connection = database.inner().reading().getConnection()) {
      for (String sql : database.heard()) {
        if (sql.matches("(SELECT|WITH|UPDATE|DELETE).*")) {
          assertThat(steps(connection, sql)).as(sql).noneMatch(step -> passesThroughAll(sql, step));
        }
      }
    }
  }

  /** A bare parameter beside such a column has SQLite prepare the statement for each value anew. */
  @AfterEach
  void no_statement_of_many_keys_compares_what_a_partial_index_fixes() throws SQLException {
    if (database == null) {
      return;
    }
    try (Connection connection = database.inner().reading().getConnection()) {
      Pattern bare =
          Pattern.compile("\\b(" + String.join("|", fixed(connection)) + ") (=|<>|[<>]=?) \\?");
      for (String sql : database.heard()) {
        if (sql.matches("(SELECT|WITH|DELETE).*\\) OR \\(.*")) {
          assertThat(bare.matcher(sql).results()).as(sql).isEmpty();
        }
      }
    }
  }

  private static Set<String> fixed(Connection connection) throws SQLException {
    Set<String> columns = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'")) {
      while (rows.next()) {
        String condition = rows.getString(1).split("WHERE", 2)[1];
        FIXED.matcher(condition).results().forEach(found -> columns.add(found.group(1)));
      }
    }
    return columns;
  }

  /** Whatever happened: what is kept with each event is what a recount says. */
  @AfterEach
  void the_tally_is_what_a_recount_says() throws SQLException {
    if (database != null) {
      try (Connection connection = database.inner().reading().getConnection()) {
        assertThat(TallyBook.differences(new Sql(connection))).isEmpty();
      }
    }
  }

  private static List<String> steps(Connection connection, String sql) throws SQLException {
    List<String> steps = new ArrayList<>();
    try (Statement explain = connection.createStatement();
        ResultSet plan = explain.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      while (plan.next()) {
        steps.add(plan.getString("detail"));
      }
    }
    return steps;
  }

  /** One in the order of an index made for it stops at its limit. */
  private static boolean passesThroughAll(String sql, String step) {
    String[] words = (step + " -").split(" ", -1);
    boolean narrow =
        !step.endsWith("(outbound=?)")
            && !step.endsWith("INDEX transfer_tally")
            && !step.endsWith("INDEX transfer_book (partner=?)")
            && !(sql.contains("pieces > 0") && step.contains("INDEX outbox_due"));
    return isLarge(sql, words[1])
        && (words[0].equals("SCAN") ? OF_FEW.stream().noneMatch(step::endsWith) : !narrow)
        && !WHOLE.contains(step);
  }

  /** The plan speaks of a table by the name that the statement gives it. */
  private static boolean isLarge(String sql, String name) {
    return LARGE.contains(name)
        || NAMED
            .matcher(sql)
            .results()
            .anyMatch(found -> found.group(2).equals(name) && LARGE.contains(found.group(1)));
  }

  @Nested
  class Found extends RecordsBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Writer extends GroupCommitBehaviour {
    @Override
    Database database() {
      return new SqliteDatabase(folder.resolve("ledger.db"), "1");
    }
  }

  @Nested
  class Outbound extends OutboundBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Inbound extends InboundBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Retry extends RetryBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Transitions extends TransitionsBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Contents extends AttachmentBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Checkpoints extends CheckpointBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Erasure extends ErasureBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Retention extends RetentionBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Cases extends CaseBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Floods extends FloodBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Takeovers extends TakeoverBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Told extends OutcomeBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Why extends WhyBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class People extends TwoPersonBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }

    @Override
    Connection connection() throws SQLException {
      return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
    }
  }

  @Nested
  class ManyAtOnce extends OperationBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class Clocks extends ClockBehaviour {
    @Override
    SqlLedger open() {
      return SqliteTest.this.open();
    }
  }

  @Nested
  class BothSides extends RateBehaviour {
    @Override
    SqlLedger open(int side) {
      return SqliteTest.this.open(side);
    }
  }
}
