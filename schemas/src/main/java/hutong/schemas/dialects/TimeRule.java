package hutong.schemas.dialects;

import hutong.schemas.RejectionCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/**
 * A point in time in the partner's form and zone, in UTC in ours. What a terminal's own clock said
 * is put right by as much as that clock is wrong.
 */
final class TimeRule implements Rule {

  private final DateTimeFormatter form;
  private final String pattern;
  private final ZoneId zone;
  private final boolean ownClock;

  /**
   * @param zone of a form that names none
   * @param ownClock whether the writer's clock gave the time, and has to be put right
   */
  TimeRule(String pattern, ZoneId zone, boolean ownClock) {
    this.pattern = pattern;
    this.form = DateRule.form(pattern);
    this.zone = pattern.contains("'Z'") ? ZoneOffset.UTC : zone;
    this.ownClock = ownClock;
    Instant some = Instant.parse("2026-11-07T15:04:00Z");
    try {
      if (some.equals(instant(written(some)))) {
        return;
      }
    } catch (DateTimeException other) {
      // It names no moment, or not the whole of one.
    }
    throw new IllegalArgumentException("a time is written by a form such as yyyy-MM-dd HH:mm:ss");
  }

  @Override
  public String shape(boolean chinese) {
    return (chinese ? "时间 " : "a time ") + pattern;
  }

  @Override
  public String read(String theirs, Notes notes) {
    Instant at = instant(Width.folded(theirs, notes));
    if (at == null) {
      return notes.refuse(
          RejectionCode.SCHEMA_INVALID,
          "time",
          "不是有效的时间,请按约定的格式填写。",
          "Not a time in the form agreed: write it in that form.");
    }
    if (!ownClock) {
      return at.toString();
    }
    notes.moves();
    return at.plus(notes.clock()).toString();
  }

  /** Null for what is no time in this form. */
  Instant instant(String text) {
    try {
      TemporalAccessor parsed =
          form.parseBest(text, java.time.ZonedDateTime::from, LocalDateTime::from);
      return parsed instanceof LocalDateTime local
          ? local.atZone(zone).toInstant()
          : Instant.from(parsed);
    } catch (DateTimeException other) {
      return null;
    }
  }

  @Override
  public String write(String ours, Notes notes) {
    try {
      return written(Instant.parse(ours));
    } catch (DateTimeException notOurs) {
      return Notes.unwritable(notes);
    }
  }

  String written(Instant at) {
    return form.format(at.atZone(zone));
  }
}
