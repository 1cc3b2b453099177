package hutong.gateway.evidence;

import hutong.certs.ClockSkew;
import hutong.gateway.evidence.Evidence.Receipted;
import hutong.routes.ledger.LedgerPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Compares the recipient's receipts with the events of its ledger that they name. */
final class PositionChecks {

  private final Statement statement;
  private final Map<LedgerPosition, EventOctets> proved;

  /**
   * Of one container.
   *
   * @param proved events that a checkpoint binds: what no checkpoint binds is the exporter's word
   */
  PositionChecks(Statement statement, Map<LedgerPosition, EventOctets> proved) {
    this.statement = statement;
    this.proved = proved;
  }

  /** Only the recipient's own ledger has them. */
  Outcome check(List<Receipted> receipts) throws Failing {
    if (statement.outbound()) {
      return Outcome.NOTHING;
    }
    boolean lost = false;
    boolean unbound = false;
    for (Receipted each : receipts) {
      EventOctets event = proved.get(each.position());
      if (event != null) {
        check(each, event);
      } else if (told(each.position())) {
        unbound = true;
      } else if (fromBefore(each.position())) {
        lost = true;
      } else {
        throw new Failing("账本位置不在事件之中", "a receipt names an event that is not there");
      }
    }
    if (lost) {
      return Outcome.nothing(
          "恢复账本时遗失,由对方交还",
          "an event was lost with a ledger that was restored; the partner gave it back");
    }
    return unbound
        ? Outcome.nothing("尚无检查点包含", "an event of a receipt is bound by no checkpoint here")
        : Outcome.HOLDS;
  }

  private void check(Receipted receipt, EventOctets event) throws Failing {
    if (!event.contents().get(0).equals(receipt.says().digest())) {
      throw new Failing("事件属于另一文件", "a receipt names an event about another document");
    }
    Instant said =
        receipt.says().decidedAt() == null
            ? receipt.says().receivedAt()
            : receipt.says().decidedAt();
    if (Duration.between(event.at(), said).abs().compareTo(ClockSkew.ALLOWED) > 0) {
      throw new Failing("时间与事件不符", "a receipt tells another time than the event that it names");
    }
  }

  private boolean told(LedgerPosition position) {
    return statement.events().stream().anyMatch(each -> each.position().equals(position));
  }

  /** A ledger that was restored goes on in a later epoch, as a checkpoint has it. */
  private boolean fromBefore(LedgerPosition position) {
    return proved.keySet().stream().anyMatch(each -> each.epoch() > position.epoch());
  }
}
