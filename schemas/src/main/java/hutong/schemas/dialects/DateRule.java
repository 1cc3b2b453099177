package hutong.schemas.dialects;

import hutong.schemas.RejectionCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;

/**
 * A day in the partner's form, {@code yyyy-MM-dd} in ours. Other common forms that can mean one day
 * only are read with a remark; a number that a spreadsheet shows as a date is not.
 */
final class DateRule implements Rule {
  private static final List<DateTimeFormatter> COMMON =
      List.of(
          form("yyyy-M-d"),
          form("yyyy/M/d"),
          form("yyyy.M.d"),
          form("yyyy年M月d日"),
          form("yyyyMMdd"));

  private final DateTimeFormatter form;
  private final String pattern;

  /**
   * @throws IllegalArgumentException if the pattern is none
   */
  DateRule(String pattern) {
    this.pattern = pattern;
    this.form = form(pattern);
    LocalDate some = LocalDate.of(2026, 11, 7);
    try {
      if (LocalDate.parse(some.format(form), form).equals(some)) {
        return;
      }
    } catch (DateTimeException other) {
      // It names no day, or not the whole of one.
    }
    throw new IllegalArgumentException("a day is written by a form such as yyyy-MM-dd");
  }

  /** As {@link DateTimeFormatter} takes it, with {@code yyyy} for the year. */
  static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern.replace('y', 'u'), Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  @Override
  public String shape(boolean chinese) {
    return (chinese ? "日期 " : "a day ") + pattern;
  }

  @Override
  public String read(String theirs, Notes notes) {
    String text = Width.folded(theirs, notes);
    LocalDate day = parsed(text, form);
    if (day != null) {
      return day.toString();
    }
    for (DateTimeFormatter each : COMMON) {
      day = parsed(text, each);
      if (day != null) {
        notes.warn(
            RejectionCode.IMPLAUSIBLE,
            "date-form",
            "日期的写法与约定不同,已按其含义读取,请按约定的格式填写。",
            "The date is written in another form than agreed and was read by its meaning: write"
                + " it as agreed.");
        return day.toString();
      }
    }
    return notes.refuse(
        RejectionCode.SCHEMA_INVALID,
        "date",
        "不是真实日期,或写法不能确定含义(例如表格的日期序号),请按约定的格式填写。",
        "Not a real date, or one whose meaning is open (a spreadsheet's day number, say): write it"
            + " as agreed.");
  }

  private static LocalDate parsed(String text, DateTimeFormatter form) {
    try {
      return LocalDate.parse(text, form);
    } catch (DateTimeException other) {
      return null;
    }
  }

  @Override
  public String write(String ours, Notes notes) {
    try {
      return LocalDate.parse(ours).format(form);
    } catch (DateTimeException notOurs) {
      return Notes.unwritable(notes);
    }
  }
}
