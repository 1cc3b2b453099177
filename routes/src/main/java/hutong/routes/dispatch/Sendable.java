package hutong.routes.dispatch;

import hutong.routes.ledger.Outgoing;

/**
 * Something signed that is about to be sealed, if it must be, and sent.
 *
 * @param row its row in the outbox
 * @param attempts how often it was tried before
 * @param receipt whether it goes to the receipts' queue
 * @param sealed whether it has to be sealed first
 * @param left how many pieces are left after this one of the record in this row; null if it is no
 *     piece of an attachment
 * @param signedData made once; a repeat sends the same bytes
 */
record Sendable(
    long row, int attempts, boolean receipt, boolean sealed, Integer left, byte[] signedData) {

  static Sendable record(Outgoing outgoing, byte[] signedData) {
    return new Sendable(outgoing.row(), outgoing.attempts(), false, true, null, signedData);
  }

  static Sendable receipt(Outgoing.Receipt receipt) {
    return new Sendable(
        receipt.row(), receipt.attempts(), true, receipt.personal(), null, receipt.signedData());
  }

  static Sendable control(Outgoing.Control control) {
    return new Sendable(
        control.row(), control.attempts(), false, false, null, control.signedData());
  }

  static Sendable piece(Outgoing outgoing, int left, byte[] signedData) {
    return new Sendable(outgoing.row(), outgoing.attempts(), false, true, left, signedData);
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
