package hutong.gateway.ledger;

import hutong.routes.ledger.CaseState;
import hutong.routes.ledger.CaseView;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferView;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;

/**
 * Reads a transfer as it may be shown.
 *
 * @param bodies opens the reason of a refusal
 */
record ViewRows(Bodies bodies) {
  private static final String COLUMNS =
      "SELECT "
          + FactsColumns.ALL
          + ", t.outbound, t.state, t.repeat_at, d.next_attempt, t.system, t.marks, t.candidates,"
          + " t.evidence, t.due_date, t.due_rule, t.due_calendar, t.refusal, t.answered_by,"
          + " t.changed, d.paused, t.erased, t.due_end, t.answered, t.urged, t.matched, t.deviations,"
          + " t.case_state, t.case_changed, t.pruned";

  private static final String FROM =
      " FROM transfer t LEFT JOIN destination d ON t.outbound = 1 AND d.name = t.recipient";

  static final String SELECT = COLUMNS + FROM;

  /** The same, followed by the key and the cause. */
  static final String SELECT_WITH_KEY = COLUMNS + ", t.key, t.cause" + FROM;

  /** Columns of a view. */
  static final int COUNT = FactsColumns.COUNT + 24;

  private static final Set<String> WAITING = Set.of("SUBMITTED", "WAITING_RETRY");

  TransferView read(Row row) throws SQLException {
    TransferFacts facts = FactsColumns.read(row);
    int at = FactsColumns.COUNT;
    boolean outbound = row.yes(at + 1);
    String state = row.text(at + 2);
    // What waits for a paused route waits for whoever paused it.
    boolean paused = row.instant(at + 15) != null && WAITING.contains(state);
    return new TransferView(
        outbound,
        facts,
        state,
        paused ? "an operator" : owner(outbound, state),
        paused ? null : nextEvent(outbound, state),
        paused ? null : nextAttempt(state, row.instant(at + 3), row.instant(at + 4)),
        row.text(at + 5),
        ListText.read(row.text(at + 6)),
        ListText.read(row.text(at + 7)),
        ListText.read(row.text(at + 8)),
        FactsColumns.clock(row, at + 9, at + 17),
        FactsColumns.evaluation(row, at + 20),
        bodies.openRefusal(outbound, facts.transferId(), row.bytes(at + 12)),
        caseOf(row, at + 22),
        row.uuid(at + 13),
        row.instant(at + 14),
        row.instant(at + 16),
        row.instant(at + 24));
  }

  static CaseView caseOf(Row row, int from) throws SQLException {
    String state = row.text(from);
    return state == null ? null : new CaseView(CaseState.valueOf(state), row.instant(from + 1));
  }

  private static String owner(boolean outbound, String state) {
    return outbound ? OutboundState.valueOf(state).owner() : InboundState.valueOf(state).owner();
  }

  private static String nextEvent(boolean outbound, String state) {
    return outbound
        ? OutboundState.valueOf(state).nextEvent()
        : InboundState.valueOf(state).nextEvent();
  }

  /** Its own repeat while it is sent; its destination's next attempt while it waits for that. */
  private static Instant nextAttempt(String state, Instant repeat, Instant destination) {
    return switch (state) {
      case "SENT" -> repeat;
      case "SUBMITTED", "WAITING_RETRY" -> destination;
      default -> null;
    };
  }
}
