package hutong.gateway.ledger;

import hutong.routes.ledger.LedgerUnavailable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** A process that writes without end and prints every id after the ledger has answered for it. */
final class AcknowledgingWriter {
  private AcknowledgingWriter() {}

  public static void main(String[] args) {
    Clock clock = Clock.fixed(Samples.NOW, ZoneOffset.UTC);
    SqlLedger ledger =
        args.length == 1
            ? SqlLedger.open(Path.of(args[0]), Samples.vault(), clock)
            : SqlLedger.open(Postgres.database(args[0], args[1]), Samples.vault(), clock);
    for (int thread = 0; thread < 3; thread++) {
      new Thread(() -> write(ledger)).start();
    }
  }

  private static void write(SqlLedger ledger) {
    while (true) {
      try {
        writeOne(ledger);
      } catch (LedgerUnavailable notAcknowledged) {
        // Then it says nothing.
      }
    }
  }

  private static void writeOne(SqlLedger ledger) {
    UUID posted = UUID.randomUUID();
    UUID arrived = UUID.randomUUID();
    ledger.submit(List.of(Samples.posted(posted, "p", "s" + posted, 1)));
    print(posted);
    ledger.receive(List.of(Samples.arrival(arrived)), Samples.RECEIPTS, Samples.NOW);
    print(arrived);
  }

  private static void print(UUID id) {
    synchronized (System.out) {
      System.out.println(id);
      System.out.flush();
    }
  }
}
