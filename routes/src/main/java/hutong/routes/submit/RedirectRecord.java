package hutong.routes.submit;

import hutong.certs.Directory;
import hutong.routes.Addressing;
import hutong.routes.Bells;
import hutong.routes.Indexes;
import hutong.routes.Versions;
import hutong.routes.ledger.AwaitingAddress;
import hutong.routes.ledger.BulkOperations.Redirected;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.Viewer;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Place;
import hutong.schemas.hx.ResidentRecord;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Gives a record that was never signed another recipient, if today's directory names that one for
 * the place that the record is addressed to: nobody is sent what is not for him. What answers or
 * follows another record goes where that one is, and what somebody has sent on is not asked of
 * others.
 */
public final class RedirectRecord {

  private static final Redirected NOT = new Redirected(Intervened.NOT_A_CANDIDATE, null);

  private final Ledger ledger;
  private final Documents documents;
  private final RecordTypes types;
  private final Addressing addressing;
  private final Versions versions;
  private final Indexes indexes;
  private final Supplier<Directory> directory;
  private final Bells bells;
  private final Clock clock;

  public RedirectRecord(
      Ledger ledger,
      Documents documents,
      RecordTypes types,
      Addressing addressing,
      Versions versions,
      Indexes indexes,
      Supplier<Directory> directory,
      Bells bells,
      Clock clock) {
    this.ledger = ledger;
    this.documents = documents;
    this.types = types;
    this.addressing = addressing;
    this.versions = versions;
    this.indexes = indexes;
    this.directory = directory;
    this.bells = bells;
    this.clock = clock;
  }

  /** What would become of it: {@link Intervened#DONE} if it may go there now. */
  public Intervened would(UUID id, String node) {
    Optional<AwaitingAddress> found = ledger.unsigned(id);
    if (found.isEmpty()) {
      return ledger
          .find(id, new Viewer.Operator())
          .map(view -> view.outbound() ? Intervened.SIGNED : Intervened.UNKNOWN)
          .orElse(Intervened.UNKNOWN);
    }
    if (node.equals(found.get().facts().to())) {
      return Intervened.ALREADY;
    }
    Intervened not = judge(found.get().facts(), found.get().record(), node).not();
    return not == null ? Intervened.DONE : not;
  }

  public Intervened redirect(UUID id, String node) {
    Optional<AwaitingAddress> found = ledger.unsigned(id);
    if (found.isEmpty()) {
      return would(id, node);
    }
    Redirected judged = judge(found.get().facts(), found.get().record(), node);
    if (judged.not() != null) {
      return node.equals(found.get().facts().to()) ? Intervened.ALREADY : judged.not();
    }
    Intervened done = ledger.redirect(id, node, judged.personIndex(), clock.instant());
    bells.ringOutboxes();
    return done;
  }

  /**
   * Whether a record may go to that node today, and its place in the order there.
   *
   * @param record as it was posted, canonical
   */
  public Redirected judge(TransferFacts facts, byte[] record, String node) {
    Optional<RecordType> type = types.of(facts.type());
    if (type.isEmpty() || !type.get().answers().isEmpty() || type.get().to() == null) {
      return NOT;
    }
    ResidentRecord read;
    try {
      read = documents.readRecord(record, Format.XML);
    } catch (RefusedInput damaged) {
      throw new IllegalStateException("A stored record can't be read", damaged);
    }
    Directory now = directory.get();
    Optional<Place> target = RecordType.place(read, type.get().addressee(read));
    boolean responsible =
        target
            .filter(place -> addressing.of(place, now, clock.instant()).nodes().contains(node))
            .isPresent();
    boolean processed = versions.processed(type.get(), node, now).contains(facts.schemaVersion());
    if (!responsible || !processed || read.getForwardedBy() != null) {
      return NOT;
    }
    return new Redirected(null, type.get().inOrder() ? indexes.person(node, read) : null);
  }
}
