package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;

/** Counts, node by node, so that a record in a ledger that is in no book shows too. */
final class AuditTallies {

  private final Network network;
  private final Books books;
  private final Consumer<Difference> differences;

  AuditTallies(Network network, Books books, Consumer<Difference> differences) {
    this.network = network;
    this.books = books;
    this.differences = differences;
  }

  void check(Region region) {
    long out = books.sent().all().stream().filter(it -> it.from().region() == region).count();
    long in =
        books.sent().all().stream().filter(it -> it.to() == region).count()
            + books.wired().values().stream().filter(it -> it.to() == region).count();
    compare(region, "OUT", out);
    compare(region, "IN", in);
  }

  private void compare(Region region, String direction, long booked) {
    long counted = count(network, region, direction, null);
    if (counted != booked) {
      Difference.Sort sort =
          counted < booked ? Difference.Sort.LOST : Difference.Sort.DUPLICATED;
      differences.accept(
          new Difference(
              sort,
              "records " + direction,
              region.node(),
              Long.toString(booked),
              Long.toString(counted)));
    }
  }

  /**
   * Transfers in a node's ledger, by its own word.
   *
   * @param state null for all
   */
  static long count(Network network, Region region, String direction, String state) {
    return network.operator(region).status().getJsonArray("tally").stream()
        .map(JsonObject.class::cast)
        .filter(tally -> direction.equals(tally.getString("direction")))
        .filter(tally -> state == null || state.equals(tally.getString("state")))
        .mapToLong(tally -> tally.getLong("count"))
        .sum();
  }
}
