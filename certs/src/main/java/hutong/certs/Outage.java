package hutong.certs;

import java.time.Instant;

/**
 * A time in which a member's inbox is not to be tried, announced in the directory.
 *
 * @param from first instant of it
 * @param until first instant after it
 */
public record Outage(Instant from, Instant until) {

  boolean holds(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }
}
