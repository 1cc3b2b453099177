package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.RECEIPTS;
import static hutong.gateway.ledger.Samples.THERE;
import static hutong.gateway.ledger.Samples.arrival;
import static hutong.gateway.ledger.Samples.posted;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.BulkOperations;
import hutong.routes.ledger.BulkOperations.Filter;
import hutong.routes.ledger.BulkOperations.Kind;
import hutong.routes.ledger.BulkOperations.Plan;
import hutong.routes.ledger.BulkOperations.Redirected;
import hutong.routes.ledger.BulkOperations.State;
import hutong.routes.ledger.BulkOperations.View;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Proposals;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.Undelivered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One thing done with many records; the same on every database. */
abstract class OperationBehaviour extends LedgerBehaviour {

  private void submitMany(int from, int count) {
    List<NewTransfer> many = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      many.add(posted(id(i), null, "s" + i, 1));
    }
    ledger.submit(many);
  }

  private static Filter states(String... states) {
    return new Filter(Set.of(states), null, null, null, null, null, null);
  }

  private View plan(Kind kind, Filter filter, String office) {
    return ledger.operations().plan(new Plan(kind, filter, office, "clerk"), NOW).orElseThrow();
  }

  private View now(View view) {
    return ledger.operations().find(view.id()).orElseThrow();
  }

  private void workOff() {
    while (ledger.operations().work(100, LATER) > 0) {
      assertThat(ledger.verifyChain()).isEmpty();
    }
  }

  @Test
  void a_plan_is_frozen_exact_and_changes_nothing() {
    submitMany(1, 2_500);
    View planned = plan(Kind.ABANDON, states("SUBMITTED"), null);
    submitMany(3_001, 10);

    assertThat(planned.total()).isEqualTo(2_500);
    assertThat(planned.state()).isEqualTo(State.PLANNED);
    assertThat(ledger.operations().work(100, LATER)).isZero();
    assertThat(state(id(1))).isEqualTo("SUBMITTED");
    assertThat(ledger.operations().items(planned.id(), false, 2_499, 10))
        .singleElement()
        .satisfies(item -> assertThat(item.id().id()).isEqualTo(id(2_500)));

    assertThat(ledger.operations().run(planned.id(), 0, NOW)).isTrue();
    workOff();

    assertThat(now(planned).state()).isEqualTo(State.DONE);
    assertThat(now(planned).results()).isEqualTo(Map.of("DONE", 2_500L));
    assertThat(state(id(2_500))).isEqualTo("ABANDONED");
    assertThat(state(id(3_001))).isEqualTo("SUBMITTED");
  }

  @Test
  void each_record_is_looked_at_anew_and_what_was_skipped_is_named_with_why() {
    submitMany(1, 5);
    View planned = plan(Kind.ABANDON, states("SUBMITTED"), null);
    ledger.abandon(id(2), NOW);
    sendAll(NOW);
    ledger.confirm(List.of(Samples.transport(id(4))), NOW);
    ledger.operations().run(planned.id(), 0, NOW);
    workOff();

    assertThat(now(planned).results()).isEqualTo(Map.of("DONE", 3L, "ALREADY", 1L, "TOO_LATE", 1L));
    assertThat(ledger.operations().items(planned.id(), true, 0, 10))
        .extracting(item -> item.id().id(), BulkOperations.Item::result)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(id(2), "ALREADY"),
            org.assertj.core.groups.Tuple.tuple(id(4), "TOO_LATE"));
    assertThat(ledger.operations().items(planned.id(), "TOO_LATE", 0, 10))
        .extracting(item -> item.id().id())
        .containsExactly(id(4));
    assertThat(ledger.operations().items(planned.id(), "DONE", 1, 10))
        .extracting(item -> item.id().id())
        .containsExactly(id(3), id(5));
    assertThat(state(id(4))).isEqualTo("DELIVERED");
  }

  @Test
  void a_few_go_first_and_the_rest_waits_for_a_word() {
    submitMany(1, 20);
    ledger.postpone(THERE, rows(), "BROKER_UNREACHABLE", NOW);
    View planned = plan(Kind.RETRY, states("WAITING_RETRY", "SUBMITTED"), null);
    ledger.operations().run(planned.id(), 5, NOW);
    workOff();

    assertThat(now(planned).state()).isEqualTo(State.PAUSED);
    assertThat(now(planned).results()).isEqualTo(Map.of("DONE", 5L));
    assertThat(ledger.operations().standing(planned.id())).isEqualTo(Map.of("WAITING_RETRY", 15L));
    assertThat(ledger.operations().run(planned.id(), 0, NOW)).isTrue();
    workOff();
    assertThat(now(planned).results()).isEqualTo(Map.of("DONE", 20L));
    assertThat(now(planned).state()).isEqualTo(State.DONE);
  }

  @Test
  void it_stands_still_when_paused_goes_on_after_a_restart_and_ends_when_cancelled() {
    submitMany(1, 300);
    View planned = plan(Kind.ABANDON, states("SUBMITTED"), null);
    ledger.operations().run(planned.id(), 0, NOW);
    assertThat(ledger.operations().work(100, LATER)).isEqualTo(100);
    assertThat(ledger.operations().pause(planned.id(), NOW)).isTrue();
    assertThat(ledger.operations().pause(planned.id(), NOW)).isFalse();
    assertThat(ledger.operations().work(100, LATER)).isZero();
    ledger.operations().run(planned.id(), 0, NOW);
    ledger.close();
    ledger = open();
    assertThat(ledger.operations().work(50, LATER)).isEqualTo(50);
    assertThat(ledger.operations().cancel(planned.id(), NOW)).isTrue();

    workOff();
    assertThat(now(planned).results()).isEqualTo(Map.of("DONE", 150L));
    assertThat(ledger.operations().run(planned.id(), 0, NOW)).isFalse();
    assertThat(ledger.operations().cancel(planned.id(), NOW)).isFalse();
    assertThat(state(id(150))).isEqualTo("ABANDONED");
    assertThat(state(id(151))).isEqualTo("SUBMITTED");
  }

  @Test
  void what_is_parked_is_given_to_an_office_by_cause() {
    ledger.receive(List.of(arrival(id(1)), arrival(id(2)), arrival(id(3))), RECEIPTS, NOW);
    List<Offer> parked = new ArrayList<>();
    for (Undelivered one : ledger.undelivered(10)) {
      boolean second = one.facts().id().equals(id(2));
      parked.add(new Offer.Park(one.key(), second ? "NOT_CHOOSABLE" : "NO_OFFICE", List.of()));
    }
    ledger.offer(parked, NOW);
    Filter noOffice = new Filter(Set.of("PARKED"), THERE, null, null, "NO_OFFICE", null, null);
    View planned = plan(Kind.ASSIGN, noOffice, "register");
    ledger.operations().run(planned.id(), 0, NOW);
    workOff();

    assertThat(now(planned).results()).isEqualTo(Map.of("DONE", 2L));
    assertThat(state(id(1))).isEqualTo("RECEIVED");
    assertThat(state(id(2))).isEqualTo("PARKED");
  }

  @Test
  void an_empty_plan_is_done_at_once_and_old_ones_are_forgotten() {
    View empty = plan(Kind.RETRY, states("SET_ASIDE"), null);
    assertThat(empty.total()).isZero();
    ledger.operations().run(empty.id(), 0, NOW);
    workOff();
    assertThat(now(empty).state()).isEqualTo(State.DONE);
    submitMany(1, 30);
    View other = plan(Kind.ABANDON, states("SUBMITTED"), null);

    for (int i = 0; i < 9; i++) {
      ledger.operations().forget(LATER.plusSeconds(1), 10);
    }
    assertThat(ledger.operations().list(10)).isEmpty();
    assertThat(ledger.operations().items(other.id(), false, 0, 10)).isEmpty();
    assertThat(ledger.operations().run(UUID.randomUUID(), 0, NOW)).isFalse();
  }

  private List<Long> rows() {
    return ledger.due(THERE, 100, NOW).stream().map(each -> each.row()).toList();
  }

  private static final String OTHER = "330200";

  private void redirected(View planned) {
    assertThat(ledger.operations().run(planned.id(), 0, NOW)).isFalse();
    UUID proposal = approved(planned);
    assertThat(ledger.operations().run(planned.id(), 2, NOW)).isTrue();
    ledger.proposals().carriedOut(proposal, "DONE", NOW);
    while (ledger.operations().work(2, OperationBehaviour::judged, LATER) > 0) {
      assertThat(ledger.verifyChain()).isEmpty();
    }
    assertThat(now(planned).state()).isEqualTo(State.PAUSED);
    assertThat(ledger.operations().run(planned.id(), 0, NOW)).isTrue();
    while (ledger.operations().work(2, OperationBehaviour::judged, LATER) > 0) {
      assertThat(ledger.verifyChain()).isEmpty();
    }
  }

  private UUID approved(View planned) {
    Proposals.New run =
        new Proposals.New(
            Proposals.Kind.RUN,
            planned.id().toString(),
            Map.of(),
            Proposals.Reason.NODE_OUT,
            "clerk",
            LATER);
    UUID proposal = ledger.proposals().propose(run, NOW).orElseThrow().id();
    assertThat(ledger.operations().run(planned.id(), 0, NOW)).isFalse();
    ledger.proposals().approve(proposal, "other-clerk", NOW);
    return proposal;
  }

  private static Redirected judged(TransferFacts facts, byte[] record, String node) {
    return facts.id().equals(id(2))
        ? new Redirected(Intervened.NOT_A_CANDIDATE, null)
        : new Redirected(null, Samples.index("p" + node));
  }

  @Test
  void what_was_never_signed_is_redirected_once_two_want_it_and_keeps_its_order() {
    for (int i = 1; i <= 5; i++) {
      submit(posted(id(i), "p", "s" + i, 1));
    }
    submit(posted(id(6), null, "s6", 1));
    Outgoing alone =
        due().stream()
            .filter(each -> each instanceof Outgoing.Unsigned one && one.facts().id().equals(id(6)))
            .findFirst()
            .orElseThrow();
    ledger.signed(List.of(new SignedRecord(alone.row(), new byte[1], Samples.digest(id(6)))));

    View planned = plan(Kind.REDIRECT, states("SUBMITTED", "HELD"), OTHER);
    redirected(planned);

    assertThat(now(planned).results())
        .isEqualTo(Map.of("DONE", 4L, "NOT_A_CANDIDATE", 1L, "SIGNED", 1L));
    assertThat(state(id(2))).isEqualTo("SUBMITTED"); // Released: what was before it has gone.
    assertThat(state(id(1))).isEqualTo("SUBMITTED");
    assertThat(state(id(3))).isEqualTo("HELD");
    assertThat(ledger.due(OTHER, 9, NOW)).hasSize(1);
    assertThat(ledger.due(THERE, 9, NOW)).hasSize(2);
    assertThat(ledger.find(id(5), OPERATOR).orElseThrow().facts().to()).isEqualTo(OTHER);

    ledger.abandon(id(1), NOW);
    assertThat(state(id(3))).isEqualTo("SUBMITTED");
    assertThat(ledger.redirect(id(3), OTHER, null, NOW)).isEqualTo(Intervened.ALREADY);
    assertThat(ledger.redirect(id(6), OTHER, null, NOW)).isEqualTo(Intervened.SIGNED);
    assertThat(ledger.unsigned(id(6))).isEmpty();
    assertThat(ledger.unsigned(id(3))).isPresent();
  }

  @Test
  void a_record_that_can_not_be_judged_holds_up_no_other() {
    for (int i = 1; i <= 3; i++) {
      submit(posted(id(i), null, "s" + i, 1));
    }
    View planned = plan(Kind.REDIRECT, states("SUBMITTED"), OTHER);
    approved(planned);
    assertThat(ledger.operations().run(planned.id(), 0, NOW)).isTrue();
    for (int i = 0; i < 9 && now(planned).state() == State.RUNNING; i++) {
      ledger
          .operations()
          .work(
              3,
              (facts, record, node) -> {
                if (facts.id().equals(id(2))) {
                  throw new IllegalStateException("damaged");
                }
                return new Redirected(null, null);
              },
              LATER);
    }
    assertThat(now(planned).results()).isEqualTo(Map.of("DONE", 2L, "FAILED", 1L));
  }

  @Test
  void what_was_read_to_be_signed_before_it_was_redirected_is_not_sent() {
    submit(posted(id(1), null, "s1", 1));
    long row = due().get(0).row();
    assertThat(ledger.redirect(id(1), OTHER, null, NOW)).isEqualTo(Intervened.DONE);
    assertThat(ledger.signed(List.of(new SignedRecord(row, new byte[1], Samples.digest(id(1))))))
        .containsExactly(row);
    assertThat(ledger.due(THERE, 9, NOW)).isEmpty();
    assertThat(ledger.due(OTHER, 9, NOW)).hasSize(1);
  }
}
