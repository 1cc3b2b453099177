package hutong.gateway.ledger;

import java.sql.SQLException;
import java.util.UUID;

/** What the ledger knows of itself. */
enum Meta {
  /** Raised by a restore. */
  EPOCH,
  /** First part of the names of this ledger's chains of events; the replica's is the second. */
  WRITER;

  /** Writes what a new ledger starts with. */
  static void beginAll(Sql sql) throws SQLException {
    EPOCH.begin(sql, "1");
    WRITER.begin(sql, newWriter());
  }

  static String newWriter() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private void begin(Sql sql, String value) throws SQLException {
    sql.update(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
        name(),
        value);
  }

  void write(Sql sql, String value) throws SQLException {
    sql.update("UPDATE meta SET value = ? WHERE name = ?", value, name());
  }

  String read(Sql sql) throws SQLException {
    return sql.first("SELECT value FROM meta WHERE name = ?", row -> row.text(1), name())
        .orElseThrow(() -> new LedgerFailure("the ledger has lost its " + name()));
  }
}
