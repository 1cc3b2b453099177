package hutong.routes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace, as W3C Trace Context writes it.
 *
 * @param trace 32 hexadecimal digits, not all 0
 * @param span 16 hexadecimal digits, not all 0
 * @param sampled whether whoever wrote it keeps its trace
 */
public record Traceparent(String trace, String span, boolean sampled) {

  /** Later versions may say more behind it; what they say is not looked at. */
  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final int LONGEST = 128;
  private static final int SAMPLED = 1;

  /**
   * What stands in a header; empty if it has not the form.
   *
   * @param text as it came, or null
   */
  public static Optional<Traceparent> read(String text) {
    if (text == null || text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches() || (form.group(1).equals("00") && form.group(5) != null)) {
      return Optional.empty();
    }
    boolean sampled = (Integer.parseInt(form.group(4), 16) & SAMPLED) != 0;
    return Optional.of(new Traceparent(form.group(2), form.group(3), sampled));
  }

  /** As it stands in a header. */
  public String header() {
    return "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
  }
}
