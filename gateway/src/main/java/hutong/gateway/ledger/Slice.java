package hutong.gateway.ledger;

import java.util.stream.Stream;

/**
 * One of several equal parts of the transfers, by key. Two processes may hold the same part for a
 * moment, when one has come or gone: whatever works by slices has to bear that.
 *
 * @param index from 0; of -1 is nothing
 * @param of how many parts there are
 */
record Slice(int index, int of) {
  static final Slice WHOLE = new Slice(0, 1);
  static final Slice NOTHING = new Slice(-1, 1);

  boolean nothing() {
    return index < 0;
  }

  /** Whether this process does what one alone does. */
  boolean first() {
    return index == 0;
  }

  /**
   * What to append to a statement, with {@link #values}; nothing for the whole.
   *
   * <p>Keys come at regular distances, so their last digits would not divide them evenly.
   *
   * @param key column that holds the transfer's key
   */
  String and(String key) {
    return of == 1 ? "" : " AND " + key + " / 16 % 1009 % ? = ?";
  }

  /** The statement's values, with those of {@link #and} between the others and the last. */
  Object[] values(Object last, Object... others) {
    Stream<Object> own = of == 1 ? Stream.of() : Stream.of(of, index);
    return Stream.of(Stream.of(others), own, Stream.of(last)).flatMap(each -> each).toArray();
  }
}
