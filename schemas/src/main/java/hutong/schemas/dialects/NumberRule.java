package hutong.schemas.dialects;

import hutong.schemas.RejectionCode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Numbers that are names of something, such as identity numbers and codes of fixed length: digits
 * that a spreadsheet has lost are missed here.
 */
final class NumberRule implements Rule {
  private static final Pattern SCIENTIFIC = Pattern.compile("[0-9](\\.[0-9]+)?[Ee]\\+?[0-9]{1,3}");
  private static final Pattern FRACTION = Pattern.compile("[0-9]+\\.0+");

  private final int digits;

  /**
   * @param digits how long it is at least; 0 if that is open
   */
  NumberRule(int digits) {
    this.digits = digits;
  }

  @Override
  public String read(String theirs, Notes notes) {
    String text = Width.folded(theirs, notes).toUpperCase(Locale.ROOT);
    if (SCIENTIFIC.matcher(text).matches() || FRACTION.matcher(text).matches()) {
      return notes.refuse(
          RejectionCode.SCHEMA_INVALID,
          "excel-number",
          "号码已被表格软件转成数值(如 1.10105E+17),末尾数字已丢失:请把该列设为文本格式后重新录入。",
          "A spreadsheet turned the number into a quantity (as 1.10105E+17) and its last digits are"
              + " gone: format the column as text and enter the number anew.");
    }
    if (text.length() < digits && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      notes.warn(
          RejectionCode.IMPLAUSIBLE,
          "zeros-lost",
          "号码开头的 0 丢失,已补足位数,请把该列设为文本格式。",
          "Leading zeros were lost and have been put back: format the column as text.");
      return "0".repeat(digits - text.length()) + text;
    }
    return text;
  }

  @Override
  public String shape(boolean chinese) {
    return chinese ? "号码,文本格式" : "a number, as text";
  }

  @Override
  public String write(String ours, Notes notes) {
    return ours;
  }
}
