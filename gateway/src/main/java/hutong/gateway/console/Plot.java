package hutong.gateway.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Numbers over time, as a drawing of {@link #WIDTH} by {@link #HEIGHT}.
 *
 * @param lines one for each kind of number
 * @param bands where nothing was meant to be sent
 * @param most the number at the upper edge
 * @param from time at the left edge
 * @param until time at the right edge
 * @param summary the same in words, for whoever does not see
 */
public record Plot(
    List<Line> lines, List<Band> bands, String most, String from, String until, String summary) {

  public static final int WIDTH = 720;
  public static final int HEIGHT = 120;

  /**
   * One line.
   *
   * @param points as SVG has them
   * @param mark class that says how it is drawn
   */
  public record Line(String name, String mark, String points) {}

  /** A stretch of time. */
  public record Band(int x, int width) {}

  /** What a line shows. */
  record Shown<T>(String name, String mark, ToDoubleFunction<T> number) {}

  /** When something was seen, and whether it stood still. */
  interface When<T> {
    Instant at(T sample);

    boolean stands(T sample);
  }

  /** Draws samples, the oldest first; null if there are not two. */
  static <T> Plot of(List<T> samples, When<T> when, List<Shown<T>> shown, Texts texts) {
    if (samples.size() < 2) {
      return null;
    }
    long begin = when.at(samples.get(0)).toEpochMilli();
    long end = when.at(samples.get(samples.size() - 1)).toEpochMilli();
    double span = Math.max(1, end - begin);
    double most = 1;
    for (Shown<T> each : shown) {
      most = Math.max(most, samples.stream().mapToDouble(each.number()).max().orElse(0));
    }
    List<Line> lines = new ArrayList<>();
    StringBuilder summary = new StringBuilder();
    for (Shown<T> each : shown) {
      StringBuilder points = new StringBuilder();
      double greatest = 0;
      for (T sample : samples) {
        double number = each.number().applyAsDouble(sample);
        greatest = Math.max(greatest, number);
        double x = (when.at(sample).toEpochMilli() - begin) / span * WIDTH;
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, HEIGHT - number / most * HEIGHT));
      }
      double last = each.number().applyAsDouble(samples.get(samples.size() - 1));
      lines.add(new Line(each.name(), each.mark(), points.toString().strip()));
      summary.append(
          texts.get(
              "plot.summary", "name", each.name(), "last", number(last), "most", number(greatest)));
    }
    return new Plot(
        lines,
        bands(samples, when, begin, span),
        number(most),
        Ages.clock(Instant.ofEpochMilli(begin)),
        Ages.clock(Instant.ofEpochMilli(end)),
        summary.toString());
  }

  private static <T> List<Band> bands(List<T> samples, When<T> when, long begin, double span) {
    List<Band> bands = new ArrayList<>();
    int from = -1;
    for (int i = 0; i < samples.size(); i++) {
      int x = (int) ((when.at(samples.get(i)).toEpochMilli() - begin) / span * WIDTH);
      boolean stands = when.stands(samples.get(i));
      if (stands && from < 0) {
        from = x;
      }
      if (from >= 0 && (!stands || i == samples.size() - 1)) {
        bands.add(new Band(from, Math.max(1, x - from)));
        from = -1;
      }
    }
    return bands;
  }

  /** Whole where that is no loss. */
  static String number(double value) {
    return value >= 10 || value == Math.rint(value)
        ? Long.toString(Math.round(value))
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
