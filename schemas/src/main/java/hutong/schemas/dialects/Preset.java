package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * What a field of ours is when the partner says nothing of it.
 *
 * @param literal the value; null if it is taken from elsewhere
 * @param same another field of the record; null if it is none
 * @param text as the dialect's file has it, for people
 */
record Preset(Target to, String literal, Target same, boolean today, String text) {

  static final String NOW = "=now";
  static final String TODAY = "=today";

  /** A part of something that is not there stays away with it. */
  void fill(ObjectNode record, Instant now, ZoneId zone, Set<String> moving) {
    List<String> path = to.field().path();
    boolean fits = path.size() == 1 || to.field().required() || record.has(path.get(0));
    if (!fits || to.get(record, 0) != null) {
      return;
    }
    String value = literal;
    if (same != null) {
      value = same.get(record, 0);
    } else if (value == null) {
      value =
          today
              ? LocalDate.ofInstant(now, zone).toString()
              : now.truncatedTo(ChronoUnit.SECONDS).toString();
    }
    if (value != null) {
      to.set(record, 0, value);
      boolean fixed = same == null ? literal != null : !moving.contains(same.pointer(0));
      if (!fixed) {
        moving.add(to.pointer(0));
      }
    }
  }
}
