package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.HERE;
import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.THERE;
import static hutong.gateway.ledger.Samples.arrival;
import static hutong.gateway.ledger.Samples.outcome;
import static hutong.gateway.ledger.Samples.posted;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.MailItem;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Remembered;
import hutong.routes.ledger.SystemChanges;
import hutong.routes.ledger.SystemChanges.Undecided;
import hutong.routes.ledger.Takeover;
import hutong.routes.ledger.Undelivered;
import hutong.routes.ledger.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A local system ends and another does its work; the same on every database. */
abstract class TakeoverBehaviour extends LedgerBehaviour {
  private static final Viewer NEXT = new Viewer.LocalSystem("next");
  private static final UUID ONE = id(1);
  private static final UUID TWO = id(2);
  private static final UUID STREAM = id(900);

  private SystemChanges changes() {
    return ledger.systemChanges();
  }

  private long takeOver() {
    return changes().takeOver("register", "next", NOW, NOW);
  }

  private Decided decide(String system, UUID lease, UUID id) {
    return ledger
        .decide(system, lease, List.of(new Decision(from(id), null)), Samples.RECEIPTS, NOW)
        .get(0);
  }

  @Test
  void what_waits_goes_to_the_successor_in_its_order_and_to_nobody_else() {
    receiveAndOffer(inStream(ONE, STREAM, 1), inStream(TWO, STREAM, 2));

    assertThat(takeOver()).isEqualTo(2);

    assertThat(ledger.lease("register", 9, NOW, LATER)).isEmpty();
    Lease lease = ledger.lease("next", 9, NOW, LATER).orElseThrow();
    assertThat(ids(lease)).containsExactly(ONE, TWO);
    assertThat(decide("next", lease.id(), ONE)).isEqualTo(Decided.DONE);
    assertThat(state(ONE)).isEqualTo("ACCEPTED");
    assertThat(view(ONE).system()).isEqualTo("next");
    assertThat(events(ONE)).contains("TAKEN_OVER");
  }

  @Test
  void
      what_is_handed_out_and_not_answered_is_handed_out_again_and_the_old_answer_no_longer_counts() {
    receiveAndOffer(arrival(ONE));
    Lease before = lease();

    takeOver();

    assertThat(decide("register", before.id(), ONE)).isEqualTo(Decided.NOT_LEASED);
    Lease after = ledger.lease("next", 9, NOW, LATER).orElseThrow();
    assertThat(after.items()).extracting(MailItem::deliveries).containsExactly(2);
    assertThat(decide("next", after.id(), ONE)).isEqualTo(Decided.DONE);
  }

  @Test
  void within_the_grace_a_running_lease_is_answered_under_the_new_name_and_then_lapses() {
    receiveAndOffer(arrival(ONE), arrival(TWO));
    Lease before = lease();

    changes().takeOver("register", "next", NOW.plusSeconds(30), NOW);

    assertThat(ledger.lease("next", 9, NOW, LATER)).isEmpty();
    assertThat(decide("next", before.id(), ONE)).isEqualTo(Decided.DONE);
    Instant over = NOW.plusSeconds(31);
    assertThat(ids(ledger.lease("next", 9, over, over.plusSeconds(60)).orElseThrow()))
        .containsExactly(TWO);
  }

  @Test
  void a_decision_made_before_is_not_made_again() {
    receiveAndOffer(arrival(ONE));
    Lease before = lease();
    decide("register", before.id(), ONE);

    assertThat(takeOver()).isZero();

    assertThat(ledger.lease("next", 9, NOW, LATER)).isEmpty();
    assertThat(decide("next", before.id(), ONE)).isEqualTo(Decided.ALREADY);
    assertThat(ledger.find(ONE, NEXT)).isPresent();
    assertThat(ledger.exhibit(ONE, NEXT)).isPresent();
    assertThat(ledger.receivedFor("next", List.of(ONE))).containsKey(ONE);
  }

  @Test
  void what_was_chosen_for_the_old_one_before_and_is_written_later_reaches_the_successor() {
    ledger.receive(List.of(arrival(ONE)), Samples.RECEIPTS, NOW);
    takeOver();

    offer("register");

    assertThat(ids(ledger.lease("next", 9, NOW, LATER).orElseThrow())).containsExactly(ONE);
    assertThat(view(ONE).system()).isEqualTo("next");
  }

  @Test
  void answers_and_failures_of_what_the_old_one_posted_reach_the_successor() {
    submit(CaseBehaviour.posting(CaseBehaviour.facts("Inquiry", ONE, HERE, THERE, null), null));
    submit(posted(TWO, null, "s2", 1));
    sendAll(NOW);
    ledger.confirm(List.of(outcome(ONE, InboundState.ACCEPTED, null)), NOW);

    changes().takeOver("desk", "next", NOW, NOW);

    ledger.receive(
        List.of(
            CaseBehaviour.arrival(CaseBehaviour.facts("InquiryReply", id(7), THERE, HERE, ONE))),
        Samples.RECEIPTS,
        NOW);
    assertThat(ledger.undelivered(9)).extracting(Undelivered::requestedBy).containsExactly("next");
    ledger.sweep(NOW.plus(Duration.ofHours(73)));
    Instant then = NOW.plus(Duration.ofHours(74));
    Lease lease = ledger.lease("next", 9, then, then.plusSeconds(60)).orElseThrow();
    assertThat(lease.items()).extracting(MailItem::notice).containsExactly(OutboundState.EXPIRED);
    assertThat(ledger.find(ONE, NEXT)).isPresent();
    assertThat(ledger.find(ONE, new Viewer.LocalSystem("desk"))).isEmpty();
  }

