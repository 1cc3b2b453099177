package hutong.gateway.ledger;

import java.sql.SQLException;

/** What the ledger knows of itself. */
enum Meta {
  /** Raised by a restore. */
  EPOCH,
  /** Name of this ledger's chain of events. */
  WRITER;

  /** Writes what a new ledger starts with. */
  void begin(Sql sql, String value) throws SQLException {
    sql.update(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
        name(),
        value);
  }

  String read(Sql sql) throws SQLException {
    return sql.first("SELECT value FROM meta WHERE name = ?", row -> row.text(1), name())
        .orElseThrow(() -> new LedgerFailure("the ledger has lost its " + name()));
  }
}
