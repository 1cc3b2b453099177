package hutong.routes.ledger;

import java.time.Duration;

/** How long after its due day is over an answer is reminded of, and escalated. */
public record Urging(Duration remindAfter, Duration escalateAfter) {}
