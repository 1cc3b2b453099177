package hutong.gateway.bench;

import java.util.Locale;

/** How a number is told: with as many digits as it deserves. */
final class Figure {

  private static final double MANY = 100;
  private static final double SOME = 10;

  private Figure() {}

  static String text(double figure) {
    if (Math.abs(figure) >= MANY || figure == Math.rint(figure)) {
      return String.format(Locale.ROOT, "%,d", Math.round(figure));
    }
    return String.format(Locale.ROOT, Math.abs(figure) >= SOME ? "%.1f" : "%.2f", figure);
  }

  /** To a thousandth. */
  static double rounded(double figure) {
    return Math.round(figure * 1_000) / 1_000.0;
  }
}
