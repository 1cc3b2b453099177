package hutong.gateway.ledger;

import hutong.routes.ledger.OutboundState;
import hutong.schemas.CaseStep;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes back what records of ours did to cases, that will not arrive. */
final class CaseUndoing {
  private static final Map<CaseStep, CaseStep> BACK =
      Map.of(
          CaseStep.ANSWER, CaseStep.RETURN,
          CaseStep.FORWARD, CaseStep.RETURN,
          CaseStep.ASK_BACK, CaseStep.CLARIFY,
          CaseStep.CLARIFY, CaseStep.ASK_BACK);

  private final Turn turn;
  private final Cases cases;
  private final List<Long> ended = new ArrayList<>();
  private final List<Long> withdrawn = new ArrayList<>();

  CaseUndoing(Turn turn, Instant now) {
    this.turn = turn;
    this.cases = new Cases(turn, now);
  }

  /** What undoes a step; null if there is nothing to undo. */
  static CaseStep back(CaseStep step) {
    return step == null ? null : BACK.get(step);
  }

  void ended(long transfer, OutboundState state) {
    ended.add(transfer);
    if (state == OutboundState.WITHDRAWN) {
      withdrawn.add(transfer);
    }
  }

  void run() throws SQLException {
    List<CaseLink> links =
        turn.sql()
            .among(
                "SELECT "
                    + CaseLink.COLUMNS
                    + " FROM transfer t"
                    + " WHERE (t.case_of IS NOT NULL OR t.case_state IS NOT NULL) AND {any}",
                "t.key = ?",
                Sql.keys(ended),
                row -> CaseLink.read(row, 1));
    if (links.isEmpty()) {
      return;
    }
    cases.load(links.stream().map(CaseLink::decides).filter(Objects::nonNull).toList());
    for (CaseLink link : links) {
      CaseStep back = back(link.step());
      if (back != null) {
        cases.take(link.of(), back);
      } else if (link.opens() && withdrawn.contains(link.key())) {
        cases.take(link.key(), CaseStep.WITHDRAW);
      }
    }
    cases.run();
  }
}
