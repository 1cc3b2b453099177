package hutong.routes.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One group on its way to one destination; what turns out not to be sendable leaves it. */
public final class Dispatch {

  private final String destination;
  private final List<Long> rows;
  private final List<Sendable> sendables;
  private final RuntimeException fault;
  private final Map<Long, byte[]> envelopes = new HashMap<>();

  Dispatch(String destination, List<Long> rows, List<Sendable> sendables, RuntimeException fault) {
    this.destination = destination;
    this.rows = new ArrayList<>(rows);
    this.sendables = new ArrayList<>(sendables);
    this.fault = fault;
  }

  public String destination() {
    return destination;
  }

  /** A record goes in the envelope with this digest. */
  void went(long row, byte[] envelope) {
    envelopes.put(row, envelope);
  }

  Map<Long, byte[]> envelopes() {
    return envelopes;
  }

  List<Long> rows() {
    return List.copyOf(rows);
  }

  /** How many pieces of attachments are left once these have gone, by the row of their record. */
  Map<Long, Integer> pieces() {
    Map<Long, Integer> left = new HashMap<>();
    sendables.stream()
        .filter(Sendable::piece)
        .forEach(each -> left.merge(each.row(), each.left(), Math::min));
    return left;
  }

  List<Sendable> sendables() {
    return List.copyOf(sendables);
  }

  /** Throws why nothing of it can go, if so. */
  void check() {
    if (fault != null) {
      throw fault;
    }
  }

  void leave(Set<Long> gone) {
    rows.removeAll(gone);
    sendables.removeIf(each -> gone.contains(each.row()));
  }
}
