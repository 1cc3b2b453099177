package hutong.gateway.torture;

/**
 * What a campaign has found.
 *
 * @param lost acknowledged, but not both handed out and decided in the end
 * @param duplicated handed out after its decision was kept, or two ids for one key
 * @param differing the sender's state is not what the receiver decided
 * @param receiptsMissing without a signed receipt in the end
 * @param altered what audits of the ledgers found
 */
record Verdict(
    long acknowledged,
    long delivered,
    long lost,
    long duplicated,
    long outOfOrder,
    long differing,
    long receiptsMissing,
    long altered) {

  static final Verdict NOTHING = new Verdict(0, 0, 0, 0, 0, 0, 0, 0);

  Verdict plus(Verdict other) {
    return new Verdict(
        acknowledged + other.acknowledged,
        delivered + other.delivered,
        lost + other.lost,
        duplicated + other.duplicated,
        outOfOrder + other.outOfOrder,
        differing + other.differing,
        receiptsMissing + other.receiptsMissing,
        altered + other.altered);
  }

  Verdict withAltered(long findings) {
    return new Verdict(
        acknowledged,
        delivered,
        lost,
        duplicated,
        outOfOrder,
        differing,
        receiptsMissing,
        findings);
  }

  /** Whether something was done and nothing is wrong. */
  boolean clean() {
    return acknowledged > 0
        && delivered > 0
        && lost + duplicated + outOfOrder + differing + receiptsMissing + altered == 0;
  }
}
