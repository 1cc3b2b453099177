package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;

/** The clocks of answers that are owed, by this node and to it. */
public interface Clocks {

  /**
   * Which clocks are asked for.
   *
   * @param flag null: whatever is owed, overdue or not
   * @param outbound whether others owe it; null: either
   * @param node the other node; null: any
   * @param type null: any
   */
  record Question(AnswerClock.Flag flag, Boolean outbound, String node, String type) {}

  /** By due date, the earliest first, after a place; {@code IN_TIME} is not kept in order. */
  List<Owed> owed(Viewer viewer, Question question, Owed.Cursor after, int max, Instant now);

  /**
   * Notes on what this node owes, and has not answered, that it is reminded of and escalated, each
   * once; returns how many. One alarm a day for each other node and type. Of several processes that
   * share the ledger, one does it, and the others hear 0.
   */
  int urge(Urging urging, Instant now);
}
