package hutong.routes.dispatch;

/**
 * Something signed that is about to be sealed, if it must be, and sent.
 *
 * @param row its row in the outbox
 * @param receipt whether it goes to the receipts' queue
 * @param sealed whether it has to be sealed first
 * @param left how many pieces are left after this one of the record in this row; null if it is no
 *     piece of an attachment
 * @param signedData made once; a repeat sends the same bytes
 */
record Sendable(long row, boolean receipt, boolean sealed, Integer left, byte[] signedData) {

  Sendable(long row, boolean receipt, boolean sealed, byte[] signedData) {
    this(row, receipt, sealed, null, signedData);
  }

  static Sendable piece(long row, int left, byte[] signedData) {
    return new Sendable(row, false, true, left, signedData);
  }

  boolean record() {
    return sealed && !receipt && !piece();
  }

  boolean piece() {
    return left != null;
  }

  /** Records are always sealed, so what is neither sealed nor a receipt is a control document. */
  boolean control() {
    return !receipt && !sealed;
  }
}
