package hutong.gateway.ledger;

import hutong.routes.ledger.NewTransfer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A record handed in, with what can be computed before its turn.
 *
 * @param slot digest of (system, idempotency key); null if it has no key
 * @param payload the record, encrypted; null where it is only asked about
 */
record Posted(NewTransfer transfer, ByteBuffer slot, Bodies.Locked payload) {

  /** What makes a version of a source row unique; null parts mean that nothing does. */
  record Source(String system, String type, ByteBuffer index, long version) {
    Source of(String other) {
      return new Source(other, type, index, version);
    }
  }

  static ByteBuffer slot(NewTransfer transfer) {
    if (transfer.idempotencyKey() == null) {
      return null;
    }
    String both = transfer.system().length() + "|" + transfer.system() + transfer.idempotencyKey();
    return ByteBuffer.wrap(Event.sha256(both.getBytes(StandardCharsets.UTF_8)));
  }

  Source source() {
    return transfer.sourceIndex() == null
        ? null
        : new Source(
            transfer.system(),
            transfer.facts().type(),
            ByteBuffer.wrap(transfer.sourceIndex()),
            transfer.sourceVersion());
  }
}
