package hutong.schemas.dialects;

/** The characters that tell a message's parts apart, as its MSH gives them. */
record Hl7Delimiters(char field, char component, char repetition, char escape, char sub) {

  /** What is written, and most that is read. */
  static final Hl7Delimiters USUAL = new Hl7Delimiters('|', '^', '~', '\\', '&');

  /** Those of a message that begins with this segment; null if they would not tell it apart. */
  static Hl7Delimiters of(String msh) {
    String others = others(msh);
    boolean four = others.length() == 4 || others.length() == 5; // The fifth is for cut texts.
    String all = four ? msh.charAt(3) + others : "";
    boolean sound =
        four
            && all.chars().distinct().count() == all.length()
            && all.chars().noneMatch(c -> c <= ' ' || c > '~' || plain((char) c) || c == '"');
    return sound
        ? new Hl7Delimiters(
            msh.charAt(3), others.charAt(0), others.charAt(1), others.charAt(2), others.charAt(3))
        : null;
  }

  /** Whether a text ends where this character stands. */
  boolean delimits(char c) {
    return c == field || c == component || c == repetition || c == sub;
  }

  /** The text of MSH-2, in which nothing is a delimiter. */
  static String others(String msh) {
    if (msh.length() < 5) {
      return "";
    }
    int end = msh.indexOf(msh.charAt(3), 4);
    return msh.substring(4, end < 0 ? msh.length() : end);
  }

  /** Whether a character can't be a delimiter, for words are made of it. */
  static boolean plain(char c) {
    return Character.isLetterOrDigit(c);
  }
}
