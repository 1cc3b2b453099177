package hutong.gateway.ledger;

/** This process's place among those that share the ledger. */
interface Place extends AutoCloseable {

  /** The part of the work that is this process's just now. */
  Slice slice();

  @Override
  void close();
}
