package hutong.gateway.console;

import hutong.routes.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** Writes times and spans as people read them. */
final class Ages {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(Deadlines.ZONE);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm").withZone(Deadlines.ZONE);
  private static final DateTimeFormatter DAY_AND_CLOCK =
      DateTimeFormatter.ofPattern("MM-dd HH:mm").withZone(Deadlines.ZONE);
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(Deadlines.ZONE);
  private static final long MINUTE = 60;
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  private Ages() {}

  /** In China's time; a dash for none. */
  static String time(Instant instant) {
    return instant == null ? "–" : TIME.format(instant);
  }

  /** The time of day, in China. */
  static String clock(Instant instant) {
    return CLOCK.format(instant);
  }

  /** The time of day, with the day if that is another one. */
  static String about(Instant instant, Instant now) {
    boolean today =
        instant
            .atZone(Deadlines.ZONE)
            .toLocalDate()
            .equals(now.atZone(Deadlines.ZONE).toLocalDate());
    return today ? CLOCK.format(instant) : DAY_AND_CLOCK.format(instant);
  }

  /** In its largest unit; empty for none. */
  static String brief(Duration span, Texts texts) {
    if (span == null) {
      return "";
    }
    boolean zh = texts.language().equals("zh");
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < MINUTE) {
      return seconds + (zh ? "秒" : " s");
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + (zh ? "分" : " min");
    }
    return seconds < DAY ? seconds / HOUR + (zh ? "时" : " h") : seconds / DAY + (zh ? "天" : " d");
  }

  /** A time without its seconds. */
  static String minute(Instant instant) {
    return instant == null ? "–" : MINUTES.format(instant);
  }

  /** The same with milliseconds where it is short. */
  static String fine(Duration span, Texts texts) {
    boolean zh = texts.language().equals("zh");
    return span.toSeconds() < 10 ? span.toMillis() + (zh ? "毫秒" : " ms") : of(span, texts);
  }

  /** In its two largest units; a dash for none. */
  static String of(Duration span, Texts texts) {
    if (span == null) {
      return "–";
    }
    boolean zh = texts.language().equals("zh");
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < HOUR) {
      return brief(span, texts);
    }
    if (seconds < DAY) {
      return seconds / HOUR + (zh ? "小时" : " h ") + seconds % HOUR / MINUTE + (zh ? "分" : " min");
    }
    return seconds / DAY + (zh ? "天" : " d ") + seconds % DAY / HOUR + (zh ? "小时" : " h");
  }
}
