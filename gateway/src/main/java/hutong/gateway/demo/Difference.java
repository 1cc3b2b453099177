package hutong.gateway.demo;

/**
 * Where a book and a gateway do not agree; ids and states only.
 *
 * @param about id of the record, or what is counted
 * @param where whose answer it is about
 */
record Difference(Sort sort, String about, String where, String bookSays, String gatewaySays) {

  /** What such a difference means. */
  enum Sort {
    LOST,
    DUPLICATED,
    DIFFERING
  }

  @Override
  public String toString() {
    return "%s %s at %s: the book says %s, the gateway says %s"
        .formatted(sort, about, where, bookSays, gatewaySays);
  }
}
