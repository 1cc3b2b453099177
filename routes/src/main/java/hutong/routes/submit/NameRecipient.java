package hutong.routes.submit;

import hutong.routes.Bells;
import hutong.routes.Indexes;
import hutong.routes.ledger.AwaitingAddress;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Viewer;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Sends a record on its way for which somebody has named the recipient. */
public final class NameRecipient {

  private final Ledger ledger;
  private final Documents documents;
  private final RecordTypes types;
  private final Indexes indexes;
  private final Bells bells;
  private final Clock clock;

  public NameRecipient(
      Ledger ledger,
      Documents documents,
      RecordTypes types,
      Indexes indexes,
      Bells bells,
      Clock clock) {
    this.ledger = ledger;
    this.documents = documents;
    this.types = types;
    this.indexes = indexes;
    this.bells = bells;
    this.clock = clock;
  }

  public Intervened name(UUID id, String node, Viewer viewer) {
    Optional<AwaitingAddress> awaiting = ledger.awaitingAddress(id, viewer);
    if (awaiting.isEmpty()) {
      return ledger.find(id, viewer).isEmpty()
          ? Intervened.UNKNOWN
          : ledger.address(id, node, null, clock.instant());
    }
    Intervened done = ledger.address(id, node, person(awaiting.get(), node), clock.instant());
    bells.outbox(node).ring();
    return done;
  }

  /** The record takes its place in the order per recipient and person only now. */
  private byte[] person(AwaitingAddress awaiting, String node) {
    boolean inOrder = types.of(awaiting.facts().type()).filter(type -> type.inOrder()).isPresent();
    if (!inOrder) {
      return null;
    }
    try {
      return indexes.person(node, documents.readRecord(awaiting.record(), Format.XML));
    } catch (RefusedInput damaged) {
      throw new IllegalStateException("A stored record can't be read", damaged);
    }
  }
}
