package hutong.gateway.ledger;

import java.sql.SQLException;

/** The keys of payloads, a row each, apart from the payloads. */
final class PayloadKeys {
  private final Sql.Batch rows;

  PayloadKeys(Sql sql) throws SQLException {
    this.rows =
        sql.batch(
            "INSERT INTO payload_key (transfer, wrapped) VALUES (?, ?)"
                + " ON CONFLICT (transfer) DO UPDATE SET wrapped = excluded.wrapped");
  }

  void put(long transfer, byte[] wrapped) throws SQLException {
    rows.add(transfer, wrapped);
  }

  void run() throws SQLException {
    rows.run();
  }
}
