package hutong.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.ledger.TwoBooks.Book;
import hutong.gateway.ledger.TwoBooks.Draft;
import hutong.routes.Deadlines;
import hutong.routes.Refusal;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Counted.Expected;
import hutong.routes.ledger.Evaluation;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.RateCounts;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.RejectionCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What two nodes may do to each other, in any order, with whatever delays, twice or thrice; and
 * what both should make of it, told from the receipts alone and without any database.
 */
final class RandomHistory {
  private static final List<String> TYPES =
      List.of("ArrivalNotice", "ArrivalNotice", "DepartureNotice", "Inquiry", "Inquiry");
  private static final List<String> DIVISIONS = List.of("360102", "360103001", "360103001002");
  private static final List<Expected> NONE = List.of();
  private static final Refusal REFUSAL = Refusal.of(RejectionCode.PERSON_NOT_FOUND);

  private final TwoBooks books;
  private final Random random;
  private final Map<UUID, Draft> drafts = new LinkedHashMap<>();
  private final List<UUID> underWay = new ArrayList<>();
  private final List<UUID> arrived = new ArrayList<>();
  private final List<UUID> undecided = new ArrayList<>();
  private final Map<UUID, Boolean> marked = new HashMap<>();
  private int versions;

  RandomHistory(TwoBooks books, long seed) {
    this.books = books;
    this.random = new Random(seed);
  }

  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      books.now = books.now.plus(Duration.ofMinutes(random.nextInt(1_200)));
      switch (random.nextInt(16)) {
        case 0, 1 -> post();
        case 2, 3 -> reply();
        case 4 -> follow(random.nextBoolean() ? "Forward" : "Withdrawal");
        case 5, 6, 7, 8, 9 -> arrive();
        case 10, 11, 12, 13 -> decide();
        default -> confirmSome();
      }
    }
    Collections.shuffle(underWay, random);
    List.copyOf(underWay).forEach(this::arrive);
    List<Confirmation> all = new ArrayList<>(books.here.receipts);
    all.addAll(books.there.receipts);
    Collections.shuffle(all, random);
    all.forEach(books::confirm);
  }

  private Book side() {
    return random.nextBoolean() ? books.here : books.there;
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void post() {
    Draft draft =
        new Draft(
            any(TYPES),
            any(DIVISIONS),
            random.nextInt(3) == 0,
            null,
            null,
            "row " + random.nextInt(60),
            ++versions,
            random.nextInt(3) == 0,
            NONE);
    post(side(), draft);
  }

  private void reply() {
    String says = random.nextInt(4) == 0 ? null : "answer " + random.nextInt(6);
    inquiry(arrived)
        .ifPresent(
            id ->
                post(
                    debtor(id),
                    new Draft(
                        "InquiryReply", any(DIVISIONS), false, id, says, null, 1, false, NONE)));
  }

  private void follow(String type) {
    boolean forward = type.equals("Forward");
    inquiry(forward ? arrived : List.copyOf(drafts.keySet()))
        .ifPresent(
            id ->
                post(
                    forward ? debtor(id) : books.other(debtor(id)),
                    new Draft(type, any(DIVISIONS), false, id, null, null, 1, false, NONE)));
  }

  private Optional<UUID> inquiry(List<UUID> among) {
    List<UUID> found =
        among.stream().filter(id -> drafts.get(id).type().equals("Inquiry")).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(any(found));
  }

  private Book debtor(UUID inquiry) {
    return books.facts(inquiry).to().equals(books.here.node) ? books.here : books.there;
  }

  /** Unless it is out of cycle: then nothing happens. */
  private void post(Book from, Draft draft) {
    books
        .tryToPost(from, draft)
        .ifPresent(
            id -> {
              drafts.put(id, draft);
              underWay.add(id);
            });
  }

  /** Sometimes it stays under way as well, and so comes once more. */
  private void arrive() {
    if (!underWay.isEmpty()) {
      arrive(any(underWay));
    }
  }

  private void arrive(UUID id) {
    boolean mark = marked.computeIfAbsent(id, any -> random.nextInt(4) == 0);
    books.arrive(id, mark, random.nextInt(8) == 0 ? REFUSAL : null);
    if (!arrived.contains(id)) {
      arrived.add(id);
      undecided.add(id);
    }
    if (random.nextInt(4) > 0) {
      underWay.remove(id);
    }
  }

  private void decide() {
    if (undecided.isEmpty()) {
      return;
    }
    Refusal refusal = random.nextInt(5) == 0 ? REFUSAL : null;
    Evaluation found =
        refusal != null || random.nextInt(3) == 0
            ? null
            : new Evaluation(random.nextBoolean(), List.of("/subject/name"));
    UUID id = any(undecided);
    books.decide(id, refusal, found);
    if (random.nextInt(5) > 0) {
      undecided.remove(id);
    }
  }

  private void confirmSome() {
    Book by = side();
    for (int i = 0; i < 4 && !by.receipts.isEmpty(); i++) {
      books.confirm(any(by.receipts));
    }
  }

  /** What is known of one record from its receipts. */
  private record Told(UUID id, TransferFacts facts, Confirmation first, Confirmation last) {
    boolean is(InboundState outcome) {
      return last != null && last.outcome() == outcome;
    }
  }

  Map<String, RateCounts> model() {
    Map<UUID, Told> told = new HashMap<>();
    drafts.keySet().forEach(id -> told.put(id, told(id)));
    told.values().removeIf(one -> one.first == null);
    Map<String, RateCounts> model = new TreeMap<>();
    for (Told one : told.values()) {
      LocalDate day = LocalDate.ofInstant(one.facts.created(), Deadlines.ZONE);
      String division = one.facts.targetDivision().substring(0, 6);
      String row = String.join(" ", one.facts.from(), division, one.facts.type(), day.toString());
      model.merge(row, count(one, told), RandomHistory::plus);
    }
    return model;
  }

  /** Else it would prove little. */
  void hasSomethingOfEverything(Collection<RateCounts> model) {
    RateCounts all = model.stream().reduce(RandomHistory::plus).orElseThrow();
    assertThat(all.acceptedInTime()).isBetween(1L, all.delivered() - 1);
    assertThat(all.inTime()).isBetween(1L, all.due() - 1);
    assertThat(all.replied()).isPositive();
    assertThat(all.matched()).isPositive();
    assertThat(all.evaluable()).isGreaterThan(all.matched());
    assertThat(all.unmarked()).isBetween(1L, all.judged() - 1);
  }

  private Told told(UUID id) {
    TransferFacts facts = books.facts(id);
    Book by = facts.to().equals(books.here.node) ? books.here : books.there;
    List<Confirmation> about =
        by.receipts.stream().filter(each -> each.about().id().equals(id)).toList();
    return new Told(
        id,
        facts,
        about.stream().filter(Confirmation::transport).findFirst().orElse(null),
        about.stream().filter(each -> each.outcome() != null).findFirst().orElse(null));
  }

  private RateCounts count(Told one, Map<UUID, Told> told) {
    boolean accepted = one.is(InboundState.ACCEPTED);
    Instant end =
        one.first.due() == null
            ? null
            : one.first.due().date().plusDays(1).atStartOfDay(Deadlines.ZONE).toInstant();
    Instant answered = answered(one, told);
    boolean evaluable = accepted && one.facts.type().equals("ArrivalNotice");
    boolean evaluated = evaluable && one.last.evaluation() != null;
    boolean inquiry = accepted && one.facts.type().equals("Inquiry");
    return new RateCounts(
        1,
        n(accepted),
        n(
            (accepted || one.is(InboundState.SUPERSEDED))
                && (end == null || one.last.decidedAt().isBefore(end))),
        n(end != null && (answered != null || !books.now.isBefore(end))),
        n(end != null && answered != null && answered.isBefore(end)),
        n(inquiry),
        n(inquiry && replied(one, told)),
        n(evaluable),
        n(evaluated),
        n(evaluated && one.last.evaluation().matched()),
        n(accepted),
        n(accepted && !marked.get(one.id)),
        null);
  }

  private Instant answered(Told one, Map<UUID, Told> told) {
    if (!one.facts.type().equals("Inquiry")
        || (one.last != null && !one.is(InboundState.ACCEPTED))) {
      return one.last == null ? null : one.last.decidedAt();
    }
    return told.values().stream()
        .filter(each -> one.id.equals(each.facts.correlation()))
        .flatMap(each -> stops(each).stream())
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** When a reply that says anything or sends on was signed, or a withdrawal was accepted. */
  private Optional<Instant> stops(Told one) {
    if (one.facts.type().equals("Withdrawal")) {
      return one.is(InboundState.ACCEPTED) ? Optional.of(one.last.decidedAt()) : Optional.empty();
    }
    boolean says = drafts.get(one.id).says() != null || one.facts.type().equals("Forward");
    return says && !one.is(InboundState.REJECTED)
        ? Optional.of(one.facts.created())
        : Optional.empty();
  }

  /** Those that say anything and were not refused. */
  private List<Told> replies(Map<UUID, Told> told) {
    return told.values().stream()
        .filter(each -> drafts.get(each.id).says() != null && !each.is(InboundState.REJECTED))
        .toList();
  }

  private boolean replied(Told one, Map<UUID, Told> told) {
    List<Told> replies = replies(told);
    return replies.stream()
        .filter(reply -> one.id.equals(reply.facts.correlation()))
        .anyMatch(
            reply ->
                replies.stream()
                    .filter(each -> each.facts.from().equals(reply.facts.from()))
                    .filter(each -> drafts.get(each.id).says().equals(drafts.get(reply.id).says()))
                    .allMatch(each -> each.id.compareTo(reply.id) >= 0));
  }

  private static long n(boolean yes) {
    return yes ? 1 : 0;
  }

  private static RateCounts plus(RateCounts a, RateCounts b) {
    return new RateCounts(
        a.delivered() + b.delivered(),
        a.accepted() + b.accepted(),
        a.acceptedInTime() + b.acceptedInTime(),
        a.due() + b.due(),
        a.inTime() + b.inTime(),
        a.inquiries() + b.inquiries(),
        a.replied() + b.replied(),
        a.evaluable() + b.evaluable(),
        a.evaluated() + b.evaluated(),
        a.matched() + b.matched(),
        a.judged() + b.judged(),
        a.unmarked() + b.unmarked(),
        null);
  }
}
