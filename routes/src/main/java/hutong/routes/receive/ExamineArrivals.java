package hutong.routes.receive;

import hutong.certs.ClockSkew;
import hutong.certs.Directory;
import hutong.routes.Addressing;
import hutong.routes.CountRecords;
import hutong.routes.Deadlines;
import hutong.routes.HeldDirectory;
import hutong.routes.Indexes;
import hutong.routes.LargeAttachments;
import hutong.routes.Refusal;
import hutong.routes.Versions;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds for each verified record whether it is taken, for which office, and until when. */
public final class ExamineArrivals {

  private static final Logger LOG = LoggerFactory.getLogger(ExamineArrivals.class);
  private static final Duration UNDER_WAY = Duration.ofDays(7);

  private final Validation validation;
  private final RecordTypes types;
  private final Versions versions;
  private final Addressing addressing;
  private final Offices offices;
  private final Deadlines deadlines;
  private final Indexes indexes;
  private final CountRecords count;
  private final HeldDirectory directory;
  private final Ledger ledger;
  private final Clock clock;

  public ExamineArrivals(
      Validation validation,
      RecordTypes types,
      Versions versions,
      Addressing addressing,
      Offices offices,
      Deadlines deadlines,
      Indexes indexes,
      CountRecords count,
      HeldDirectory directory,
      Ledger ledger,
      Clock clock) {
    this.validation = validation;
    this.types = types;
    this.versions = versions;
    this.addressing = addressing;
    this.offices = offices;
    this.deadlines = deadlines;
    this.indexes = indexes;
    this.count = count;
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
    Map<UUID, TransferFacts> requests =
        answered.isEmpty() ? new HashMap<>() : ledger.sentBy(answered);
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
    Standing standing = standing(record, type, header.getCreated());
    Refusal refusal = refusal(candidate, type, requests, standing);
    if (refusal == null && Violations.refuses(found)) {
      refusal = Violations.refusal(found);
    }
    Offices.Office office = offices.of(record, type, standing.directory(), standing.at());
    boolean urgent = record.getUrgency() == Urgency.URGENT;
    DueDate due =
        refusal == null
            ? deadlines.due(type, urgent, LocalDate.ofInstant(clock.instant(), Deadlines.ZONE))
            : null;
    return new Arrival(
        facts(header, header.getType(), urgent),
        header.getStream() == null ? null : header.getStream().getId(),
        header.getStream() == null ? 0 : header.getStream().getNumber(),
        indexes.source(record),
        record.getSource().getVersion(),
        indexes.subject(record),
        candidate.incoming().opened().digest().toString(),
        candidate.incoming().opened().signedData(),
        Violations.marks(found),
        due,
        office.divisions(),
        office.evidence(),
        refusal,
        LargeAttachments.of(record),
        count.of(record));
  }

  private Refusal refusal(
      Candidate candidate, RecordType type, Map<UUID, TransferFacts> requests, Standing standing) {
    Header header = candidate.header();
    ResidentRecord record = candidate.record();
    Instant latest = clock.instant().plus(ClockSkew.ALLOWED);
    if (header.getCreated().isAfter(latest)
        || candidate.incoming().opened().signedAt().isAfter(latest)) {
      return Refusal.of(RejectionCode.IMPLAUSIBLE, "/header/created");
    }
    if (header.getExpires().isAfter(header.getCreated().plus(Deadlines.LONGEST_VALIDITY))) {
      return Refusal.of(RejectionCode.IMPLAUSIBLE, "/header/expires");
    }
    if (!headerFitsRecord(header, type, record)) {
      return Refusal.of(RejectionCode.SCHEMA_INVALID, "/header");
    }
    Refusal version =
        versions.refusal(
            header.getSchemaVersion(),
            type,
            requests.get(header.getCorrelation()),
            header.getTo(),
            directory.get());
    if (version != null) {
      return version;
    }
    if (!type.answers().isEmpty()) {
      return answer(header, type, requests.get(header.getCorrelation()));
    }
    // What follows an earlier record of its sender is judged where that is: in the ledger.
    return type.follows() ? null : competence(header, type, record, standing);
  }

