package hutong.gateway.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the whole ledger once, beside the work: is the file sound, do the chains of events hold,
 * are all pieces of attachments there? Takes minutes where there are many millions of events; can
 * be broken off.
 */
public final class Examination implements AutoCloseable {
  private static final String INCOMPLETE =
      "SELECT a.key FROM attachment a WHERE a.owner <> '"
          + Contents.GONE
          + "' AND a.have <> (SELECT COUNT(*) FROM piece p WHERE p.key >= a.key * "
          + StoredPieces.PLACES
          + " AND p.key < a.key * "
          + StoredPieces.PLACES
          + " + a.pieces) LIMIT 100";

  private final Database database;
  private volatile Statement asking;
  private volatile boolean over;

  Examination(Database database) {
    this.database = database;
  }

  /**
   * What is damaged, in sentences that name the place; empty if nothing is, or if it was broken
   * off.
   */
  public List<String> run() {
    List<String> damage = new ArrayList<>();
    try (Connection connection = database.reading().getConnection()) {
      damage.addAll(file(connection));
      if (damage.isEmpty() && !over) {
        for (BrokenChain chain : new ChainCheck(new Sql(connection), () -> over).run()) {
          damage.add(
              "event "
                  + chain.number()
                  + " of writer "
                  + chain.writer()
                  + " is not as it was written");
        }
        damage.addAll(contents(connection));
      }
    } catch (SQLException fault) {
      if (!over) {
        damage.add("the ledger cannot be read to its end: " + fault.getErrorCode());
      }
    }
    return over ? List.of() : damage;
  }

  /** Contents of which a piece is missing, or that have one too many. */
  private List<String> contents(Connection connection) throws SQLException {
    List<String> damage = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      asking = statement;
      if (over) {
        return damage;
      }
      try (ResultSet rows = statement.executeQuery(INCOMPLETE)) {
        while (rows.next()) {
          damage.add("attachment " + rows.getLong(1) + " does not have the pieces it had");
        }
      }
    } finally {
      asking = null;
    }
    return damage;
  }

  private List<String> file(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      asking = statement;
      return over ? List.of() : database.damage(statement);
    } finally {
      asking = null;
    }
  }

  @Override
  public void close() {
    over = true;
    try {
      Statement running = asking;
      if (running != null) {
        running.cancel();
      }
    } catch (SQLException ended) {
      // Then there is nothing to break off.
    }
  }
}
