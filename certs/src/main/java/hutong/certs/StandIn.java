package hutong.certs;

import java.time.Instant;
import java.util.List;

/**
 * Another member that receives and signs for a member in some time, in its own name.
 *
 * @param member the other's id
 * @param divisions prefixes for which it does, each within the member's own
 * @param from first instant of it
 * @param until first instant after it
 */
public record StandIn(String member, List<String> divisions, Instant from, Instant until) {

  public StandIn {
    divisions = List.copyOf(divisions);
  }

  boolean holds(String divisionCode, Instant at) {
    return !at.isBefore(from)
        && at.isBefore(until)
        && divisions.stream().anyMatch(divisionCode::startsWith);
  }
}
