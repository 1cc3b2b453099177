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

  /**
   * A receipt, signed when it was stored.
   *
   * @param personal whether it has to be sealed (acceptance and rejection are)
   */
  record Receipt(
      long row, int attempts, TransferId about, String to, boolean personal, byte[] signedData)
      implements Outgoing {}
}
