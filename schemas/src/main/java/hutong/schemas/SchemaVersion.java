package hutong.schemas;

import java.time.LocalDate;

/**
 * A version of the schema, and the days on which new cases begin in it. Several are in force side
 * by side around a cut-over; a case stays on the one it began with.
 *
 * @param from first day
 * @param until last day; null if that is not known yet
 */
public record SchemaVersion(String name, LocalDate from, LocalDate until) {

  public boolean inForce(LocalDate day) {
    return !day.isBefore(from) && (until == null || !day.isAfter(until));
  }
}
