package hutong.gateway.ledger;

import java.sql.SQLException;

/** Gives out keys of rows, growing, from blocks reserved in the database. */
final class Keys {
  private static final long BLOCK = 10_000;

  private final Sql sql;
  private long next;
  private long end;

  Keys(Sql sql) {
    this.sql = sql;
  }

  long next() throws SQLException {
    if (next == end) {
      end =
          sql.first(
                  "INSERT INTO counter (name, next_value) VALUES ('key', ?)"
                      + " ON CONFLICT (name) DO UPDATE SET next_value = counter.next_value + ?"
                      + " RETURNING next_value",
                  row -> row.number(1),
                  BLOCK + 1,
                  BLOCK)
              .orElseThrow();
      next = end - BLOCK;
    }
    return next++;
  }

  /** Forgets the block, which a rollback may have given back. */
  void forget() {
    next = 0;
    end = 0;
  }
}
