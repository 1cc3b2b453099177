package hutong.schemas.dialects;

import hutong.schemas.RejectionCode;

/** What a partner writes before or after every value of a field. */
record Affix(String before, String after) implements Rule {

  @Override
  public String read(String theirs, Notes notes) {
    String text = theirs.strip();
    boolean there =
        text.length() > before.length() + after.length()
            && text.startsWith(before)
            && text.endsWith(after);
    return there
        ? text.substring(before.length(), text.length() - after.length())
        : notes.refuse(
            RejectionCode.SCHEMA_INVALID,
            "affix",
            "应以“" + before + "”开头、“" + after + "”结尾,请按约定填写。",
            "It has to begin with '" + before + "' and end with '" + after + "', as agreed.");
  }

  @Override
  public String write(String ours, Notes notes) {
    return before + ours + after;
  }
}
