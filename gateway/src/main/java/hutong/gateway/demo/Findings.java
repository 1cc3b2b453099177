package hutong.gateway.demo;

import java.util.List;

/**
 * What the comparison of books and gateways brought to light.
 *
 * @param receipts how many signed receipts were fetched and verified
 */
record Findings(List<Standing> standings, List<Difference> differences, int receipts) {

  boolean agree() {
    return differences.isEmpty();
  }

  /** Records that a difference of this sort is about; each counted once. */
  long records(Difference.Sort sort) {
    return differences.stream()
        .filter(one -> one.sort() == sort)
        .map(Difference::about)
        .distinct()
        .count();
  }
}
