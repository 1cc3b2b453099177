package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.LedgerPosition;
import java.sql.SQLException;
import java.time.Instant;

/** What a batch writes with while it is its turn. */
record Turn(Database database, Sql sql, Chain chain, Keys keys) implements AutoCloseable {

  static Turn open(Database database, ChainSeals seals) throws SQLException {
    Sql sql = new Sql(database.writing());
    try {
      database.begin(sql);
      Turn turn = new Turn(database, sql, new Chain(sql, database.replica(), seals), new Keys(sql));
      sql.connection().rollback();
      return turn;
    } catch (SQLException | RuntimeException failure) {
      sql.close();
      throw failure;
    }
  }

  /**
   * Begins a group. Keys tell the order of arrival, so a block of them ends where another writer's
   * begins.
   */
  void begin() throws SQLException {
    if (database.begin(sql)) {
      keys.forget();
    }
  }

  /** Takes back the group, and knows again only what is on disk. */
  void startAfresh() throws SQLException {
    sql.connection().rollback();
    keys.forget();
    database.begin(sql);
    chain.reload();
    sql.connection().rollback();
  }

  long nextKey() throws SQLException {
    return keys.next();
  }

  LedgerPosition event(Subject about, What what, Instant at) {
    return chain.append(about, what, at);
  }

  @Override
  public void close() throws SQLException {
    sql.close();
  }
}
