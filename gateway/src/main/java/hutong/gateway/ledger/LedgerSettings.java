package hutong.gateway.ledger;

import java.nio.file.Path;

/**
 * Where the ledger is.
 *
 * @param file of SQLite, where there is no {@code url}; its folder has to exist
 * @param url of a PostgreSQL database, without user and password; empty: the file
 * @param replica short name of this process among those that share the ledger
 */
public record LedgerSettings(Path file, String url, String user, String password, String replica) {

  Database database() {
    return url.isEmpty()
        ? new SqliteDatabase(file, replica)
        : new PostgresDatabase(url, user, password, replica);
  }

  @Override
  public String toString() {
    return url.isEmpty() ? "SQLite" : "PostgreSQL as replica " + replica;
  }
}
