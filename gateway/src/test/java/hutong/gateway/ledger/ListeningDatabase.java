package hutong.gateway.ledger;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.sql.DataSource;

/** A database that notes every statement that is prepared on it. */
record ListeningDatabase(Database inner, Set<String> heard) implements Database {

  ListeningDatabase(Database inner) {
    this(inner, new ConcurrentSkipListSet<>());
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
    return listening(inner.writing(), Connection.class);
  }

  @Override
  public DataSource reading() {
    return listening(inner.reading(), DataSource.class);
  }

  private <T> T listening(T real, Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              if (method.getName().equals("prepareStatement")) {
                heard.add((String) args[0]);
              }
              try {
                Object answer = method.invoke(real, args);
                return method.getName().equals("getConnection")
                    ? listening((Connection) answer, Connection.class)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
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
