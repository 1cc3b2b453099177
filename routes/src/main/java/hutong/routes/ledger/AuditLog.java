package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What people did with this node. Every act is an event in the ledger's chain: one that is changed
 * or taken away is missed.
 */
public interface AuditLog {

  /** Bounds one answer. */
  int MOST = 1_000;

  /**
   * Which acts; null: all.
   *
   * @param by whose
   * @param what the word
   * @param from at this instant or later
   * @param until before
   */
  record Filter(String by, String what, Instant from, Instant until) {
    public static final Filter ALL = new Filter(null, null, null, null);
  }

  /** Behind which act an answer begins. */
  record Cursor(Instant at, long number) {
    public static Cursor of(Act act) {
      return new Cursor(act.at(), act.number());
    }
  }

  /** Returns when they are on disk. */
  void note(List<Act> acts);

  /**
   * The newest first.
   *
   * @param after null for the newest of all
   */
  List<Act> list(Filter filter, Cursor after, int max);
}
