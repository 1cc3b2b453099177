package hutong.gateway.ledger;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The behaviour of the ledger on SQLite. */
class SqliteTest {
  @TempDir Path folder;

  private SqlLedger open() {
    Clock clock = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    return SqlLedger.open(folder.resolve("ledger.db"), Samples.vault(), clock);
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
}
