package hutong.routes.dispatch;

import java.util.List;

/** One group on its way to one destination. */
public final class Dispatch {

  private final String destination;
  private final int attempts;
  private final List<Long> rows;
  private final List<Sendable> sendables;

  Dispatch(String destination, int attempts, List<Long> rows, List<Sendable> sendables) {
    this.destination = destination;
    this.attempts = attempts;
    this.rows = List.copyOf(rows);
    this.sendables = List.copyOf(sendables);
  }

  public String destination() {
    return destination;
  }

  /** How often its oldest entry was tried before. */
  int attempts() {
    return attempts;
  }

  List<Long> rows() {
    return rows;
  }

  List<Sendable> sendables() {
    return sendables;
  }
}
