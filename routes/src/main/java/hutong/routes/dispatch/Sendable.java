package hutong.routes.dispatch;

import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.TransferId;

/**
 * Something signed that is about to be sealed, if it must be, and sent.
 *
 * @param outgoing its entry in the outbox
 * @param receipt whether it goes to the receipts' queue
 * @param sealed whether it has to be sealed first
 * @param left how many pieces are left after this one of the record in this row; null if it is no
 *     piece of an attachment
 * @param signedData made once; a repeat sends the same bytes
 */
record Sendable(
    Outgoing outgoing, boolean receipt, boolean sealed, Integer left, byte[] signedData) {

  static Sendable record(Outgoing outgoing, byte[] signedData) {
    return new Sendable(outgoing, false, true, null, signedData);
  }

  static Sendable receipt(Outgoing.Receipt receipt) {
    return new Sendable(receipt, true, receipt.personal(), null, receipt.signedData());
  }

  static Sendable control(Outgoing.Control control) {
    return new Sendable(control, false, false, null, control.signedData());
  }

  static Sendable piece(Outgoing outgoing, int left, byte[] signedData) {
    return new Sendable(outgoing, false, true, left, signedData);
  }

  long row() {
    return outgoing.row();
  }

  /** How often it was tried before. */
  int attempts() {
    return outgoing.attempts();
  }

  /** The record that it is, or that the receipt is about; null for anything else. */
  TransferId about() {
    if (outgoing instanceof Outgoing.Unsigned record) {
      return record.facts().transferId();
    } else if (outgoing instanceof Outgoing.Signed record) {
      return record.facts().transferId();
    }
    return outgoing instanceof Outgoing.Receipt of ? of.about() : null;
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
