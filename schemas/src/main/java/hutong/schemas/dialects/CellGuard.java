package hutong.schemas.dialects;

/**
 * Keeps what stands in a CSV cell from being run as a formula by a spreadsheet: such a text gets a
 * {@code '} in front when it is written, and loses it when it is read.
 */
final class CellGuard {
  private static final String DANGEROUS = "=+-@\t\r\n＝＋－＠";

  private CellGuard() {}

  static String written(String text) {
    return guarded(text) ? "'" + text : text;
  }

  /** The text meant; null if it is a formula. */
  static String read(String cell) {
    if (cell.isEmpty() || cell.charAt(0) != '=') {
      return !cell.isEmpty() && cell.charAt(0) == '\'' && guarded(cell) ? cell.substring(1) : cell;
    }
    // How Excel is kept from taking the zeros off a number: ="00123".
    boolean trick = cell.length() >= 3 && cell.charAt(1) == '"' && cell.endsWith("\"");
    String inner = trick ? cell.substring(2, cell.length() - 1) : "\"";
    return inner.indexOf('"') < 0 ? inner : null;
  }

  private static boolean guarded(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == '\'') {
      at++;
    }
    return at < text.length() && DANGEROUS.indexOf(text.charAt(at)) >= 0;
  }
}
