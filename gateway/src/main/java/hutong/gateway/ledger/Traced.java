package hutong.gateway.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a trace tells of a transfer, without opening anything.
 *
 * @param partner the other node; null while the address is undecided
 * @param created when its sender took it over
 * @param steps its newest events, in their order
 * @param whole whether these are all of them
 */
public record Traced(
    String type, String partner, Instant created, List<Step> steps, boolean whole) {

  private static final int NEWEST = 32;

  /** One event. */
  public record Step(String word, Instant at) {}

  private record Facts(String type, String partner, Instant created) {}

  static Optional<Traced> read(Sql sql, long key) throws SQLException {
    Optional<Facts> facts =
        sql.first(
            "SELECT type, outbound, sender, recipient, created FROM transfer WHERE key = ?",
            row -> new Facts(row.text(1), row.yes(2) ? row.text(4) : row.text(3), row.instant(5)),
            key);
    if (facts.isEmpty()) {
      return Optional.empty();
    }
    List<Step> newest =
        new ArrayList<>(
            sql.list(
                "SELECT what, happened FROM event WHERE transfer = ? ORDER BY number DESC LIMIT ?",
                row -> new Step(row.text(1), row.instant(2)),
                key,
                NEWEST));
    boolean whole = newest.size() < NEWEST;
    Collections.reverse(newest);
    newest.sort(Comparator.comparing(Step::at));
    Facts known = facts.get();
    return Optional.of(
        new Traced(known.type, known.partner, known.created, List.copyOf(newest), whole));
  }

  /** The place of an event among the steps; -1 if it is not there. */
  public int place(String word, Instant at) {
    return steps.lastIndexOf(new Step(word, at));
  }
}
