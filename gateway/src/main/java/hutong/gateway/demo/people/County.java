package hutong.gateway.demo.people;

import java.time.LocalDate;

/**
 * A county in one of its lives.
 *
 * @param from first year in whose list it stands
 * @param to first year in whose list it no longer stands; {@link #STILL} if it still does
 */
public record County(String code, String name, int from, int to) {

  static final int STILL = Integer.MAX_VALUE;

  boolean abolished() {
    return to != STILL;
  }

  /** A day on which the code surely meant this county. */
  LocalDate dayOfItsLife(LocalDate today) {
    return abolished() ? LocalDate.of(to - 1, 6, 30) : today;
  }
}
