package hutong.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Recomputes every chain of events and says where one does not hold. */
final class ChainCheck {
  private static final int PAGE = 2000;

  private final Sql sql;
  private final BooleanSupplier over;
  private final List<BrokenChain> broken = new ArrayList<>();

  /**
   * @param over asked now and then whether to break off
   */
  ChainCheck(Sql sql, BooleanSupplier over) {
    this.sql = sql;
    this.over = over;
  }

  /** The first broken place of each chain; empty if all hold. */
  List<BrokenChain> run() throws SQLException {
    List<String> writers =
        sql.list(
            "SELECT writer FROM chain UNION SELECT writer FROM event ORDER BY 1",
            row -> row.text(1));
    for (String writer : writers) {
      check(writer);
    }
    return broken;
  }

  private void check(String writer) throws SQLException {
    // Before the events: while it is checked, the chain may only grow.
    Chain.Head head =
        sql.first(
                "SELECT number, digest FROM chain WHERE writer = ?",
                row -> new Chain.Head(row.number(1), row.bytes(2)),
                writer)
            .orElse(new Chain.Head(0, new byte[0]));
    long number = 0;
    byte[] digest = new byte[0];
    while (number < head.number()) {
      if (over.getAsBoolean()) {
        return;
      }
      List<StoredEvent> page = StoredEvent.page(sql, writer, number, head.number(), PAGE);
      for (StoredEvent one : page) {
        number++;
        if (one.event().number() != number || !one.follows(digest)) {
          broken.add(new BrokenChain(writer, number));
          return;
        }
        digest = one.digest();
      }
      if (page.isEmpty()) {
        broken.add(new BrokenChain(writer, number + 1));
        return;
      }
    }
    if (!Arrays.equals(digest, head.digest())) {
      broken.add(new BrokenChain(writer, number));
    }
  }
}
