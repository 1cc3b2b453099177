package hutong.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.ledger.TwoBooks.Book;
import hutong.gateway.ledger.TwoBooks.Draft;
import hutong.routes.Refusal;
import hutong.routes.ledger.AnswerClock.Flag;
import hutong.routes.ledger.Clocks;
import hutong.routes.ledger.Counted.Expected;
import hutong.routes.ledger.ErasureReason;
import hutong.routes.ledger.Evaluation;
import hutong.routes.ledger.Owed;
import hutong.routes.ledger.RateCounts;
import hutong.routes.ledger.Rates;
import hutong.routes.ledger.Rates.By;
import hutong.routes.ledger.Rates.Question;
import hutong.routes.ledger.Viewer;
import hutong.schemas.RejectionCode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rates and clocks say, at both sides. */
abstract class RateBehaviour {
  private static final LocalDate FROM = LocalDate.parse("2026-01-01");
  private static final LocalDate TO = LocalDate.parse("2026-12-31");
  private static final Set<By> ALL = EnumSet.allOf(By.class);
  private static final Set<By> CELLS = Set.of(By.NODE, By.DIVISION, By.TYPE);
  private static final Evaluation MATCHED = new Evaluation(true, List.of());
  private static final Evaluation DIFFERS =
      new Evaluation(false, List.of("/subject/name", "/current/division"));
  private static final Refusal REFUSAL = Refusal.of(RejectionCode.IMPLAUSIBLE);

  private TwoBooks books;

  abstract SqlLedger open(int side);

  @BeforeEach
  void make() {
    books = new TwoBooks(open(0), open(1));
  }

  @AfterEach
  void close() {
    assertThat(books.here.ledger.verifyChain()).isEmpty();
    assertThat(books.there.ledger.verifyChain()).isEmpty();
    books.close();
  }

