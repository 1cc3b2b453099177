package hutong.schemas.dialects;

import hutong.schemas.RejectionCode;

/** Division codes that a partner always writes in one length, filled up with zeros. */
final class DivisionRule implements Rule {
  private static final int LONGEST = 12;
  private static final int SHORTEST = 6;
  private static final int STEP = 3;

  private final int length;
  private final Rule number = new NumberRule(0);

  DivisionRule(int length) {
    if (length < SHORTEST || length > LONGEST) {
      throw new IllegalArgumentException("a division code has 6 to 12 digits");
    }
    this.length = length;
  }

  @Override
  public String read(String theirs, Notes notes) {
    String text = number.read(theirs, notes);
    if (text == null || text.length() > LONGEST) {
      return text;
    }
    int end = text.length();
    while (end - STEP >= SHORTEST && text.startsWith("000", end - STEP)) {
      end -= STEP;
    }
    return text.substring(0, end);
  }

  @Override
  public String write(String ours, Notes notes) {
    if (ours.length() > length) {
      notes.warn(
          RejectionCode.IMPLAUSIBLE,
          "division-shortened",
          "对方只写 " + length + " 位区划代码,更细的部分未带去。",
          "The partner writes " + length + " digits of a division: finer ones are not carried.");
      return ours.substring(0, length);
    }
    return ours + "0".repeat(length - ours.length());
  }
}
