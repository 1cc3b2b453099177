package hutong.gateway.ledger;

import hutong.routes.Deadlines;
import hutong.routes.OwnDueDates;
import hutong.routes.Refusal;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Counted;
import hutong.routes.ledger.Counted.Expected;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.Evaluation;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.ReceiptFacts;
import hutong.routes.ledger.Remembered;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.CaseStep;
import hutong.schemas.DueDates;
import hutong.schemas.NationalCalendar;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Two real ledgers, and records and receipts that travel between them when a test says so. */
final class TwoBooks implements AutoCloseable {
  private static final RecordTypes TYPES = RecordTypes.load();
  private static final Deadlines DEADLINES = new Deadlines(new DueDates(), NationalCalendar.load());
  private static final OwnDueDates OWN = new OwnDueDates(TYPES, DEADLINES);

  final Book here;
  final Book there;
  private final Map<UUID, Sent> sent = new HashMap<>();
  Instant now = Instant.parse("2026-03-02T02:00:00Z");
  private int last;

  TwoBooks(SqlLedger here, SqlLedger there) {
    this.here = new Book(Samples.HERE, here);
    this.there = new Book(Samples.THERE, there);
  }

  /** One side. */
  static final class Book {
    final String node;
    final SqlLedger ledger;
    final List<Confirmation> receipts = new ArrayList<>();
    private final Map<UUID, UUID> leases = new HashMap<>();

    private Book(String node, SqlLedger ledger) {
      this.node = node;
      this.ledger = ledger;
    }
  }

  /** What is sent, as its writer meant it. */
  record Draft(
      String type,
      String division,
      boolean urgent,
      UUID about,
      String says,
      String source,
      long version,
      boolean marked,
      List<Expected> expected) {
    static Draft of(String type) {
      return about(null, type);
    }

    /** One that answers or concerns another. */
    static Draft about(UUID id, String type) {
      return new Draft(type, "360102", false, id, null, null, 1, false, List.of());
    }

    static Draft reply(UUID to, String what) {
      return new Draft("InquiryReply", "360102", false, to, what, null, 1, false, List.of());
    }

    static Draft summary(Expected expected) {
      return new Draft(
          "RosterSummary", "360102", false, null, null, null, 1, false, List.of(expected));
    }
  }

  private record Sent(TransferFacts facts, Draft draft) {}

  Book other(Book book) {
    return book == here ? there : here;
  }

  UUID post(Book from, Draft draft) {
    return tryToPost(from, draft).orElseThrow();
  }

  /** Empty if it is out of cycle. */
  Optional<UUID> tryToPost(Book from, Draft draft) {
    UUID id = new UUID(0x019c_0000_0000_7000L + ++last, 0x8000_0000_0000_0000L + last);
    TransferFacts facts =
        new TransferFacts(
            id,
            from.node,
            other(from).node,
            draft.type,
            "1.0",
            "SC-663",
            draft.division,
            LocalDate.parse("2026-03-01"),
            draft.about,
            draft.urgent,
            now,
            now.plusSeconds(20 * 86_400));
    Sent one = new Sent(facts, draft);
    NewTransfer transfer =
        new NewTransfer(
            facts,
            "desk",
            Samples.index("source " + source(one)),
            draft.version,
            null,
            null,
            Samples.index("content " + id),
            "a record".getBytes(StandardCharsets.UTF_8),
            draft.marked ? List.of("IMPLAUSIBLE /subject/birthDate") : List.of(),
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            counted(from, draft));
    if (from.ledger.submit(List.of(transfer)).get(0) instanceof Remembered.OutOfCycle) {
      return Optional.empty();
    }
    sent.put(id, one);
    send(from);
    return Optional.of(id);
  }

  private static String source(Sent one) {
    String source = one.draft.source;
    return source == null ? one.facts.id().toString() : source;
  }

