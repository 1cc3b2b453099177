package hutong.gateway.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The ledger in a PostgreSQL database of its own, shared by any number of replicas.
 *
 * <p>One of them writes at a time: every group takes one lock before anything else, so that whoever
 * writes may rely on what it reads. A replica that stops while it holds the lock loses it, with its
 * connection, after {@value #STOPPED_SECONDS} seconds.
 *
 * @param url as of {@code jdbc:postgresql:}, without user and password
 */
record PostgresDatabase(String url, String user, String password, String replica)
    implements Database {
  private static final int STOPPED_SECONDS = 10;
  private static final int ANSWER_SECONDS = 3 * STOPPED_SECONDS;
  private static final int CONNECT_SECONDS = 10;

  /** Transactions that write; the number says "hutong". */
  private static final String ALONE = "SELECT pg_advisory_xact_lock(114784820031079)";

  /** The name of a replica, as long as its writer's connection lives. */
  private static final String NAMED = "SELECT pg_advisory_lock(1752528999, hashtext(?))";

  /**
   * Of the database: waiting for the lock may take as long as freeing it from a stopped replica.
   */
  private static final String LIMITS =
      "-c idle_in_transaction_session_timeout="
          + STOPPED_SECONDS
          + "s -c lock_timeout="
          + 2 * STOPPED_SECONDS
          + "s -c statement_timeout="
          + 5 * STOPPED_SECONDS / 2
          + "s -c tcp_user_timeout="
          + STOPPED_SECONDS
          + "s -c tcp_keepalives_idle=4 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

  /**
   * What is encrypted does not get smaller, so nobody tries. A record's row is updated a few times
   * while it is young, and its old versions are to go before they are a fifth of ten million.
   */
  private static final String KEPT =
      "ALTER TABLE payload ALTER COLUMN body SET STORAGE EXTERNAL;"
          + "ALTER TABLE piece ALTER COLUMN body SET STORAGE EXTERNAL;"
          + "ALTER TABLE control ALTER COLUMN body SET STORAGE EXTERNAL;"
          + "ALTER TABLE held ALTER COLUMN body SET STORAGE EXTERNAL;"
          + "ALTER TABLE quarantine ALTER COLUMN body SET STORAGE EXTERNAL;"
          + "ALTER TABLE transfer SET (autovacuum_vacuum_scale_factor = 0.05);"
          + "ALTER TABLE payload SET (autovacuum_vacuum_scale_factor = 0.05)";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  @Override
  public Place join() throws SQLException {
    migrate();
    return new Heartbeat(this);
  }

  @Override
  public Connection writing() throws SQLException {
    Connection connection = source().getConnection();
    try {
      requireDurable(connection);
      takeName(connection);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException | RuntimeException failure) {
      connection.close();
      throw failure;
    }
  }

  /** A server may ask for more than its own disk; for less it may not. */
  private static void requireDurable(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      try (ResultSet row = statement.executeQuery("SHOW fsync")) {
        row.next();
        if (!row.getString(1).equals("on")) {
          throw new LedgerFailure("the database does not sync to disk: its fsync is off");
        }
      }
      statement.execute(
          "SELECT set_config('synchronous_commit', 'on', false)"
              + " WHERE current_setting('synchronous_commit') = 'off'");
    }
  }

  /** A connection that was cut may keep the name for as long as the database takes to see it. */
  private void takeName(Connection connection) throws SQLException {
    try (PreparedStatement named = connection.prepareStatement(NAMED)) {
      named.setString(1, replica);
      named.execute();
    } catch (SQLException failure) {
      if (LOCK_NOT_AVAILABLE.equals(failure.getSQLState())) {
        throw new LedgerFailure(
            "another process runs as replica " + replica + " on this ledger; names have to differ",
            failure);
      }
      throw failure;
    }
  }

  @Override
  public boolean begin(Sql sql) throws SQLException {
    sql.list(ALONE, row -> null);
    return true;
  }

  /** Pages are the server's to watch, by its data checksums. */
  @Override
  public long size(Sql reading) throws SQLException {
    return reading
        .first("SELECT pg_database_size(current_database())", row -> row.number(1))
        .orElse(0L);
  }

  @Override
  public List<String> damage(Statement statement) {
    return List.of();
  }

  @Override
  public DataSource reading() {
    return source();
  }

  /** The server's vacuum does it in its own time; what its archives keep is theirs. */
  @Override
  public boolean wipe(Connection writing) {
    return true;
  }

  @Override
  public Long reusable(Sql reading) {
    return null;
  }

  /** Its vacuum has new rows written where old ones were; files shrink at their end alone. */
  @Override
  public boolean giveBack(Connection writing) {
    return false;
  }

  /** However long it takes: with many records, longer than anything else may. */
  @Override
  public void migrate() throws SQLException {
    try (Connection connection = writing();
        Statement statement = connection.createStatement()) {
      connection.setNetworkTimeout(Runnable::run, 0);
      statement.execute("SET statement_timeout = 0");
      statement.execute(ALONE);
      new Migrations(
              Map.of("key", "BIGINT PRIMARY KEY", "bytes", "BYTEA", "clustered", "", "kept", KEPT))
          .run(connection);
      statement.execute(ALONE);
      Meta.beginAll(new Sql(connection));
      connection.commit();
    }
  }

  /** A connection that commits by itself, for what is no part of the ledger's groups. */
  Connection beside() throws SQLException {
    return source().getConnection();
  }

  private PGSimpleDataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    source.setUser(user);
    source.setPassword(password);
    source.setApplicationName("hutong-" + replica);
    source.setOptions(LIMITS);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(ANSWER_SECONDS);
    source.setTcpKeepAlive(true);
    source.setReWriteBatchedInserts(true);
    // Errors are logged, and nothing of a record may be in them.
    source.setLogServerErrorDetail(false);
    return source;
  }

  @Override
  public String toString() {
    return "PostgreSQL as replica " + replica;
  }
}
