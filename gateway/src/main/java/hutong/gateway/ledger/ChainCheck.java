package hutong.gateway.ledger;

import hutong.gateway.ledger.Event.Subject;
import hutong.gateway.ledger.Event.What;
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

  private record Link(Event event, byte[] digest) {}

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
      List<Link> page = page(writer, number, head.number());
      for (Link link : page) {
        number++;
        if (link.event.number() != number
            || !Arrays.equals(link.event.digest(digest), link.digest)) {
          broken.add(new BrokenChain(writer, number));
          return;
        }
        digest = link.digest;
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

  private List<Link> page(String writer, long after, long last) throws SQLException {
    return sql.list(
        "SELECT epoch, number, happened, transfer, outbound, sender, id, what, content, detail,"
            + " digest FROM event WHERE writer = ? AND number > ? AND number <= ?"
            + " ORDER BY number LIMIT ?",
        row ->
            new Link(
                new Event(
                    row.number(1),
                    writer,
                    row.number(2),
                    row.number(3),
                    new Subject(row.number(4), row.yes(5), row.text(6), row.bytes(7)),
                    new What(row.text(8), row.text(9), row.text(10))),
                row.bytes(11)),
        writer,
        after,
        last,
        PAGE);
  }
}
