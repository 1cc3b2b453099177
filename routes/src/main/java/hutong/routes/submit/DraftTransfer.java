package hutong.routes.submit;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import hutong.routes.Addressing.Address;
import hutong.routes.CountRecords;
import hutong.routes.Deadlines;
import hutong.routes.Indexes;
import hutong.routes.LargeAttachments;
import hutong.routes.Violations;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.RecordType;
import hutong.schemas.hx.Place;
import hutong.schemas.hx.Urgency;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Draws up the transfer of an addressed record: its id, header facts and keyed indexes. */
public final class DraftTransfer {

  private final String node;
  private final Documents documents;
  private final Indexes indexes;
  private final CountRecords count;
  private final Duration validity;
  private final Clock clock;
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();

  /**
   * @param validity how long a first arrival is accepted
   */
  public DraftTransfer(
      String node,
      Documents documents,
      Indexes indexes,
      CountRecords count,
      Duration validity,
      Clock clock) {
    this.node = node;
    this.documents = documents;
    this.indexes = indexes;
    this.count = count;
    this.validity = validity;
    this.clock = clock;
  }

  void send(Submission submission, RecordType type, Place target, Address address, String version) {
    String to = address.nodes().size() == 1 ? address.nodes().get(0) : null;
    List<String> candidates = to == null ? address.nodes() : List.of();
    submission.transfer =
        draft(
            submission,
            type,
            version,
            to,
            target.getDivision(),
            target.getAsOf(),
            address.evidence(),
            candidates);
  }

  /** An answer goes to the asking node, and there to the system that asked. */
  void answer(Submission submission, RecordType type, TransferFacts request, String version) {
    submission.transfer =
        draft(
            submission,
            type,
            version,
            request.from(),
            request.from(),
            LocalDate.ofInstant(clock.instant(), Deadlines.ZONE),
            List.of("answers " + request.type()),
            List.of());
  }

  /** What follows an own record goes where that went, to whoever decides on it there. */
  void follow(Submission submission, RecordType type, TransferFacts earlier, String version) {
    submission.transfer =
        draft(
            submission,
            type,
            version,
            earlier.to(),
            earlier.targetDivision(),
            earlier.targetDate(),
            List.of("concerns " + earlier.type()),
            List.of());
  }

  private NewTransfer draft(
      Submission submission,
      RecordType type,
      String version,
      String to,
      String division,
      LocalDate asOf,
      List<String> evidence,
      List<String> candidates) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    TransferFacts facts =
        new TransferFacts(
            ids.generate(),
            node,
            to,
            type.name(),
            version,
            submission.record.getLegalBasis(),
            division,
            asOf,
            RecordType.correlation(submission.record),
            submission.record.getUrgency() == Urgency.URGENT,
            now,
            now.plus(validity));
    byte[] canonical = documents.writeRecord(submission.record, Format.XML);
    boolean ordered = type.inOrder() && to != null;
    return new NewTransfer(
        facts,
        submission.system.name(),
        indexes.source(submission.record),
        submission.record.getSource().getVersion(),
        ordered ? indexes.person(to, submission.record) : null,
        indexes.subject(submission.record),
        indexes.content(lasting(submission, type, canonical)),
        canonical,
        Violations.marks(submission.warnings),
        evidence,
        candidates,
        submission.idempotencyKey,
        indexes.content(submission.posting.body()),
        LargeAttachments.of(submission.record),
        count.of(submission.record));
  }

  /**
   * What tells a record from another of the same source and version: all of it but what depends on
   * when it was translated, so that the same document posted again is the same.
   */
  private byte[] lasting(Submission submission, RecordType type, byte[] canonical) {
    if (submission.translated == null || submission.translated.moving().isEmpty()) {
      return canonical;
    }
    Set<String> fields = new HashSet<>(type.fields());
    fields.removeAll(submission.translated.moving());
    return documents.restrict(submission.record, fields, Format.XML);
  }
}
