package hutong.gateway.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Chooses what a system gets next: oldest first, and never a record of a stream while an earlier
 * one of it is with somebody else or waits behind.
 */
final class NextInOrder {
  private static final String PAGE =
      "SELECT m.transfer, m.stream_id, m.stream_number, (SELECT COUNT(*) FROM mailbox e"
          + " WHERE e.stream_id = m.stream_id AND e.system = m.system AND e.state <> 'TAKEN'"
          + " AND e.stream_number < m.stream_number) FROM mailbox m"
          + " WHERE m.system = ? AND m.state IN ('WAITING', 'RETURNED') AND m.transfer > ?"
          + " AND NOT EXISTS (SELECT 1 FROM mailbox e WHERE e.stream_id = m.stream_id"
          + " AND e.system = m.system AND e.state <> 'TAKEN' AND e.lease_until IS NOT NULL"
          + " AND e.stream_number < m.stream_number) ORDER BY m.transfer LIMIT ?";

  private final Sql sql;
  private final String system;
  private final List<Long> chosen = new ArrayList<>();
  private final Map<UUID, List<Long>> numbers = new HashMap<>();

  /**
   * @param before how many earlier records of its stream the system has not taken over
   */
  private record Candidate(long transfer, UUID stream, long number, long before) {}

  NextInOrder(Sql sql, String system) {
    this.sql = sql;
    this.system = system;
  }

  /** Keys of transfers, in the order in which to hand them out. */
  List<Long> choose(int max) throws SQLException {
    List<Candidate> blocked = new ArrayList<>();
    long after = 0;
    List<Candidate> page;
    do {
      page =
          sql.list(
              PAGE,
              row -> new Candidate(row.number(1), row.uuid(2), row.number(3), row.number(4)),
              system,
              after,
              max);
      for (Candidate candidate : page) {
        after = candidate.transfer;
        if (!take(candidate, max)) {
          blocked.add(candidate);
        } else {
          unblock(blocked, max);
        }
      }
    } while (chosen.size() < max && page.size() == max);
    return chosen;
  }

  private boolean take(Candidate candidate, int max) {
    if (chosen.size() >= max) {
      return false;
    }
    if (candidate.stream != null) {
      List<Long> taken = numbers.computeIfAbsent(candidate.stream, stream -> new ArrayList<>());
      if (taken.stream().filter(number -> number < candidate.number).count() < candidate.before) {
        return false;
      }
      taken.add(candidate.number);
    }
    chosen.add(candidate.transfer);
    return true;
  }

  /** A record that came after a later one of its stream lets that one go. */
  private void unblock(List<Candidate> blocked, int max) {
    boolean more = !blocked.isEmpty();
    while (more) {
      more = false;
      for (Iterator<Candidate> each = blocked.iterator(); each.hasNext(); ) {
        if (take(each.next(), max)) {
          each.remove();
          more = true;
        }
      }
    }
  }
}
