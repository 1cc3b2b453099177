package hutong.schemas.dialects;

import hutong.schemas.RejectionCode;

/** Names of persons: the separator in its one right form, no blanks around. */
final class NameRule implements Rule {
  private static final char SEPARATOR = '\u00B7';
  private static final String LOOKALIKES = "\u2022\u2027\u2219\u22C5\u30FB\uFF65\uFF0E\u25CF";

  @Override
  public String read(String theirs, Notes notes) {
    StringBuilder name = new StringBuilder(theirs.strip());
    boolean changed = false;
    for (int i = 0; i < name.length(); i++) {
      if (LOOKALIKES.indexOf(name.charAt(i)) >= 0) {
        name.setCharAt(i, SEPARATOR);
        changed = true;
      }
    }
    if (changed) {
      notes.warn(
          RejectionCode.IMPLAUSIBLE,
          "name-separator",
          "间隔号已改为 ·(U+00B7),请按此填写。",
          "The separator was read as · (U+00B7): write it so.");
    }
    return name.toString();
  }

  @Override
  public String write(String ours, Notes notes) {
    return ours;
  }
}
