package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
import hutong.routes.ledger.LedgerPosition;
import java.sql.SQLException;
import java.time.Instant;

/** What a batch writes with while it is its turn. */
record Turn(Sql sql, Chain chain, Keys keys) implements AutoCloseable {

  static Turn open(Database database) throws SQLException {
    Sql sql = new Sql(database.writing());
    return new Turn(sql, new Chain(sql), new Keys(sql));
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
