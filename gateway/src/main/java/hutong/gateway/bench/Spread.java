package hutong.gateway.bench;

import java.util.Arrays;
import java.util.List;

/** What several measurements of one thing gave: the one in the middle, and how far they lie. */
record Spread(double median, double least, double most) {

  /** Of an even number the middle is halfway between two. */
  static Spread of(List<Double> measured) {
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("Nothing was measured");
    }
    double[] sorted = measured.stream().mapToDouble(each -> each).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  static Spread of(double once) {
    return new Spread(once, once, once);
  }

  static Spread of(long once) {
    return of((double) once);
  }
}
