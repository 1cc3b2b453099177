package hutong.gateway.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Brings a database to the tables that this program knows, by numbered files, each run once.
 *
 * <p>Our own because Flyway takes a second to start here, and this is all of it that is needed.
 */
final class Migrations {
  private static final List<String> FILES = List.of("0001-ledger.sql");

  private final Map<String, String> words;

  /**
   * @param words what the words in braces mean in this dialect
   */
  Migrations(Map<String, String> words) {
    this.words = words;
  }

  /** Refuses data written by a newer program, and files changed after they were run. */
  void run(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS migration"
              + " (number INTEGER PRIMARY KEY, checksum TEXT NOT NULL)");
      int done = check(statement);
      for (int number = done + 1; number <= FILES.size(); number++) {
        apply(connection, statement, number);
      }
      connection.commit();
    } catch (SQLException | RuntimeException failure) {
      connection.rollback();
      throw failure;
    }
  }

  private static int check(Statement statement) throws SQLException {
    int done = 0;
    try (ResultSet rows =
        statement.executeQuery("SELECT number, checksum FROM migration ORDER BY number")) {
      while (rows.next()) {
        done = rows.getInt(1);
        if (done > FILES.size()) {
          throw new LedgerFailure(
              "the ledger's data is newer (" + done + ") than this program (" + FILES.size() + ")");
        }
        if (!checksum(text(done)).equals(rows.getString(2))) {
          throw new LedgerFailure("migration " + done + " is not the one that was run");
        }
      }
    }
    return done;
  }

  private void apply(Connection connection, Statement statement, int number) throws SQLException {
    String file = text(number);
    String sql = file.replaceAll("(?m)--.*$", "");
    for (Map.Entry<String, String> word : words.entrySet()) {
      sql = sql.replace("{" + word.getKey() + "}", word.getValue());
    }
    for (String one : sql.split(";", -1)) {
      if (!one.isBlank()) {
        statement.execute(one);
      }
    }
    try (PreparedStatement row =
        connection.prepareStatement("INSERT INTO migration (number, checksum) VALUES (?, ?)")) {
      row.setInt(1, number);
      row.setString(2, checksum(file));
      row.executeUpdate();
    }
  }

  private static String text(int number) {
    String name = FILES.get(number - 1);
    try (InputStream in = Migrations.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new LedgerFailure("migration " + name + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LedgerFailure("migration " + name + " cannot be read", e);
    }
  }

  private static String checksum(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