  /** Each node has a key of its own, so digests of the same differ. */
  private static Counted counted(Book at, Draft draft) {
    RecordType type = TYPES.of(draft.type).orElseThrow();
    byte[] substance =
        draft.says == null ? null : Arrays.copyOf(Samples.index(at.node + draft.says), 16);
    Counted.Reply reply = substance == null ? Counted.Reply.NONE : Counted.Reply.ANSWER;
    if (type.step() == CaseStep.FORWARD) {
      reply = Counted.Reply.ELSEWHERE;
    }
    return new Counted(type.answering(), reply, substance, draft.expected);
  }

  private void send(Book from) {
    List<Outgoing> due = from.ledger.due(other(from).node, 100, now);
    List<SignedRecord> signed = new ArrayList<>();
    for (Outgoing one : due) {
      if (one instanceof Outgoing.Unsigned unsigned) {
        UUID id = unsigned.facts().id();
        byte[] bytes = ("signed " + id).getBytes(StandardCharsets.UTF_8);
        signed.add(new SignedRecord(one.row(), bytes, Samples.digest(id)));
      }
    }
    from.ledger.signed(signed);
    from.ledger.sent(due.stream().map(Outgoing::row).toList(), now);
  }

  /** It comes to its recipient, perhaps not for the first time. */
  void arrive(UUID id, boolean marked, Refusal refusal) {
    Sent one = sent.get(id);
    Book at = book(one.facts.to());
    RecordType type = TYPES.of(one.draft.type).orElseThrow();
    LocalDate today = LocalDate.ofInstant(now, Deadlines.ZONE);
    Arrival arrival =
        new Arrival(
            one.facts,
            null,
            0,
            Samples.index("source " + source(one)),
            one.draft.version,
            null,
            Samples.digest(id),
            ("signed " + id).getBytes(StandardCharsets.UTF_8),
            marked ? List.of("IMPLAUSIBLE /subject/birthDate") : List.of(),
            refusal == null ? DEADLINES.due(type, one.draft.urgent, today) : null,
            List.of("360102"),
            List.of(),
            refusal,
            List.of(),
            counted(at, one.draft));
    at.ledger.receive(List.of(arrival), Samples.each(facts -> write(at, facts)), now);
  }

  Decided decide(UUID id, Refusal refusal, Evaluation evaluation) {
    TransferFacts facts = sent.get(id).facts;
    Book at = book(facts.to());
    LedgerBehaviour.offerAll(at.ledger, "register");
    at.ledger
        .lease("register", 500, now, now.plusSeconds(3600))
        .ifPresent(lease -> keep(at, lease));
    UUID lease = at.leases.getOrDefault(id, new UUID(0, 0));
    Decision decision = new Decision(facts.transferId(), refusal, evaluation);
    return at.ledger
        .decide("register", lease, List.of(decision), Samples.each(said -> write(at, said)), now)
        .get(0);
  }

  private static void keep(Book at, Lease lease) {
    lease.items().forEach(item -> at.leases.put(item.facts().id(), lease.id()));
  }

  private byte[] write(Book by, ReceiptFacts facts) {
    byte[] bytes = facts.toString().getBytes(StandardCharsets.UTF_8);
    by.receipts.add(
        new Confirmation(
            facts.about(),
            by.node,
            facts.digest(),
            facts.transport(),
            facts.outcome(),
            facts.receivedAt(),
            facts.decidedAt(),
            facts.due(),
            false,
            facts.refusal(),
            bytes,
            facts.evaluation(),
            facts.marked()));
    return bytes;
  }

  /** A receipt comes to whoever sent the record, perhaps not for the first time. */
  void confirm(Confirmation said) {
    TransferFacts facts = sent.get(said.about().id()).facts;
    book(facts.from()).ledger.confirm(List.of(OWN.check(said, facts)), now);
  }

  void confirmAll() {
    List.copyOf(here.receipts).forEach(this::confirm);
    List.copyOf(there.receipts).forEach(this::confirm);
  }

  private Book book(String node) {
    return node.equals(here.node) ? here : there;
  }

  TransferFacts facts(UUID id) {
    return sent.get(id).facts;
  }

  @Override
  public void close() {
    here.ledger.close();
    there.ledger.close();
  }
}
