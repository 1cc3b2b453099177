package hutong.gateway.ledger;

import java.sql.SQLException;

/**
 * Puts into the mailbox of the system that posted a record that it did not get through; or, if that
 * turned out to be wrong, that it did after all. One item a record, which says how it stands when
 * it is handed out.
 */
final class Notices {
  /** Stands in the place of a reader's role, since such an item is not decided on. */
  static final String ROLE = "DeliveryFailure";

  private final Sql.Batch rows;

  Notices(Sql sql) throws SQLException {
    rows =
        sql.batch(
            "INSERT INTO mailbox (transfer, system, role, state, deliveries, stream_number)"
                + " SELECT t.key, "
                + Successor.of("t.system")
                + ", '"
                + ROLE
                + "', 'WAITING', 0, 0 FROM transfer t WHERE t.key = ? AND t.system IS NOT NULL"
                + " ON CONFLICT (transfer, system) DO UPDATE SET state = 'WAITING', lease = NULL,"
                + " lease_until = NULL");
  }

  void add(long transfer) throws SQLException {
    rows.add(transfer);
  }

  void run() throws SQLException {
    rows.run();
  }
}
