package hutong.routes.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * What a node's ledger says about its custody of a person. It passes when the old custodian's
 * ledger commits the acceptance, and never before.
 *
 * @param handover the handover that is under way, or by which it went; null if it came
 * @param partner to whom it is offered or went, or from whom it came
 */
public record Custody(State state, UUID handover, String partner, Instant since) {

  /** Where it is, as far as this node goes. */
  public enum State {
    /** This node has it. */
    HERE,
    /** This node has it, and offers it. */
    OFFERED,
    /** This node had it. */
    GONE
  }
}
