package hutong.routes.dispatch;

/**
 * Something signed that is about to be sealed, if it must be, and sent.
 *
 * @param row its row in the outbox
 * @param receipt whether it goes to the receipts' queue
 * @param sealed whether it has to be sealed first
 * @param signedData made once; a repeat sends the same bytes
 */
record Sendable(long row, boolean receipt, boolean sealed, byte[] signedData) {

  /** Records are always sealed, so what is neither sealed nor a receipt is a control document. */
  boolean control() {
    return !receipt && !sealed;
  }
}
