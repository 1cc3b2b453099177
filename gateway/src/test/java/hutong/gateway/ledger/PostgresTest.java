package hutong.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The behaviour of the ledger on PostgreSQL. */
class PostgresTest {

  private static final Pattern PASSES_THROUGH_ALL =
      Pattern.compile(
          "Seq Scan on (transfer|payload|receipt|outbox|mailbox|event|stream|idempotency|act|proposal)");

  private ListeningDatabase database;

  @BeforeEach
  void make() throws SQLException {
    database = new ListeningDatabase(Postgres.database(Postgres.newDatabase(), "1"));
  }

  /** However much waits, no statement has to pass through all of it. */
  @AfterEach
  void every_statement_can_find_its_rows_through_an_index() throws SQLException {
    try (Connection connection = database.inner().reading().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET enable_seqscan = off");
      statement.execute("SET plan_cache_mode = force_generic_plan");
      for (String sql : database.heard()) {
        if (sql.matches("(SELECT|WITH|UPDATE|DELETE).*")) {
          assertThat(plan(statement, sql)).as(sql).doesNotContainPattern(PASSES_THROUGH_ALL);
        }
      }
    }
  }

  /** Whatever happened: what is kept with each event is what a recount says. */
  @AfterEach
  void the_tally_is_what_a_recount_says() throws SQLException {
    try (Connection connection = database.inner().reading().getConnection();
        Statement statement = connection.createStatement()) {
      // A test may have stopped before it made its tables.
      try (ResultSet made = statement.executeQuery("SELECT to_regclass('tally_count')")) {
        if (made.next() && made.getString(1) != null) {
          assertThat(TallyBook.differences(new Sql(connection))).isEmpty();
        }
      }
    }
  }

  private static String plan(Statement statement, String sql) throws SQLException {
    String[] between = sql.split("\\?", -1);
    StringBuilder numbered = new StringBuilder(between[0]);
    for (int i = 1; i < between.length; i++) {
      numbered.append('$').append(i).append(between[i]);
    }
    statement.execute("PREPARE asked AS " + numbered);
    String values = String.join(", ", Collections.nCopies(between.length - 1, "NULL"));
    StringBuilder plan = new StringBuilder();
    try (ResultSet lines =
        statement.executeQuery(
            "EXPLAIN EXECUTE asked" + (values.isEmpty() ? "" : "(" + values + ")"))) {
      while (lines.next()) {
        plan.append(lines.getString(1)).append('\n');
      }
    }
    statement.execute("DEALLOCATE asked");
    return plan.toString();
  }

  private SqlLedger open() {
    return SqlLedger.open(database, Samples.vault(), Clock.fixed(Samples.NOW, ZoneOffset.UTC));
  }

  private SqlLedger open(int side) {
    if (side == 0) {
      return open();
    }
    try {
      Database other = Postgres.database(Postgres.newDatabase(), "1");
      return SqlLedger.open(other, Samples.vault(), Clock.fixed(Samples.NOW, ZoneOffset.UTC));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Nested
  class Found extends RecordsBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Writer extends GroupCommitBehaviour {
    @Override
    Database database() {
      return database;
    }
  }

  @Nested
  class Outbound extends OutboundBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Inbound extends InboundBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Contents extends AttachmentBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Retry extends RetryBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Checkpoints extends CheckpointBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Erasure extends ErasureBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Retention extends RetentionBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Cases extends CaseBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Floods extends FloodBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Takeovers extends TakeoverBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Told extends OutcomeBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Why extends WhyBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class People extends TwoPersonBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }

    @Override
    Connection connection() throws SQLException {
      Connection connection = database.inner().reading().getConnection();
      connection.setReadOnly(false);
      return connection;
    }
  }

  @Nested
  class ManyAtOnce extends OperationBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class Clocks extends ClockBehaviour {
    @Override
    SqlLedger open() {
      return PostgresTest.this.open();
    }
  }

  @Nested
  class BothSides extends RateBehaviour {
    @Override
    SqlLedger open(int side) {
      return PostgresTest.this.open(side);
    }
  }
}
