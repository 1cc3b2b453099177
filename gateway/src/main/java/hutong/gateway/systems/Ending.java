package hutong.gateway.systems;

import java.time.Instant;

/**
 * How a local system has ended; its name stays, so that nobody takes it for another.
 *
 * @param by who does its work now; null if nobody was named
 * @param until its keys go on so long, in the name of its successor
 */
public record Ending(String by, Instant at, Instant until) {}
