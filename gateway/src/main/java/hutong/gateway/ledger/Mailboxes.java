package hutong.gateway.ledger;

import hutong.routes.ledger.Offer;
import java.sql.SQLException;
import java.util.UUID;

/** Puts offered records into the mailboxes of local systems. */
final class Mailboxes {
  private final Sql.Batch rows;

  Mailboxes(Sql sql) throws SQLException {
    rows =
        sql.batch(
            "INSERT INTO mailbox (transfer, system, role, state, deliveries, stream_id,"
                + " stream_number) VALUES (?, "
                + Successor.OF_ASKED
                + ", ?, 'WAITING', 0, ?, ?)"
                + " ON CONFLICT (transfer, system) DO NOTHING");
  }

  /** A reader that decides as well gets it once, as the decider. */
  void add(Offer.To to, UUID stream, long number) throws SQLException {
    rows.add(to.key(), to.decider(), to.decider(), null, stream, number);
    for (Offer.Reader reader : to.readers()) {
      rows.add(to.key(), reader.system(), reader.system(), reader.role(), stream, number);
    }
  }

  void run() throws SQLException {
    rows.run();
  }
}
