package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.HERE;
import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.THERE;
import static hutong.gateway.ledger.Samples.outcome;
import static hutong.gateway.ledger.Samples.posted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.routes.Refusal;
import hutong.routes.ledger.Aside;
import hutong.routes.ledger.FailureGroup;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Quarantined;
import hutong.routes.ledger.RecordFilter;
import hutong.routes.ledger.RecordHit;
import hutong.routes.ledger.RecordPage;
import hutong.routes.ledger.Records;
import hutong.routes.ledger.Tally;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.Undelivered;
import hutong.schemas.RejectionCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Records are found by what is known of them, and failures by their cause; on every database. */
abstract class RecordsBehaviour extends LedgerBehaviour {

  private static TransferFacts at(TransferFacts facts, Instant created) {
    return new TransferFacts(
        facts.id(),
        facts.from(),
        facts.to(),
        facts.type(),
        facts.schemaVersion(),
        facts.legalBasis(),
        facts.targetDivision(),
        facts.targetDate(),
        facts.correlation(),
        facts.urgent(),
        created,
        facts.expires());
  }

  private static Instant second(int number) {
    return NOW.minusSeconds(1_000).plusSeconds(number);
  }

  /** Record n was created in second n; the even ones come in, the odd ones go out. */
  private void mixed(int count) {
    for (int i = 1; i <= count; i++) {
      if (i % 2 == 0) {
        TransferFacts facts = at(Samples.facts(id(i), THERE, HERE), second(i));
        ledger.receive(
            List.of(Samples.arrival(facts, null, 0, "s" + i, 1, null)), Samples.RECEIPTS, NOW);
      } else {
        NewTransfer given = posted(id(i), null, "s" + i, 1);
        submit(
            new NewTransfer(
                at(given.facts(), second(i)),
                given.system(),
                given.sourceIndex(),
                given.sourceVersion(),
                given.personIndex(),
                given.subjectIndex(),
                given.contentDigest(),
                given.record(),
                given.marks(),
                given.addressEvidence(),
                given.candidates(),
                given.idempotencyKey(),
                given.requestDigest(),
                given.attachments(),
                given.counted()));
      }
    }
  }

  private List<Integer> found(RecordFilter filter, int max) {
    List<Integer> found = new ArrayList<>();
    RecordPage page = ledger.records().search(filter, null, max);
    found.addAll(numbers(page.hits()));
    while (page.next() != null) {
      page = ledger.records().search(filter, page.next(), max);
      found.addAll(numbers(page.hits()));
    }
    return found;
  }

  private static List<Integer> numbers(List<RecordHit> hits) {
    return hits.stream()
        .map(hit -> (int) (hit.view().facts().id().getLeastSignificantBits() & 0xffff))
        .toList();
  }

  private static RecordFilter only(Boolean outbound, String... states) {
    return new RecordFilter(outbound, Set.of(states), null, null, null, null, null, null);
  }

  private static List<Integer> down(int from, int to, int step) {
    return IntStream.iterate(from, i -> i >= to, i -> i - step).boxed().toList();
  }

  @Test
  void pages_of_any_size_hold_every_record_once_the_newest_first() {
    mixed(23);
    for (int max : new int[] {1, 2, 7, 22, 23, 100}) {
      assertThat(found(RecordFilter.ALL, max)).as("by %d", max).isEqualTo(down(23, 1, 1));
      assertThat(found(only(true), max)).isEqualTo(down(23, 1, 2));
      assertThat(found(only(null, "RECEIVED", "PARKED"), max)).isEqualTo(down(22, 2, 2));
      assertThat(found(only(true, "RECEIVED"), max)).isEmpty();
    }
  }

