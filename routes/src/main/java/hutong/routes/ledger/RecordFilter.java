package hutong.routes.ledger;

import java.time.Instant;
import java.util.Set;

/**
 * Which records are looked for; null asks for any.
 *
 * @param outbound whether this node sends them
 * @param states names of {@link OutboundState} and {@link InboundState}; empty: any
 * @param node the other node
 * @param system the local system that posted them, or that decides them
 * @param cause stable word: why they were refused, are parked, set aside or put off
 * @param from created at that instant or later
 * @param until created before that instant
 */
public record RecordFilter(
    Boolean outbound,
    Set<String> states,
    String node,
    String type,
    String system,
    String cause,
    Instant from,
    Instant until) {

  /** Every record. */
  public static final RecordFilter ALL =
      new RecordFilter(null, Set.of(), null, null, null, null, null, null);

  public RecordFilter {
    states = Set.copyOf(states);
  }
}
