package hutong.gateway.demo.people;

import java.util.List;
import java.util.Random;

/** A choice in which some things are likelier than others. */
final class Weighted {

  private final List<String> things;
  private final double[] upTo;

  /**
   * @param rows thing, weight
   */
  Weighted(List<String[]> rows) {
    this.things = rows.stream().map(row -> row[0]).toList();
    this.upTo = new double[rows.size()];
    double sum = 0;
    for (int i = 0; i < upTo.length; i++) {
      sum += Double.parseDouble(rows.get(i)[1]);
      upTo[i] = sum;
    }
  }

  String pick(Random random) {
    double at = random.nextDouble() * upTo[upTo.length - 1];
    int i = 0;
    while (i < upTo.length - 1 && upTo[i] <= at) {
      i++;
    }
    return things.get(i);
  }
}