  @Test
  void a_filter_names_node_type_system_and_time_together() {
    mixed(20);
    String type = view(id(1)).facts().type();
    RecordFilter filter =
        new RecordFilter(true, Set.of(), THERE, type, "desk", null, second(5), second(15));
    assertThat(found(filter, 2)).containsExactly(13, 11, 9, 7, 5);
    assertThat(found(new RecordFilter(null, Set.of(), "350000", null, null, null, null, null), 10))
        .isEmpty();
    assertThat(found(new RecordFilter(null, Set.of(), THERE, null, null, null, null, null), 3))
        .hasSize(20);
    assertThatThrownBy(() -> ledger.records().search(filter, null, Records.MOST_SHOWN + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_pasted_list_is_answered_in_its_order() {
    mixed(9);
    List<UUID> ids = new ArrayList<>(List.of(id(4), id(9), id(77), id(1), id(4)));
    assertThat(numbers(ledger.records().find(ids))).containsExactly(4, 9, 1);
    List<UUID> many = Collections.nCopies(Records.MOST_IDS, id(2));
    assertThat(ledger.records().find(many)).hasSize(1);
    List<UUID> more = Collections.nCopies(Records.MOST_IDS + 1, id(2));
    assertThatThrownBy(() -> ledger.records().find(more))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private FailureGroup failure(String state, String code) {
    return ledger.records().failures(FailureGroup.Question.ALL, 50, NOW).stream()
        .filter(each -> each.state().equals(state) && each.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static void is(FailureGroup group, long times, long open) {
    assertThat(group.times()).as("times").isEqualTo(times);
    assertThat(group.open()).as("open").isEqualTo(open);
    assertThat(group.hours()).hasSize(FailureGroup.HOURS).endsWith(times);
  }

  private List<Integer> caused(String cause) {
    return found(new RecordFilter(null, Set.of(), null, null, null, cause, null, null), 10);
  }

  @Test
  void what_is_put_off_or_set_aside_is_open_until_it_goes_on() {
    mixed(5);
    List<Long> rows = new ArrayList<>();
    for (Outgoing one : due()) {
      if (one instanceof Outgoing.Unsigned) {
        rows.add(one.row());
      }
    }
    ledger.postpone(THERE, rows, "BROKER_UNREACHABLE", NOW);
    is(failure("WAITING_RETRY", "BROKER_UNREACHABLE"), 3, 3);
    assertThat(caused("BROKER_UNREACHABLE")).containsExactly(5, 3, 1);
    Instant later = NOW.plus(Duration.ofHours(1));
    ledger.postpone(THERE, rows, "BROKER_UNREACHABLE", later);
    FailureGroup again = failure("WAITING_RETRY", "BROKER_UNREACHABLE");
    assertThat(again.times()).isEqualTo(6);
    assertThat(again.first()).isEqualTo(NOW);
    assertThat(again.last()).isEqualTo(later);
    ledger.setAside(List.of(new Aside(rows.get(0), "NOT_SEALABLE")), later);
    assertThat(failure("SET_ASIDE", "NOT_SEALABLE").open()).isEqualTo(1);
    assertThat(failure("WAITING_RETRY", "BROKER_UNREACHABLE").open()).isEqualTo(2);
    ledger.retry(id(1), later);
    assertThat(failure("SET_ASIDE", "NOT_SEALABLE").open()).isZero();
    assertThat(caused("NOT_SEALABLE")).isEmpty();
    ledger.sent(rows, later);
    assertThat(failure("WAITING_RETRY", "BROKER_UNREACHABLE").open()).isZero();
    assertThat(caused("BROKER_UNREACHABLE")).isEmpty();
  }

  @Test
  void refusals_are_told_apart_by_field_and_those_parked_by_reason() {
    mixed(6);
    sendAll(NOW);
    Refusal one = Refusal.of(RejectionCode.SCHEMA_INVALID, "/record/items/3/date");
    Refusal other = Refusal.of(RejectionCode.SCHEMA_INVALID, "/record/items/14/date");
    Refusal third = Refusal.of(RejectionCode.SCHEMA_INVALID, "/record/name");
    ledger.confirm(List.of(outcome(id(1), InboundState.REJECTED, one)), NOW);
    ledger.confirm(List.of(outcome(id(3), InboundState.REJECTED, other)), NOW);
    ledger.confirm(List.of(outcome(id(5), InboundState.REJECTED, third)), NOW);
    List<FailureGroup> refused =
        ledger
            .records()
            .failures(new FailureGroup.Question(true, "SCHEMA_INVALID", THERE, null, NOW), 9, NOW);
    assertThat(refused)
        .extracting(FailureGroup::pointer)
        .containsExactlyInAnyOrder("/record/items/*/date", "/record/name");
    assertThat(refused).extracting(FailureGroup::times).containsExactlyInAnyOrder(2L, 1L);
    assertThat(refused).extracting(FailureGroup::open).containsOnly(0L);
    assertThat(caused("SCHEMA_INVALID")).containsExactly(5, 3, 1);
    List<Offer> parked = new ArrayList<>();
    for (Undelivered each : ledger.undelivered(10)) {
      parked.add(new Offer.Park(each.key(), "NO_OFFICE", List.of("360102")));
    }
    ledger.offer(parked, NOW);
    is(failure("PARKED", "NO_OFFICE"), 3, 3);
    ledger.assign(List.of(from(id(2)), from(id(4))), "360102", NOW);
    is(failure("PARKED", "NO_OFFICE"), 3, 1);
    assertThat(caused("NO_OFFICE")).containsExactly(6);
  }

  @Test
  void what_expires_and_what_is_quarantined_is_counted_too_and_forgotten_after_long() {
    mixed(1);
    Instant over = view(id(1)).facts().expires().plusSeconds(1);
    ledger.sweep(over);
    FailureGroup expired = failure("EXPIRED", "EXPIRED");
    assertThat(expired.open()).isEqualTo(1);
    assertThat(expired.node()).isEqualTo(THERE);
    Quarantined envelope = new Quarantined(NOW, "TAMPERED", "d1", THERE, new byte[10]);
    ledger.quarantine(List.of(envelope));
    ledger.quarantine(List.of(envelope));
    is(failure(FailureGroup.QUARANTINED, "TAMPERED"), 2, 1);
    ledger.sweep(over.plus(FailureBook.KEPT).plusSeconds(1));
    assertThat(ledger.records().failures(FailureGroup.Question.ALL, 50, NOW)).isEmpty();
  }

  @Test
  void a_partner_that_names_many_fields_makes_few_groups() {
    mixed(80);
    sendAll(NOW);
    for (int i = 1; i < 80; i += 2) {
      Refusal why = Refusal.of(RejectionCode.SCHEMA_INVALID, "/record/f" + i);
      ledger.confirm(List.of(outcome(id(i), InboundState.REJECTED, why)), NOW);
    }
    List<FailureGroup> groups = ledger.records().failures(FailureGroup.Question.ALL, 100, NOW);
    assertThat(groups).hasSize(21);
    assertThat(groups.stream().mapToLong(FailureGroup::times).sum()).isEqualTo(40);
  }

  @Test
  void the_tally_follows_each_record_from_state_to_state() {
    mixed(4);
    sendAll(NOW);
    ledger.confirm(List.of(outcome(id(1), InboundState.ACCEPTED, null)), NOW);
    offer("register");
    assertThat(ledger.tally())
        .extracting(each -> each.state() + " " + each.count() + " " + each.oldest())
        .containsExactlyInAnyOrder(
            "ACCEPTED 1 " + second(1), "SENT 1 " + second(3), "OFFERED 2 " + second(2));
    assertThat(ledger.tally()).extracting(Tally::partner).containsOnly(THERE);
  }
}