  @Test
  void what_the_successor_posts_again_is_known() {
    submit(posted(ONE, null, "s1", 1));
    changes().takeOver("desk", "next", NOW, NOW);

    assertThat(submit(as("next", posted(TWO, null, "s1", 1))))
        .isEqualTo(new Remembered.Before(ONE, OutboundState.SUBMITTED));
  }

  @Test
  void what_the_successor_has_already_it_does_not_get_twice() {
    ledger.receive(List.of(arrival(ONE), arrival(TWO)), Samples.RECEIPTS, NOW);
    offer("register", new Offer.Reader("next", "services"), new Offer.Reader("clinic", "services"));

    takeOver();
    changes().takeOver("clinic", "next", NOW, NOW);

    Lease lease = ledger.lease("next", 9, NOW, LATER).orElseThrow();
    assertThat(ids(lease)).containsExactly(ONE, TWO);
    assertThat(lease.items()).extracting(MailItem::role).containsOnlyNulls();
    assertThat(ledger.lease("next", 9, NOW, LATER)).isEmpty();
  }

  @Test
  void a_takeover_of_a_takeover_leads_to_the_last() {
    receiveAndOffer(arrival(ONE));
    takeOver();
    changes().takeOver("next", "last", NOW, NOW);

    assertThat(ids(ledger.lease("last", 9, NOW, LATER).orElseThrow())).containsExactly(ONE);
    ledger.receive(List.of(arrival(TWO)), Samples.RECEIPTS, NOW);
    offer("register");
    assertThat(ids(ledger.lease("last", 9, NOW, LATER).orElseThrow())).containsExactly(TWO);
  }

  @Test
  void a_takeover_of_many_records_is_told_and_made_again_moves_nothing() {
    List<UUID> all = new ArrayList<>();
    for (int i = 1; i <= 1_203; i++) {
      all.add(id(i));
    }
    ledger.receive(all.stream().map(Samples::arrival).toList(), Samples.RECEIPTS, NOW);
    for (int i = 0; i < 13; i++) {
      offer("register");
    }

    assertThat(takeOver()).isEqualTo(1_203);
    assertThat(takeOver()).isEqualTo(1_203);

    assertThat(changes().takeovers())
        .containsExactly(new Takeover("register", "next", NOW, 1_203, NOW));
    List<UUID> got = new ArrayList<>();
    ledger.lease("next", 5_000, NOW, LATER).ifPresent(lease -> got.addAll(ids(lease)));
    assertThat(got).isEqualTo(all);
  }

  @Test
  void for_what_a_retired_system_did_not_decide_one_is_chosen_anew() {
    ledger.receive(List.of(arrival(ONE), arrival(TWO)), Samples.RECEIPTS, NOW);
    offer("register", new Offer.Reader("clinic", "services"));
    decide("register", ledger.lease("register", 1, NOW, LATER).orElseThrow().id(), ONE);

    assertThat(changes().retire("register", NOW)).isEqualTo(1);

    assertThat(state(ONE)).isEqualTo("ACCEPTED");
    assertThat(state(TWO)).isEqualTo("RECEIVED");
    offer("next", new Offer.Reader("clinic", "services"));
    assertThat(ids(ledger.lease("next", 9, NOW, LATER).orElseThrow())).containsExactly(TWO);
    assertThat(ids(ledger.lease("clinic", 9, NOW, LATER).orElseThrow())).containsExactly(ONE, TWO);
  }

  @Test
  void what_is_parked_because_nobody_decides_is_told_by_kind_and_chosen_anew() {
    ledger.receive(List.of(arrival(ONE), arrival(TWO)), Samples.RECEIPTS, NOW);
    List<Offer> parked = new ArrayList<>();
    for (Undelivered one : ledger.undelivered(9)) {
      boolean nobody = one.facts().id().equals(ONE);
      parked.add(
          new Offer.Park(
              one.key(),
              nobody ? SystemChanges.NO_DECIDER : "ADDRESS_UNDECIDED",
              nobody ? List.of("360102") : List.of("360102", "360103")));
    }
    ledger.offer(parked, NOW);

    Undecided kind = new Undecided("ArrivalNotice", "360102");
    assertThat(changes().undecided(9)).containsExactly(kind);
    assertThat(changes().chooseAnew(kind, 9, NOW)).isEqualTo(1);

    assertThat(changes().undecided(9)).isEmpty();
    assertThat(state(ONE)).isEqualTo("RECEIVED");
    assertThat(state(TWO)).isEqualTo("PARKED");
    assertThat(ledger.undelivered(9)).extracting(one -> one.facts().id()).containsExactly(ONE);
  }

  private static NewTransfer as(String system, NewTransfer t) {
    return new NewTransfer(
        t.facts(),
        system,
        t.sourceIndex(),
        t.sourceVersion(),
        t.personIndex(),
        t.contentDigest(),
        t.record(),
        t.marks(),
        t.addressEvidence(),
        t.candidates(),
        t.idempotencyKey(),
        t.requestDigest());
  }
}
