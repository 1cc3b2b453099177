package hutong.schemas;

/**
 * Finds the record's own text inside an exchange document, so that it is never written anew.
 *
 * <p>Only for text already parsed: well-formed, without DOCTYPE, the record the root's second
 * child.
 */
final class RecordSlice {
  private final String text;
  private int at;

  private RecordSlice(String text) {
    this.text = text;
  }

  static String of(String text) {
    return new RecordSlice(text).find();
  }

  private String find() {
    int depth = 0;
    int children = 0;
    int start = -1;
    while (true) {
      int tag = nextTag();
      if (text.charAt(tag + 1) == '/') {
        depth--;
        at = text.indexOf('>', tag) + 1;
        if (depth == 1 && children == 2) {
          return text.substring(start, at);
        }
        continue;
      }
      int end = endOfTag(tag);
      boolean empty = text.charAt(end - 1) == '/';
      if (depth == 1 && ++children == 2) {
        start = tag;
      }
      depth += empty ? 0 : 1;
      at = end + 1;
    }
  }

  /** The next start or end tag, past comments, CDATA sections and instructions. */
  private int nextTag() {
    while (true) {
      int open = text.indexOf('<', at);
      if (open < 0) {
        throw new IllegalStateException("the record ends before its end tag");
      }
      if (text.startsWith("<!--", open)) {
        at = text.indexOf("-->", open + 4) + 3;
      } else if (text.startsWith("<![CDATA[", open)) {
        at = text.indexOf("]]>", open) + 3;
      } else if (text.startsWith("<?", open)) {
        at = text.indexOf("?>", open) + 2;
      } else {
        return open;
      }
    }
  }

  private int endOfTag(int tag) {
    int i = tag;
    while (text.charAt(i) != '>') {
      char c = text.charAt(i);
      i = c == '"' || c == '\'' ? text.indexOf(c, i + 1) + 1 : i + 1;
    }
    return i;
  }
}
