package hutong.schemas.dialects;

import hutong.schemas.RejectionCode;
import java.util.Locale;
import java.util.regex.Pattern;

/** Ids without hyphens, in upper case or with braces; in ours they are lower case with hyphens. */
final class UuidRule implements Rule {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

  private final boolean hyphens;
  private final boolean upper;

  UuidRule(boolean hyphens, boolean upper) {
    this.hyphens = hyphens;
    this.upper = upper;
  }

  @Override
  public String read(String theirs, Notes notes) {
    String hex = theirs.strip().toLowerCase(Locale.ROOT).replaceAll("[-{}]", "");
    if (!HEX.matcher(hex).matches()) {
      return notes.refuse(
          RejectionCode.SCHEMA_INVALID,
          "uuid",
          "不是 UUID,请填写原编号。",
          "Not a UUID: write the id itself.");
    }
    return String.join(
        "-",
        hex.substring(0, 8),
        hex.substring(8, 12),
        hex.substring(12, 16),
        hex.substring(16, 20),
        hex.substring(20));
  }

  @Override
  public String write(String ours, Notes notes) {
    String text = hyphens ? ours : ours.replace("-", "");
    return upper ? text.toUpperCase(Locale.ROOT) : text;
  }
}
