package hutong.gateway.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/** Reads what is committed, beside the writer and never behind it. */
final class Readers implements AutoCloseable {
  private static final int CONNECTIONS = 3;
  private static final int LONGEST_WAIT_MS = 10_000;

  private final HikariDataSource pool;
  private final Map<Connection, Sql> kept = new ConcurrentHashMap<>();

  Readers(DataSource source) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ledger-readers");
    config.setDataSource(source);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(CONNECTIONS);
    config.setReadOnly(true);
    // For ever: a connection that works isn't replaced, and its statements are kept.
    config.setConnectionTimeout(LONGEST_WAIT_MS);
    config.setMaxLifetime(0);
    config.setIdleTimeout(0);
    pool = new HikariDataSource(config);
  }

  @FunctionalInterface
  interface Question<T> {
    T ask(Sql sql) throws SQLException;
  }

  <T> T read(Question<T> question) {
    try (Connection connection = pool.getConnection()) {
      Connection own = connection.unwrap(Connection.class);
      if (kept.size() > CONNECTIONS) {
        kept.keySet().removeIf(Readers::closed);
      }
      return question.ask(kept.computeIfAbsent(own, Sql::new));
    } catch (SQLException e) {
      throw Blame.of("the ledger could not be read", e);
    }
  }

  private static boolean closed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException broken) {
      return true;
    }
  }

  @Override
  public void close() {
    pool.close();
    kept.clear();
  }
}
