package hutong.routes.ledger;

/** One entry of the outbox: something that has to reach another node. */
public sealed interface Outgoing {

  /** Row of the outbox; it goes when the thing has been sent. */
  long row();

  /** How often it was tried before. */
  int attempts();

  /** A record that has never been signed. */
  record Unsigned(long row, int attempts, TransferFacts facts, StreamPosition stream, byte[] record)
      implements Outgoing {}

  /** A record whose SignedData was made before; a repeat sends the same bytes, sealed afresh. */
  record Signed(long row, int attempts, TransferFacts facts, byte[] signedData)
      implements Outgoing {}

  /** Something whose stored bytes can't be read any more. */
  record Damaged(long row, int attempts) implements Outgoing {}

  /**
   * A receipt, signed when it was stored.
   *
   * @param personal whether it has to be sealed (acceptance and rejection are)
   */
  record Receipt(
      long row, int attempts, TransferId about, String to, boolean personal, byte[] signedData)
      implements Outgoing {}

  /**
   * A piece of an attachment.
   *
   * @param row the row of the record, which goes only when all of them have been sent
   * @param left how many are left after this one
   */
  record Part(long row, int attempts, Piece piece, int left) implements Outgoing {}

  /** A control document; holds ids alone, so it travels signed and not sealed. */
  record Control(long row, int attempts, byte[] signedData) implements Outgoing {}
}
