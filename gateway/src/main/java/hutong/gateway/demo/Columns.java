package hutong.gateway.demo;

/** Pads text to columns of a terminal, in which an ideograph takes two. */
final class Columns {

  private Columns() {}

  static int width(String text) {
    return text.codePoints().map(c -> wide(c) ? 2 : 1).sum();
  }

  static String left(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  static String right(String text, int columns) {
    return " ".repeat(Math.max(0, columns - width(text))) + text;
  }

  /** As East Asian Width (UAX 11) has it for what we print. */
  private static boolean wide(int c) {
    return Character.isIdeographic(c)
        || (c >= 0x3000 && c <= 0x303F)
        || (c >= 0xFF01 && c <= 0xFF60);
  }
}
