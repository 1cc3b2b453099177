package hutong.routes.ledger;

import java.time.Instant;

/**
 * One exchange of a record about a person.
 *
 * @param outbound whether this node sends it
 * @param system that posted it or decides it; null if none
 * @param state an {@link OutboundState} or {@link InboundState} name
 * @param left when it was first sent; null if it was received, or never left
 * @param arrived when it was received; null if it was sent
 * @param changedAt when it came into its state
 */
public record Disclosure(
    boolean outbound,
    TransferFacts facts,
    String system,
    String state,
    Instant left,
    Instant arrived,
    Instant changedAt) {}
