package hutong.routes.receive;

import hutong.certs.Directory;
import hutong.routes.Addressing;
import hutong.routes.Deadlines;
import hutong.routes.Indexes;
import hutong.routes.LargeAttachments;
import hutong.routes.Refusal;
import hutong.routes.Violations;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.receive.ReadArrivals.Candidate;
import hutong.schemas.DueDate;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.RejectionCode;
import hutong.schemas.Validation;
import hutong.schemas.Violation;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Place;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Urgency;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds for each verified record whether it is taken, for which office, and until when. */
public final class ExamineArrivals {

  private static final Logger LOG = LoggerFactory.getLogger(ExamineArrivals.class);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private final Validation validation;
  private final RecordTypes types;
  private final Addressing addressing;
  private final Offices offices;
  private final Deadlines deadlines;
  private final Indexes indexes;
  private final Supplier<Directory> directory;
  private final Ledger ledger;
  private final Clock clock;

  public ExamineArrivals(
      Validation validation,
      RecordTypes types,
      Addressing addressing,
      Offices offices,
      Deadlines deadlines,
      Indexes indexes,
      Supplier<Directory> directory,
      Ledger ledger,
      Clock clock) {
    this.validation = validation;
    this.types = types;
    this.addressing = addressing;
    this.offices = offices;
    this.deadlines = deadlines;
    this.indexes = indexes;
    this.directory = directory;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * @param unexaminable takes those whose examination fails in a way that nobody foresaw
   */
  List<Arrival> examine(List<Candidate> candidates, List<Candidate> unexaminable) {
    List<UUID> answered =
        candidates.stream()
            .map(candidate -> candidate.header().getCorrelation())
            .filter(Objects::nonNull)
            .toList();
    Map<UUID, TransferFacts> requests = answered.isEmpty() ? Map.of() : ledger.sentBy(answered);
    List<Arrival> arrivals = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      try {
        arrivals.add(
            candidate.record() == null
                ? unread(candidate, candidate.refusal())
                : examine(candidate, requests));
      } catch (RuntimeException unforeseen) {
        LOG.error("Arrival {} can't be examined", candidate.header().getId(), unforeseen);
        unexaminable.add(candidate);
      }
    }
    return arrivals;
  }

  private Arrival examine(Candidate candidate, Map<UUID, TransferFacts> requests) {
    Header header = candidate.header();
    ResidentRecord record = candidate.record();
    RecordType type = types.of(record);
    List<Violation> found =
        validation.check(record, LocalDate.ofInstant(clock.instant(), Deadlines.ZONE));
    Refusal refusal = refusal(candidate, type, requests);
    if (refusal == null && Violations.refuses(found)) {
      refusal = Violations.refusal(found);
    }
    Offices.Office office = offices.of(record, type, directory.get());
    boolean urgent = record.getUrgency() == Urgency.URGENT;
    DueDate due =
        refusal == null
            ? deadlines.due(type, urgent, LocalDate.ofInstant(clock.instant(), Deadlines.ZONE))
            : null;
    return new Arrival(
        facts(header, urgent),
        header.getStream() == null ? null : header.getStream().getId(),
        header.getStream() == null ? 0 : header.getStream().getNumber(),
        indexes.source(record),
        record.getSource().getVersion(),
        candidate.incoming().opened().digest().toString(),
        candidate.incoming().opened().signedData(),
        Violations.marks(found),
        due,
        office.divisions(),
        office.evidence(),
        refusal,
        LargeAttachments.of(record));
  }

  private Refusal refusal(Candidate candidate, RecordType type, Map<UUID, TransferFacts> requests) {
    Header header = candidate.header();
    ResidentRecord record = candidate.record();
    if (header.getCreated().isAfter(clock.instant().plus(CLOCK_SKEW))) {
      return Refusal.of(RejectionCode.IMPLAUSIBLE, "/header/created");
    }
    if (!headerFitsRecord(header, type, record)) {
      return Refusal.of(RejectionCode.SCHEMA_INVALID, "/header");
    }
    return type.answers().isEmpty()
        ? competence(header, type, record)
        : answer(header, type, requests.get(header.getCorrelation()));
  }

  /** Both are signed together, so a difference is the sender's own fault. */
  private static boolean headerFitsRecord(Header header, RecordType type, ResidentRecord record) {
    return header.getType().equals(type.name())
        && header.getKind() == type.kind()
        && header.getLegalBasis().equals(record.getLegalBasis())
        && Objects.equals(header.getCorrelation(), record.getInReplyTo())
        && (!type.answers().isEmpty() || addressed(header, type, record));
  }

  private static boolean addressed(Header header, RecordType type, ResidentRecord record) {
    return RecordType.place(record, type.addressee(record))
        .filter(place -> place.getDivision().equals(header.getTargetDivision()))
        .filter(place -> place.getAsOf().equals(header.getTargetDate()))
        .isPresent();
  }

  /** Who sends must be responsible for the side that such a record comes from. */
  private Refusal competence(Header header, RecordType type, ResidentRecord record) {
    List<Place> places = type.sendingPlaces(record);
    return addressing.covers(header.getFrom(), places, directory.get())
        ? null
        : Refusal.of(RejectionCode.NOT_AUTHORISED, "/header/from");
  }

  /** An answer comes from the node that was asked, and answers what was asked. */
  private Refusal answer(Header header, RecordType type, TransferFacts request) {
    boolean asked =
        request != null
            && header.getFrom().equals(request.to())
            && types.of(request.type()).filter(type::answers).isPresent();
    return asked ? null : Refusal.of(RejectionCode.OUT_OF_CYCLE, "/header/correlation");
  }

  private Arrival unread(Candidate candidate, Refusal refusal) {
    return new Arrival(
        facts(candidate.header(), false),
        null,
        0,
        null,
        0,
        candidate.incoming().opened().digest().toString(),
        candidate.incoming().opened().signedData(),
        List.of(),
        null,
        List.of(),
        List.of(),
        refusal);
  }

  private static TransferFacts facts(Header header, boolean urgent) {
    return new TransferFacts(
        header.getId(),
        header.getFrom(),
        header.getTo(),
        header.getType(),
        header.getSchemaVersion(),
        header.getLegalBasis(),
        header.getTargetDivision(),
        header.getTargetDate(),
        header.getCorrelation(),
        urgent,
        header.getCreated(),
        header.getExpires());
  }
}
