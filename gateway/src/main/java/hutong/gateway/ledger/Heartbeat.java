package hutong.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the other replicas that this one lives, and learns which of them do, by the database's
 * clock. A replica that can't tell works on nothing: others have its part by then.
 */
final class Heartbeat implements Place {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final long EVERY_SECONDS = 2;
  private static final long GONE_MS = 10_000;
  private static final String NOW = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
  private static final String BEAT =
      "INSERT INTO replica (name, seen) VALUES (?, "
          + NOW
          + ") ON CONFLICT (name) DO UPDATE SET seen = excluded.seen";
  private static final String LIVING =
      "SELECT name FROM replica WHERE seen > " + NOW + " - ? ORDER BY name COLLATE \"C\"";

  private final PostgresDatabase database;
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "ledger-replica");
            thread.setDaemon(true);
            return thread;
          });
  private volatile Seen seen;
  private Sql sql;

  /** What the last beat showed. */
  private record Seen(Slice slice, long nanos) {}

  Heartbeat(PostgresDatabase database) throws SQLException {
    this.database = database;
    this.seen = beat();
    var unused =
        heart.scheduleWithFixedDelay(this::run, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public Slice slice() {
    Seen last = seen;
    boolean fresh = System.nanoTime() - last.nanos < TimeUnit.MILLISECONDS.toNanos(GONE_MS);
    return fresh ? last.slice : Slice.NOTHING;
  }

  private void run() {
    try {
      Seen next = beat();
      if (!next.slice.equals(seen.slice)) {
        LOG.info("Replica {} has part {} now", database.replica(), next.slice);
      }
      seen = next;
    } catch (SQLException | RuntimeException unreachable) {
      LOG.warn("Replica {} can't tell that it lives: {}", database.replica(), word(unreachable));
      disconnect();
    }
  }

  private static String word(Exception failure) {
    return failure instanceof SQLException sql ? sql.getSQLState() : failure.getClass().getName();
  }

  private Seen beat() throws SQLException {
    long nanos = System.nanoTime();
    if (sql == null) {
      Connection connection = database.beside();
      sql = new Sql(connection);
    }
    sql.update(BEAT, database.replica());
    List<String> living = living(sql);
    return new Seen(new Slice(living.indexOf(database.replica()), living.size()), nanos);
  }

  /** Names of those seen of late. */
  static List<String> living(Sql sql) throws SQLException {
    return sql.list(LIVING, row -> row.text(1), GONE_MS);
  }

  private void disconnect() {
    try {
      if (sql != null) {
        sql.close();
      }
    } catch (SQLException broken) {
      LOG.debug("A connection was gone before it was closed");
    }
    sql = null;
  }

  /** The others take its part at their next beat. */
  @Override
  public void close() {
    heart.shutdown();
    try {
      if (heart.awaitTermination(EVERY_SECONDS, TimeUnit.SECONDS) && sql != null) {
        sql.update("DELETE FROM replica WHERE name = ?", database.replica());
      }
    } catch (SQLException unreachable) {
      LOG.debug("The others will see for themselves that this replica has gone");
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    disconnect();
  }
}
