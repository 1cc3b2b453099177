package hutong.routes.ledger;

import java.time.Instant;

/**
 * How many transfers stand in a state on a route.
 *
 * @param outbound whether this node sends them
 * @param partner the other node; null while the address is undecided
 * @param oldest creation of the oldest one
 */
public record Tally(
    boolean outbound, String partner, String type, String state, long count, Instant oldest) {}