  @Test
  void unknown_denominator_is_unknown() {
    RateCounts nothing = new RateCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, null);
    assertThat(
            List.of(
                nothing.submission(),
                nothing.acceptance(),
                nothing.feedback(),
                nothing.timeliness(),
                nothing.match(),
                nothing.accuracy()))
        .allMatch(rate -> rate.value().isEmpty());
    UUID id = books.post(books.there, Draft.of("DepartureNotice"));
    assertThat(books.there.ledger.rates().count(question(ALL), 9, books.now)).isEmpty();
    books.arrive(id, false, null);
    books.confirmAll();
    RateCounts delivered = sole(books.there);
    assertThat(delivered.acceptance().value()).hasValue(0);
    assertThat(delivered.submission().value()).as("no roster").isEmpty();
    assertThat(delivered.timeliness().value()).as("no clock").isEmpty();
    assertThat(delivered.feedback().value()).as("no inquiry").isEmpty();
    assertThat(delivered.match().value()).as("nothing accepted").isEmpty();
    assertThat(delivered.accuracy().value()).as("nothing accepted").isEmpty();
  }

  @Test
  void nobody_looked_is_not_nobody_matched() {
    UUID one = received(Draft.of("ArrivalNotice"));
    books.decide(one, null, null);
    books.confirmAll();
    assertThat(sole(books.here).match().value()).isEmpty();
    UUID two = received(Draft.of("ArrivalNotice"));
    books.decide(two, null, MATCHED);
    books.confirmAll();
    assertThat(sole(books.here).match().value()).as("one of two accepted").hasValue(0.5);
    assertThat(sole(books.there)).isEqualTo(sole(books.here));
  }

  @Test
  void both_sides_hold_the_evaluation_and_the_recipients_mark() {
    UUID id = books.post(books.there, Draft.of("ArrivalNotice"));
    books.arrive(id, true, null);
    books.decide(id, null, DIFFERS);
    books.confirmAll();
    Viewer operator = new Viewer.Operator();
    assertThat(books.there.ledger.find(id, operator).orElseThrow().evaluation()).isEqualTo(DIFFERS);
    assertThat(books.here.ledger.find(id, operator).orElseThrow().evaluation()).isEqualTo(DIFFERS);
    assertThat(sole(books.there).accuracy().value()).hasValue(0);
    assertThat(sole(books.there)).isEqualTo(sole(books.here));
  }

  @Test
  void duplicates_and_repeats_are_counted_once() {
    UUID id = books.post(books.there, Draft.of("ArrivalNotice"));
    for (int i = 0; i < 3; i++) {
      books.arrive(id, false, null);
      books.decide(id, null, MATCHED);
      books.confirmAll();
      books.confirmAll();
    }
    for (Book side : List.of(books.here, books.there)) {
      assertThat(sole(side)).isEqualTo(new RateCounts(1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, null));
    }
  }

  @Test
  void an_empty_reply_is_none_and_a_copy_of_another_is_none() {
    UUID first = inquiry();
    UUID second = inquiry();
    UUID third = inquiry();
    reply(first, "lives there");
    reply(second, "lives there");
    UUID empty = reply(third, null);
    for (Book side : List.of(books.here, books.there)) {
      RateCounts inquiries = by(side, Set.of(By.TYPE)).get("Inquiry");
      assertThat(inquiries.feedback().count()).isEqualTo(1);
      assertThat(inquiries.feedback().of()).isEqualTo(3);
      assertThat(flags(side)).as("the empty one stops no clock").containsOnlyKeys(third);
    }
    books.decide(empty, REFUSAL, null);
    books.confirmAll();
    UUID returned = reply(third, "moved away");
    books.decide(returned, REFUSAL, null);
    books.confirmAll();
    reply(third, "moved away last year");
    for (Book side : List.of(books.here, books.there)) {
      assertThat(by(side, Set.of(By.TYPE)).get("Inquiry").feedback().count()).isEqualTo(2);
      assertThat(flags(side)).isEmpty();
    }
  }

  @Test
  void a_refused_reply_starts_the_clock_again() {
    UUID inquiry = inquiry();
    UUID reply = reply(inquiry, "nonsense");
    assertThat(flags(books.there)).isEmpty();
    books.decide(reply, REFUSAL, null);
    books.confirmAll();
    for (Book side : List.of(books.here, books.there)) {
      assertThat(flags(side)).containsOnlyKeys(inquiry);
      assertThat(by(side, Set.of(By.TYPE)).get("Inquiry").feedback().value()).hasValue(0);
    }
  }

  @Test
  void who_names_somebody_else_owes_nothing_and_has_not_answered() {
    UUID inquiry = inquiry();
    UUID forward = books.post(books.here, Draft.about(inquiry, "Forward"));
    books.arrive(forward, false, null);
    books.confirmAll();
    for (Book side : List.of(books.here, books.there)) {
      RateCounts counts = by(side, Set.of(By.TYPE)).get("Inquiry");
      assertThat(flags(side)).isEmpty();
      assertThat(counts.timeliness().value()).hasValue(1);
      assertThat(counts.feedback().value()).hasValue(0);
    }
    books.decide(forward, REFUSAL, null);
    books.confirmAll();
    assertThat(flags(books.here)).containsOnlyKeys(inquiry).isEqualTo(flags(books.there));
  }

  @Test
  void what_is_withdrawn_is_owed_no_answer() {
    UUID inquiry = inquiry();
    UUID withdrawal = books.post(books.there, Draft.about(inquiry, "Withdrawal"));
    books.arrive(withdrawal, false, null);
    books.confirmAll();
    assertThat(flags(books.here)).containsOnlyKeys(inquiry).isEqualTo(flags(books.there));
    books.decide(withdrawal, null, null);
    books.confirmAll();
    for (Book side : List.of(books.here, books.there)) {
      assertThat(flags(side)).isEmpty();
      assertThat(by(side, Set.of(By.TYPE)).get("Inquiry").feedback().value()).hasValue(0);
    }
  }

  @Test
  void what_is_settled_without_an_answer_is_not_owed_any_more_and_was_not_answered() {
    UUID inquiry = inquiry();
    UUID empty = reply(inquiry, null);
    assertThat(flags(books.here)).containsOnlyKeys(inquiry);
    books.decide(empty, null, null);
    books.confirmAll();
    books.now = books.now.plus(Duration.ofDays(40));
    for (Book side : List.of(books.here, books.there)) {
      assertThat(flags(side)).isEmpty();
      assertThat(by(side, Set.of(By.TYPE)).get("Inquiry").timeliness().value()).hasValue(0);
    }
  }

  @Test
  void asking_back_stops_no_clock_and_is_no_reply() {
    UUID inquiry = inquiry();
    UUID question = books.post(books.here, Draft.about(inquiry, "ClarificationRequest"));
    books.arrive(question, false, null);
    books.decide(question, null, null);
    books.confirmAll();
    for (Book side : List.of(books.here, books.there)) {
      assertThat(flags(side)).containsOnlyKeys(inquiry);
      Map<String, RateCounts> counts = by(side, Set.of(By.TYPE));
      assertThat(counts.get("Inquiry").feedback().value()).hasValue(0);
      assertThat(counts.get("ClarificationRequest").feedback().value()).isEmpty();
    }
  }

  @Test
  void what_was_counted_stays_counted_when_it_is_erased() {
    UUID first = inquiry();
    UUID second = inquiry();
    UUID one = reply(first, "lives there");
    UUID copy = reply(second, "lives there");
    books.decide(one, null, null);
    books.decide(copy, null, null);
    books.confirmAll();
    Map<String, RateCounts> before = by(books.here, CELLS);
    for (Book side : List.of(books.here, books.there)) {
      for (UUID id : List.of(one, first)) {
        side.ledger.erasures().erase(id, null, ErasureReason.ORDER, books.now);
      }
    }
    assertThat(by(books.here, CELLS)).isEqualTo(before);
    assertThat(by(books.there, CELLS)).isEqualTo(before);
  }

  @Test
  void submission_is_known_for_exactly_the_days_that_a_roster_speaks_of() {
    received(Draft.of("ArrivalNotice"));
    summary(FROM, day("2026-06-30"), 5);
    summary(FROM, day("2026-06-30"), 4);
    assertThat(submission(books.here, FROM, day("2026-06-30"), CELLS)).isEqualTo("1/4");
    assertThat(submission(books.here, FROM, day("2026-06-30"), Set.of(By.NODE))).isEqualTo("1/4");
    assertThat(submission(books.here, FROM, TO, CELLS)).isEqualTo("unknown");
    assertThat(submission(books.here, FROM, day("2026-06-29"), CELLS)).isEqualTo("unknown");
    assertThat(submission(books.here, FROM, day("2026-06-30"), ALL)).isEqualTo("unknown");
    summary(day("2026-07-01"), TO, 6);
    assertThat(submission(books.here, FROM, TO, CELLS)).isEqualTo("1/10");
    received(Draft.of("DepartureNotice"));
    assertThat(submission(books.here, FROM, TO, Set.of(By.NODE)))
        .as("nobody said how many of those")
        .isEqualTo("unknown");
  }

  @Test
  void an_expectation_of_which_nothing_came_is_nought() {
    summary(FROM, TO, 6);
    assertThat(submission(books.here, FROM, TO, CELLS)).isEqualTo("0/6");
  }

  @Test
  void of_two_summaries_the_later_counts_in_whatever_order_they_are_decided() {
    UUID earlier = received(Draft.summary(new Expected("ArrivalNotice", FROM, TO, 6)));
    books.now = books.now.plusSeconds(60);
    UUID later = received(Draft.summary(new Expected("ArrivalNotice", FROM, TO, 7)));
    assertThat(submission(books.here, FROM, TO, CELLS)).as("not accepted").isEqualTo("none");
    books.decide(later, null, null);
    books.decide(earlier, null, null);
    books.confirmAll();
    assertThat(submission(books.here, FROM, TO, CELLS)).isEqualTo("0/7");
  }

  @Test
  void a_late_answer_is_late_for_ever() {
    UUID inquiry = inquiry();
    books.now = books.now.plus(Duration.ofDays(40));
    assertThat(flags(books.here)).containsEntry(inquiry, Flag.OVERDUE);
    UUID reply = reply(inquiry, "lives there");
    books.now = books.now.plus(Duration.ofDays(400));
    books.decide(reply, REFUSAL, null);
    books.confirmAll();
    reply(inquiry, "lives there still");
    books.confirmAll();
    for (Book side : List.of(books.here, books.there)) {
      assertThat(flags(side)).isEmpty();
      assertThat(owed(side, Flag.LATE)).containsOnlyKeys(inquiry);
      assertThat(
              side.ledger
                  .find(inquiry, new Viewer.Operator())
                  .orElseThrow()
                  .clock()
                  .flag(books.now))
          .isEqualTo(Flag.LATE);
      assertThat(by(side, Set.of(By.TYPE)).get("Inquiry").timeliness().value()).hasValue(0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void both_sides_rates_equal(long seed) {
    RandomHistory history = new RandomHistory(books, seed);
    history.run(600);
    Question question = question(ALL);
    Map<String, RateCounts> model = history.model();
    history.hasSomethingOfEverything(model.values());
    assertThat(differing(rows(books.here, question), model)).isEmpty();
    assertThat(differing(rows(books.there, question), model)).isEmpty();
    for (Set<By> by : List.of(CELLS, Set.of(By.DAY), Set.of(By.TYPE), Set.<By>of())) {
      assertThat(rows(books.here, question(by))).isEqualTo(rows(books.there, question(by)));
    }
    assertThat(flags(books.here)).isEqualTo(flags(books.there));
    assertThat(owed(books.here, Flag.LATE)).isEqualTo(owed(books.there, Flag.LATE));
  }

  private static List<String> differing(
      Map<String, RateCounts> found, Map<String, RateCounts> model) {
    Set<String> rows = new TreeSet<>(found.keySet());
    rows.addAll(model.keySet());
    return rows.stream()
        .filter(row -> !Objects.equals(found.get(row), model.get(row)))
        .map(row -> row + " found " + found.get(row) + " instead of " + model.get(row))
        .toList();
  }

  private UUID received(Draft draft) {
    UUID id = books.post(books.there, draft);
    books.arrive(id, false, null);
    books.confirmAll();
    return id;
  }

  private void summary(LocalDate first, LocalDate last, long expected) {
    books.now = books.now.plusSeconds(60);
    UUID id = received(Draft.summary(new Expected("ArrivalNotice", first, last, expected)));
    books.decide(id, null, null);
    books.confirmAll();
  }

  private UUID inquiry() {
    UUID id = received(Draft.of("Inquiry"));
    books.decide(id, null, null);
    books.confirmAll();
    books.now = books.now.plusSeconds(60);
    return id;
  }

  private UUID reply(UUID inquiry, String what) {
    books.now = books.now.plusSeconds(60);
    UUID id = books.post(books.here, Draft.reply(inquiry, what));
    books.arrive(id, false, null);
    books.confirmAll();
    return id;
  }

  private static Question question(Set<By> by) {
    return new Question(FROM, TO, by);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  private RateCounts sole(Book side) {
    List<Rates.Counts> found = side.ledger.rates().count(question(ALL), 9, books.now);
    assertThat(found).hasSize(1);
    return found.get(0).counts();
  }

  /** Of notices of arrival, or of everything where types are not told apart; both books alike. */
  private String submission(Book side, LocalDate from, LocalDate to, Set<By> by) {
    List<String> found =
        Stream.of(side, books.other(side))
            .map(
                each ->
                    submission(each.ledger.rates().count(new Question(from, to, by), 9, books.now)))
            .distinct()
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static String submission(List<Rates.Counts> counted) {
    return counted.stream()
        .filter(one -> one.group().type() == null || one.group().type().equals("ArrivalNotice"))
        .map(one -> one.counts().submission())
        .map(rate -> rate.value().isEmpty() ? "unknown" : rate.count() + "/" + rate.of())
        .findFirst()
        .orElse("none");
  }

  private Map<String, RateCounts> by(Book side, Set<By> by) {
    Map<String, RateCounts> found = new TreeMap<>();
    for (Rates.Counts one : side.ledger.rates().count(question(by), 99, books.now)) {
      found.put(String.valueOf(one.group().type()), one.counts());
    }
    return found;
  }

  /** By who sent to whom, so that two books can be laid beside each other. */
  private Map<String, RateCounts> rows(Book side, Question question) {
    Map<String, RateCounts> rows = new TreeMap<>();
    for (Rates.Counts one : side.ledger.rates().count(question, 9_999, books.now)) {
      Rates.Group group = one.group();
      String sender = group.outbound() ? side.node : books.other(side).node;
      rows.put(
          String.join(
              " ",
              sender,
              String.valueOf(group.division()),
              String.valueOf(group.type()),
              String.valueOf(group.day())),
          one.counts());
    }
    return rows;
  }

  private Map<UUID, Flag> flags(Book side) {
    return owed(side, null);
  }

  private Map<UUID, Flag> owed(Book side, Flag flag) {
    Map<UUID, Flag> found = new TreeMap<>();
    Owed.Cursor at = Owed.Cursor.START;
    while (true) {
      List<Owed> page =
          side.ledger
              .clocks()
              .owed(
                  new Viewer.Operator(),
                  new Clocks.Question(flag, null, null, null),
                  at,
                  7,
                  books.now);
      page.forEach(one -> found.put(one.facts().id(), one.clock().flag(books.now)));
      if (page.isEmpty()) {
        return found;
      }
      at = page.get(page.size() - 1).cursor();
    }
  }
}