  /** Both are signed together, so a difference is the sender's own fault. */
  private static boolean headerFitsRecord(Header header, RecordType type, ResidentRecord record) {
    return header.getType().equals(type.name())
        && header.getKind() == type.kind()
        && header.getLegalBasis().equals(record.getLegalBasis())
        && Objects.equals(header.getCorrelation(), RecordType.correlation(record))
        && (type.follows() || addressed(header, type, record));
  }

  private static boolean addressed(Header header, RecordType type, ResidentRecord record) {
    return RecordType.place(record, type.addressee(record))
        .filter(place -> place.getDivision().equals(header.getTargetDivision()))
        .filter(place -> place.getAsOf().equals(header.getTargetDate()))
        .isPresent();
  }

  /**
   * The directory by which it is judged whose a record is.
   *
   * @param others who is responsible for what it addresses, if this node is not
   */
  private record Standing(Directory directory, Instant at, List<String> others) {}

  /**
   * By the present directory; but what was addressed here rightly when it was made stays here, even
   * if another has become responsible since.
   */
  private Standing standing(ResidentRecord record, RecordType type, Instant created) {
    Directory present = directory.get();
    Instant now = clock.instant();
    if (type.follows()) {
      return new Standing(present, now, List.of());
    }
    List<String> others = offices.others(record, type, present, now);
    if (!others.isEmpty()) {
      Directory then = asOf(created).orElse(present);
      if (offices.others(record, type, then, created).isEmpty()) {
        return new Standing(then, created, List.of());
      }
    }
    return new Standing(present, now, others);
  }

  /** Its time is the sender's own word, so it counts for as long as a record may be under way. */
  private Optional<Directory> asOf(Instant created) {
    return created.isBefore(clock.instant().minus(UNDER_WAY))
        ? Optional.empty()
        : directory.at(created);
  }

  /**
   * Who sends must be, or must have been when it wrote this, responsible for the side that such a
   * record comes from; who receives, for the side that it goes to, or it names who is.
   */
  private Refusal competence(
      Header header, RecordType type, ResidentRecord record, Standing standing) {
    List<Place> places = type.sendingPlaces(record);
    boolean may =
        addressing.covers(header.getFrom(), places, directory.get(), clock.instant())
            || asOf(header.getCreated())
                .filter(
                    then -> addressing.covers(header.getFrom(), places, then, header.getCreated()))
                .isPresent();
    if (!may) {
      return Refusal.of(RejectionCode.NOT_AUTHORISED, "/header/from");
    }
    return standing.others().isEmpty()
        ? null
        : new Refusal(
            RejectionCode.NOT_COMPETENT,
            List.of("/header/targetDivision"),
            "now: " + String.join(", ", standing.others()));
  }

  /** An answer comes from the node that was asked, and answers what was asked. */
  private Refusal answer(Header header, RecordType type, TransferFacts request) {
    boolean asked =
        request != null
            && header.getFrom().equals(request.to())
            && types.of(request.type()).filter(type::answers).isPresent();
    return asked ? null : Refusal.of(RejectionCode.OUT_OF_CYCLE, "/header/correlation");
  }

  /** Of which its sender may say any word as its type: words that are none are all the same. */
  private Arrival unread(Candidate candidate, Refusal refusal) {
    Header header = candidate.header();
    String type = types.of(header.getType()).isPresent() ? header.getType() : RecordTypes.UNKNOWN;
    return new Arrival(
        facts(header, type, false),
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

  private static TransferFacts facts(Header header, String type, boolean urgent) {
    return new TransferFacts(
        header.getId(),
        header.getFrom(),
        header.getTo(),
        type,
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
