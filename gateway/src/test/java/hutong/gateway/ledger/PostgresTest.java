package hutong.gateway.ledger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The behaviour of the ledger on PostgreSQL. */
class PostgresTest {

  private Database database;

  @BeforeEach
  void make() throws SQLException {
    database = Postgres.database(Postgres.newDatabase(), "1");
  }

  private SqlLedger open() {
    return SqlLedger.open(database, Samples.vault(), Clock.fixed(Samples.NOW, ZoneOffset.UTC));
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
}
