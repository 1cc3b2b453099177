package hutong.routes.ledger;

import java.time.Instant;

/**
 * A local system that has ended.
 *
 * @param by who does its work now; null if nobody was named
 * @param moved records that waited for it, or were handed out and not answered, and went elsewhere
 * @param finished when the last of them had gone; null while they go
 */
public record Takeover(String old, String by, Instant since, long moved, Instant finished) {}
