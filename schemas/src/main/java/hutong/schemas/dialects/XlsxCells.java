package hutong.schemas.dialects;

import hutong.schemas.Violation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;

/**
 * Says what is meant by a cell of a spreadsheet, as text.
 *
 * <p>Excel keeps 15 digits of a number and writes up to 17 into the file, so a fraction is rounded
 * to the 15 that a person sees; of a whole number with more, the last digits are already lost.
 */
final class XlsxCells {
  private static final MathContext SEEN = new MathContext(15);
  private static final int MOST_DIGITS = 15;
  private static final int SMALLEST_SCALE = 30;
  private static final int LAST_YEAR = 9999;
  private static final double LAST_DAY = 2_958_466;

  /** 29 February 1900, which Excel counts and which never was. */
  private static final double NO_DAY = 60;

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  /** What stands in a number format without showing any part of a date. */
  private static final Pattern NOT_DATE =
      Pattern.compile("\"[^\"]*+\"|\\\\.|[_*].|\\[(?![hmsHMS]+\\])[^\\]]*+\\]|General");

  /** Numbers of formats that need not be spelled out in the file, East Asian ones too. */
  private static final Set<Integer> BUILT_IN_DATES =
      Stream.of(
              IntStream.rangeClosed(14, 22),
              IntStream.rangeClosed(27, 36),
              IntStream.rangeClosed(45, 47),
              IntStream.rangeClosed(50, 58))
          .flatMap(IntStream::boxed)
          .collect(Collectors.toUnmodifiableSet());

  private static final Pattern DATE = Pattern.compile("[ymdhsYMDHS]");
  private static final Pattern ESCAPED = Pattern.compile("_x(000[9AaDd]|005[Ff])_");
  private static final Pattern LOOKS_ESCAPED = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  /** Either the text or the fault is null. */
  record Meaning(String text, Violation fault) {}

  private final boolean from1904;

  /**
   * @param from1904 whether days are counted from 1904, as in workbooks of old Macintoshes
   */
  XlsxCells(boolean from1904) {
    this.from1904 = from1904;
  }

  Meaning read(Cell cell, int row, String column) {
    return switch (cell.getType()) {
      case EMPTY -> text("");
      case STRING -> text(unescaped(cell.getText()), row, column);
      case BOOLEAN -> text(cell.getText().toUpperCase(Locale.ROOT));
      case NUMBER -> cell.getValue() == null ? text("") : number(cell, row, column);
      case FORMULA ->
          cell.getFormula() == null
              ? text(unescaped(cell.getText()), row, column)
              : fault(TableFaults.formula(row, column));
      case ERROR ->
          fault(
              TableFaults.cell(
                  row,
                  column,
                  "cell-error",
                  "单元格是错误值,请改正后填写其值。",
                  "The cell shows an error: correct it and enter its value."));
    };
  }

  private static Meaning text(String text) {
    return new Meaning(text, null);
  }

  private static Meaning text(String text, int row, String column) {
    return text.length() > FlatRow.LONGEST
        ? fault(TableFaults.textLength(row, column))
        : text(text);
  }

  private static Meaning fault(Violation fault) {
    return new Meaning(null, fault);
  }

  private Meaning number(Cell cell, int row, String column) {
    BigDecimal number = cell.asNumber();
    if (date(cell)) {
      return day(cell, number.doubleValue(), row, column);
    }
    if (number.signum() == 0) {
      return text("0");
    }
    if ((long) number.precision() - number.scale() > MOST_DIGITS) {
      return tooPrecise(row, column);
    }
    BigDecimal seen = number.round(SEEN).stripTrailingZeros();
    boolean tiny = seen.scale() > SMALLEST_SCALE;
    boolean rounded = (long) seen.precision() - seen.scale() > MOST_DIGITS;
    return tiny || rounded ? tooPrecise(row, column) : text(seen.toPlainString());
  }

  private static Meaning tooPrecise(int row, String column) {
    return fault(
        TableFaults.cell(
            row,
            column,
            "excel-number",
            "Excel 只保留 15 位数字,请将该列设为“文本”格式后重新填写。",
            "Excel keeps only 15 digits of a number: format the column as text and enter the digits anew."));
  }

  private static boolean date(Cell cell) {
    Integer id = cell.getDataFormatId();
    if (id == null) {
      return false;
    }
    if (BUILT_IN_DATES.contains(id)) {
      return true;
    }
    String format = cell.getDataFormatString();
    return format != null && DATE.matcher(NOT_DATE.matcher(format).replaceAll("")).find();
  }

  private Meaning day(Cell cell, double serial, int row, String column) {
    boolean none = !from1904 && (serial == 0 || Math.floor(serial) == NO_DAY);
    if (none || !(serial >= 0 && serial < LAST_DAY)) {
      return noDay(row, column);
    }
    LocalDateTime read = cell.asDate().plusNanos(500_000_000).truncatedTo(ChronoUnit.SECONDS);
    if (serial > 0 && serial < 1) {
      return text(read.format(TIME));
    }
    if (read.getYear() > LAST_YEAR) {
      return noDay(row, column);
    }
    return text(
        read.toLocalTime().equals(LocalTime.MIDNIGHT)
            ? read.toLocalDate().toString()
            : read.format(DAY_AND_TIME));
  }

  private static Meaning noDay(int row, String column) {
    return fault(
        TableFaults.cell(
            row,
            column,
            "excel-date",
            "不是真实日期,请改正,或将该列设为“文本”格式后填写 yyyy-MM-dd。",
            "This is no real date: correct it, or format the column as text and write yyyy-MM-dd."));
  }

  private static String unescaped(String text) {
    return text.indexOf("_x") < 0 ? text : ESCAPED.matcher(text).replaceAll(XlsxCells::character);
  }

  private static String character(MatchResult escape) {
    return String.valueOf((char) Integer.parseInt(escape.group(1), 16));
  }

  /** As XML keeps it: a lone carriage return would come back as a line feed. */
  static String written(String text) {
    return LOOKS_ESCAPED.matcher(text).replaceAll("_x005F_").replace("\r", "_x000D_");
  }

  /** What its writer sees in a cell that can't be taken. */
  static String seen(Cell cell) {
    String formula = cell.getFormula();
    if (formula != null) {
      return "=" + formula;
    }
    return cell.getRawValue() == null ? "" : cell.getRawValue();
  }

  static boolean blank(Cell cell) {
    if (cell == null || cell.getType() == CellType.EMPTY) {
      return true;
    }
    return cell.getType() == CellType.STRING && cell.getText().isBlank();
  }
}
