package hutong.gateway.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database whose commits are counted, and fail when asked to, as on a full disk. */
record WatchedDatabase(Database inner, AtomicInteger commits, AtomicBoolean full)
    implements Database {

  WatchedDatabase(Database inner) {
    this(inner, new AtomicInteger(), new AtomicBoolean());
  }

  @Override
  public String replica() {
    return inner.replica();
  }

  @Override
  public Place join() throws SQLException {
    return inner.join();
  }

  @Override
  public boolean begin(Sql sql) throws SQLException {
    return inner.begin(sql);
  }

  @Override
  public Connection writing() throws SQLException {
    Connection real = inner.writing();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              if (method.getName().equals("commit")) {
                commits.incrementAndGet();
                if (full.get()) {
                  throw new SQLException("disk full");
                }
              }
              try {
                return method.invoke(real, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public DataSource reading() {
    return inner.reading();
  }

  @Override
  public long size(Sql reading) throws SQLException {
    return inner.size(reading);
  }

  @Override
  public List<String> damage(Statement statement) throws SQLException {
    return inner.damage(statement);
  }

  @Override
  public boolean wipe(Connection writing) throws SQLException {
    return inner.wipe(writing);
  }

  @Override
  public Long reusable(Sql reading) throws SQLException {
    return inner.reusable(reading);
  }

  @Override
  public boolean giveBack(Connection writing) throws SQLException {
    return inner.giveBack(writing);
  }

  @Override
  public void migrate() throws SQLException {
    inner.migrate();
  }
}
