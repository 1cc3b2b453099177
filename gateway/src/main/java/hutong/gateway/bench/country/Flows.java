package hutong.gateway.bench.country;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Who sends how much of all records to whom: a place of residence in proportion to those who moved
 * there, to their origins in proportion to those who left.
 */
record Flows(List<String> names, List<String> nodes, double[][] shares) {

  private static final String TABLE = "provinces.csv";

  static Flows load() throws IOException {
    List<String[]> rows;
    try (InputStream in = Flows.class.getResourceAsStream(TABLE)) {
      rows =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#") && !line.startsWith("node"))
              .map(line -> line.split(",", -1))
              .toList();
    }
    double[][] shares = new double[rows.size()][rows.size()];
    double left = 0;
    double moved = 0;
    for (String[] row : rows) {
      moved += Double.parseDouble(row[2]);
      left += Double.parseDouble(row[3]);
    }
    for (int from = 0; from < shares.length; from++) {
      double residence = Double.parseDouble(rows.get(from)[2]) / moved;
      double others = left - Double.parseDouble(rows.get(from)[3]);
      for (int to = 0; to < shares.length; to++) {
        shares[from][to] =
            from == to ? 0 : residence * Double.parseDouble(rows.get(to)[3]) / others;
      }
    }
    return new Flows(
        rows.stream().map(row -> row[1]).toList(),
        rows.stream().map(row -> row[0]).toList(),
        shares);
  }

  int size() {
    return shares.length;
  }

  /** Of all records, those that it sends. */
  double sent(int node) {
    double sum = 0;
    for (double each : shares[node]) {
      sum += each;
    }
    return sum;
  }

  /** Of all records, those that come to it. */
  double received(int node) {
    double sum = 0;
    for (double[] from : shares) {
      sum += from[node];
    }
    return sum;
  }
}
