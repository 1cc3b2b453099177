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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings a database to the tables that this program knows, by numbered files, each run once.
 *
 * <p>Our own because Flyway takes a second to start here, and this is all of it that is needed.
 */
final class Migrations {
  private static final List<String> FILES =
      List.of(
          "0001-ledger.sql",
          "0002-retry.sql",
          "0003-controls.sql",
          "0004-replicas.sql",
          "0005-attachments.sql",
          "0006-epochs.sql",
          "0008-certificates.sql",
          "0010-checkpoints.sql",
          "0011-erasure.sql",
          "0013-floods.sql",
          "0015-clocks.sql",
          "0016-takeovers.sql",
          "0017-cases.sql",
          "0018-custody.sql",
          "0019-reconciliation.sql",
          "0020-signed.sql",
          "0021-sought.sql",
          "0029-operations.sql",
          "0030-limits.sql",
          "0031-outcomes.sql",
          "0032-webhooks.sql",
          "0033-queues.sql",
          "0034-acts.sql",
          "0035-forms.sql",
          "0037-tally.sql",
          "0038-failures.sql",
          "0039-retention.sql");

  private final Map<String, String> words;

  /** A file that was run just now, and how long that took. */
  record Step(String name, Duration took) {}

  /**
   * @param words what the words in braces mean in this dialect
   */
  Migrations(Map<String, String> words) {
    this.words = words;
  }

  /** Number of the newest file that this program knows. */
  static int newest() {
    return number(FILES.get(FILES.size() - 1));
  }

  /** Refuses data written by a newer program, and files changed after they were run. */
  List<Step> run(Connection connection) throws SQLException {
    List<Step> steps = new ArrayList<>();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS migration"
              + " (number INTEGER PRIMARY KEY, checksum TEXT NOT NULL)");
      Set<Integer> done = check(statement);
      for (String name : FILES) {
        if (!done.contains(number(name))) {
          long begun = System.nanoTime();
          apply(connection, statement, name);
          steps.add(new Step(name, Duration.ofNanos(System.nanoTime() - begun)));
        }
      }
      connection.commit();
      return steps;
    } catch (SQLException | RuntimeException failure) {
      connection.rollback();
      throw failure;
    }
  }

  private static Set<Integer> check(Statement statement) throws SQLException {
    Map<Integer, String> known = new HashMap<>();
    FILES.forEach(name -> known.put(number(name), name));
    Set<Integer> done = new HashSet<>();
    try (ResultSet rows =
        statement.executeQuery("SELECT number, checksum FROM migration ORDER BY number")) {
      while (rows.next()) {
        int number = rows.getInt(1);
        if (!known.containsKey(number)) {
          throw new LedgerFailure(
              "the ledger's data is newer (" + number + ") than this program knows");
        }
        if (!checksum(text(known.get(number))).equals(rows.getString(2))) {
          throw new LedgerFailure("migration " + number + " is not the one that was run");
        }
        done.add(number);
      }
    }
    return done;
  }

  private void apply(Connection connection, Statement statement, String name) throws SQLException {
    String file = text(name);
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
      row.setInt(1, number(name));
      row.setString(2, checksum(file));
      row.executeUpdate();
    }
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(0, 4));
  }

  private static String text(String name) {
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
