package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.HERE;
import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.RECEIPTS;
import static hutong.gateway.ledger.Samples.THERE;
import static hutong.gateway.ledger.Samples.arrival;
import static hutong.gateway.ledger.Samples.withDigest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.routes.Refusal;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.MailItem;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Quarantined;
import hutong.routes.ledger.ReceiptFacts;
import hutong.routes.ledger.Reception;
import hutong.routes.ledger.TimelineEntry;
import hutong.routes.ledger.Undelivered;
import hutong.routes.ledger.Viewer;
import hutong.schemas.RejectionCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How the ledger treats what this node receives; the same on every database. */
abstract class InboundBehaviour extends LedgerBehaviour {
  private static final UUID ONE = id(1);
  private static final UUID TWO = id(2);
  private static final UUID THREE = id(3);
  private static final UUID STREAM = id(900);
  private static final Refusal REFUSAL =
      new Refusal(RejectionCode.PERSON_NOT_FOUND, List.of("/person"), "looked twice");

  private final List<ReceiptFacts> said = new ArrayList<>();

  private List<Reception> receive(Instant now, Arrival... arrivals) {
    return ledger.receive(
        List.of(arrivals),
        Samples.each(
            facts -> {
              said.add(facts);
              return Samples.receipt(facts);
            }),
        now);
  }

  private List<Reception> receive(Arrival... arrivals) {
    return receive(NOW, arrivals);
  }

  private Decided decide(UUID lease, UUID id, Refusal refusal) {
    return ledger
        .decide("register", lease, List.of(new Decision(from(id), refusal)), RECEIPTS, NOW)
        .get(0);
  }

  private Decided acknowledge(UUID lease, UUID id) {
    return ledger.acknowledge("register", lease, List.of(from(id)), NOW).get(0);
  }

  private Decided giveBack(UUID lease, UUID id) {
    return ledger.giveBack("register", lease, List.of(from(id)), NOW).get(0);
  }

  @Test
  void an_arrival_is_stored_with_its_transport_receipt_in_the_outbox() {
    assertThat(receive(arrival(ONE))).containsExactly(Reception.TAKEN);
    assertThat(state(ONE)).isEqualTo("RECEIVED");
    Outgoing.Receipt receipt = dueReceipts().get(0);
    assertThat(receipt.personal()).isFalse();
    assertThat(receipt.about()).isEqualTo(from(ONE));
    assertThat(receipt.signedData()).isEqualTo(Samples.receipt(said.get(0)));
    assertThat(said.get(0).transport()).isTrue();
    assertThat(said.get(0).outcome()).isNull();
    assertThat(said.get(0).due()).isEqualTo(Samples.DUE);
    TimelineEntry event = ledger.timeline(ONE, OPERATOR).get(0);
    assertThat(said.get(0).position()).isEqualTo(event.position());
    assertThat(event.what()).isEqualTo("RECEIVED");
    ledger.sent(List.of(receipt.row()), NOW);
    assertThat(due()).isEmpty();
  }

  @Test
  void receipts_go_before_records() {
    submit(Samples.posted(TWO, null, "s", 1));
    receive(arrival(ONE));
    assertThat(due())
        .extracting(one -> one instanceof Outgoing.Receipt)
        .containsExactly(true, false);
  }

  @Test
  void invariant_5_a_repeat_gets_its_stored_receipt_again_and_nothing_else_happens() {
    receive(arrival(ONE));
    List<String> before = events(ONE);
    assertThat(receive(arrival(ONE))).containsExactly(Reception.REPEATED);
    assertThat(due()).hasSize(1);
    ledger.sent(List.of(due().get(0).row()), NOW);
    assertThat(receive(arrival(ONE), arrival(ONE)))
        .containsExactly(Reception.REPEATED, Reception.REPEATED);
    assertThat(dueReceipts()).hasSize(1);
    assertThat(dueReceipts().get(0).signedData()).isEqualTo(Samples.receipt(said.get(0)));
    assertThat(said).hasSize(1);
    assertThat(events(ONE)).isEqualTo(before);
    assertThat(ledger.undelivered(9)).hasSize(1);
  }

  @Test
  void of_endless_contradictions_only_so_many_are_kept_and_answered() {
    receive(arrival(ONE));
    for (int i = 0; i < 70; i++) {
      assertThat(receive(withDigest(arrival(ONE), "SHA256:%02x".formatted(i))))
          .containsExactly(Reception.CONTRADICTED);
    }
    assertThat(said).hasSize(1 + 64);
    assertThat(events(ONE)).hasSize(1 + 64);
    assertThat(receive(arrival(ONE))).containsExactly(Reception.REPEATED);
  }

  @Test
  void a_record_of_an_unknown_person_is_offered_again_every_day_and_rejected_after_two_weeks() {
    receive(arrival(ONE));
    offer("register");
    Instant day = NOW;
    for (int i = 0; i < 14; i++) {
      UUID lease = ledger.lease("register", 9, day, day.plusSeconds(60)).orElseThrow().id();
      assertThat(unknown(lease, day)).isEqualTo(Decided.DONE);
      assertThat(unknown(lease, day)).isEqualTo(Decided.ALREADY);
      assertThat(state(ONE)).isEqualTo("PARKED");
      assertThat(ledger.sweep(day.plus(Duration.ofHours(23)))).isZero();
      assertThat(ledger.lease("register", 9, day, day.plusSeconds(60))).isEmpty();
      day = day.plus(Duration.ofDays(1));
      assertThat(ledger.sweep(day)).isEqualTo(1);
      assertThat(state(ONE)).isEqualTo("RECEIVED");
      offer("register");
    }
    UUID last = ledger.lease("register", 9, day, day.plusSeconds(60)).orElseThrow().id();
    assertThat(unknown(last, day)).isEqualTo(Decided.DONE);
    assertThat(state(ONE)).isEqualTo("REJECTED");
    ReceiptFacts receipt = decisions.get(0);
    assertThat(receipt.outcome()).isEqualTo(InboundState.REJECTED);
    assertThat(receipt.refusal().code()).isEqualTo(RejectionCode.PERSON_NOT_FOUND);
    assertThat(decisions).hasSize(1);
    assertThat(ledger.sweep(day.plus(Duration.ofDays(2)))).isZero();
  }

  @Test
  void a_person_found_the_same_day_is_decided_under_the_lease_that_there_was() {
    receive(arrival(ONE));
    offer("register");
    UUID lease = lease().id();
    unknown(lease, NOW);
    assertThat(decide(lease, ONE, null)).isEqualTo(Decided.DONE);
    assertThat(unknown(lease, NOW)).isEqualTo(Decided.CONTRADICTS);
    assertThat(state(ONE)).isEqualTo("ACCEPTED");
    assertThat(ledger.sweep(NOW.plus(Duration.ofDays(1)))).isZero();
  }

  private final List<ReceiptFacts> decisions = new ArrayList<>();

  private Decided unknown(UUID lease, Instant at) {
    return ledger
        .decide(
            "register",
            lease,
            List.of(Decision.unknown(from(ONE))),
            Samples.each(
                facts -> {
                  decisions.add(facts);
                  return Samples.receipt(facts);
                }),
            at)
        .get(0);
  }

  @Test
  void invariant_5_other_content_under_a_known_id_is_refused_and_alarmed() {
    receive(arrival(ONE));
    Arrival other = withDigest(arrival(ONE), "SHA256:ff");
    assertThat(receive(other)).containsExactly(Reception.CONTRADICTED);
    assertThat(said.get(1).refusal().code()).isEqualTo(RejectionCode.ID_REUSED);
    assertThat(said.get(1).digest()).isEqualTo("SHA256:ff");
    assertThat(said.get(1).outcome()).isEqualTo(InboundState.REJECTED);
    assertThat(dueReceipts()).hasSize(2);
    assertThat(ledger.alarms(9))
        .containsExactly(new Alarm(NOW, Alarm.Code.ID_REUSED, THERE, ONE.toString()));
    assertThat(state(ONE)).isEqualTo("RECEIVED");
    ledger.sent(due().stream().map(Outgoing::row).toList(), NOW);
    receive(arrival(ONE));
    assertThat(dueReceipts())
        .singleElement()
        .satisfies(one -> assertThat(one.personal()).isFalse());
    assertThat(receive(other)).containsExactly(Reception.CONTRADICTED);
    assertThat(ledger.alarms(9)).hasSize(1);
    assertThat(dueReceipts()).hasSize(2);
  }

  @Test
  void an_id_twice_in_one_batch_is_a_repeat_or_a_contradiction() {
    assertThat(receive(arrival(ONE), arrival(ONE), withDigest(arrival(ONE), "SHA256:ff")))
        .containsExactly(Reception.TAKEN, Reception.REPEATED, Reception.CONTRADICTED);
    assertThat(dueReceipts()).hasSize(2);
    assertThat(ledger.undelivered(9)).hasSize(1);
  }

  @Test
  void the_same_id_from_another_sender_is_another_transfer() {
    Arrival other = Samples.arrival(Samples.facts(ONE, "350000", HERE), null, 0, "t", 1, null);
    assertThat(receive(arrival(ONE), withDigest(other, "SHA256:ff")))
        .containsExactly(Reception.TAKEN, Reception.TAKEN);
  }

  @Test
  void an_older_version_of_a_source_row_is_superseded_and_acknowledged_at_once() {
    assertThat(receive(version(ONE, "row", 5), version(TWO, "row", 4)))
        .containsExactly(Reception.TAKEN, Reception.SUPERSEDED);
    assertThat(receive(version(THREE, "row", 3))).containsExactly(Reception.SUPERSEDED);
    assertThat(receive(version(id(4), "row", 6))).containsExactly(Reception.TAKEN);
    assertThat(said.get(2).transport()).isTrue();
    assertThat(said.get(2).outcome()).isEqualTo(InboundState.SUPERSEDED);
    assertThat(state(THREE)).isEqualTo("SUPERSEDED");
    assertThat(ledger.undelivered(9)).hasSize(2);
    assertThat(dueReceipts()).hasSize(4);
  }

  @Test
  void a_rejected_later_version_supersedes_nothing() {
    Arrival refused = Samples.arrival(Samples.facts(ONE, THERE, HERE), null, 0, "row", 5, REFUSAL);
    assertThat(receive(refused, version(TWO, "row", 4)))
        .containsExactly(Reception.REFUSED, Reception.TAKEN);
    assertThat(receive(version(THREE, "row", 3))).containsExactly(Reception.SUPERSEDED);
  }

  @Test
  void a_refused_arrival_is_stored_with_one_receipt_that_says_why() {
    Arrival refused = Samples.arrival(Samples.facts(ONE, THERE, HERE), null, 0, "row", 5, REFUSAL);
    receive(refused);
    assertThat(state(ONE)).isEqualTo("REJECTED");
    assertThat(view(ONE).refusal()).isEqualTo(REFUSAL);
    assertThat(said)
        .singleElement()
        .satisfies(
            facts -> {
              assertThat(facts.transport()).isTrue();
              assertThat(facts.outcome()).isEqualTo(InboundState.REJECTED);
              assertThat(facts.refusal()).isEqualTo(REFUSAL);
            });
    assertThat(dueReceipts().get(0).personal()).isTrue();
    assertThat(ledger.undelivered(9)).isEmpty();
  }

  @Test
  void a_first_arrival_after_its_expiry_is_too_old() {
    Instant late = NOW.plus(Duration.ofDays(3)).plusMillis(1);
    assertThat(receive(late, arrival(ONE))).containsExactly(Reception.REFUSED);
    assertThat(view(ONE).refusal().code()).isEqualTo(RejectionCode.TOO_OLD);
    receive(arrival(TWO));
    assertThat(receive(late, arrival(TWO))).containsExactly(Reception.REPEATED);
  }

  @Test
  void a_receipt_that_cannot_be_written_takes_its_whole_batch_back() {
    assertThatThrownBy(
            () ->
                ledger.receive(
                    List.of(arrival(ONE)),
                    facts -> {
                      throw new IllegalStateException("no key");
                    },
                    NOW))
        .isInstanceOf(IllegalStateException.class);
    assertThat(ledger.find(ONE, OPERATOR)).isEmpty();
    assertThat(receive(arrival(ONE))).containsExactly(Reception.TAKEN);
  }

  @Test
  void records_wait_for_delivery_in_order_of_arrival() {
    receive(arrival(TWO), arrival(ONE));
    assertThat(ledger.undelivered(9)).extracting(one -> one.facts().id()).containsExactly(TWO, ONE);
    assertThat(ledger.undelivered(1)).hasSize(1);
    assertThat(ledger.undelivered(1).get(0).offices()).containsExactly("360102");
    offer("register");
    assertThat(ledger.undelivered(9)).isEmpty();
    assertThat(view(ONE).system()).isEqualTo("register");
    assertThat(state(ONE)).isEqualTo("OFFERED");
  }

  @Test
  void a_lease_hands_out_what_arrived_oldest_first_and_once() {
    receiveAndOffer(arrival(TWO), arrival(ONE));
    Lease lease = ledger.lease("register", 1, NOW, LATER).orElseThrow();
    assertThat(ids(lease)).containsExactly(TWO);
    MailItem item = lease.items().get(0);
    assertThat(item.facts()).isEqualTo(arrival(TWO).facts());
    assertThat(item.signedData()).isEqualTo(arrival(TWO).signedData());
    assertThat(item.deliveries()).isEqualTo(1);
    assertThat(item.receivedAt()).isEqualTo(NOW);
    assertThat(item.due()).isEqualTo(Samples.DUE);
    assertThat(item.role()).isNull();
    assertThat(ids(lease())).containsExactly(ONE);
    assertThat(ledger.lease("register", 9, NOW, LATER)).isEmpty();
    assertThat(ledger.lease("clinic", 9, NOW, LATER)).isEmpty();
  }

  @Test
  void a_lease_that_lapses_is_handed_out_again_and_the_old_one_counts_no_more() {
    receiveAndOffer(arrival(ONE));
    Lease first = lease();
    Lease second = ledger.lease("register", 9, LATER, LATER.plusSeconds(60)).orElseThrow();
    assertThat(second.items().get(0).deliveries()).isEqualTo(2);
    assertThat(decide(first.id(), ONE, null)).isEqualTo(Decided.NOT_LEASED);
    assertThat(acknowledge(first.id(), ONE)).isEqualTo(Decided.NOT_LEASED);
    assertThat(decide(second.id(), ONE, null)).isEqualTo(Decided.DONE);
  }

  @Test
  void a_lapsed_lease_still_counts_until_the_record_is_handed_out_again() {
    receiveAndOffer(arrival(ONE));
    Lease lease = lease();
    assertThat(ledger.sweep(LATER)).isEqualTo(1);
    assertThat(decide(lease.id(), ONE, null)).isEqualTo(Decided.DONE);
  }

  @Test
  void what_was_taken_over_is_not_handed_out_again_but_may_still_be_decided() {
    receiveAndOffer(arrival(ONE));
    Lease lease = lease();
    assertThat(acknowledge(lease.id(), ONE)).isEqualTo(Decided.DONE);
    assertThat(acknowledge(lease.id(), ONE)).isEqualTo(Decided.ALREADY);
    assertThat(giveBack(lease.id(), ONE)).isEqualTo(Decided.CONTRADICTS);
    assertThat(ledger.sweep(LATER)).isZero();
    assertThat(ledger.lease("register", 9, LATER, LATER)).isEmpty();
    assertThat(decide(lease.id(), ONE, null)).isEqualTo(Decided.DONE);
  }

  @Test
  void what_is_given_back_is_handed_out_again() {
    receiveAndOffer(arrival(ONE));
    Lease lease = lease();
    assertThat(giveBack(lease.id(), ONE)).isEqualTo(Decided.DONE);
    assertThat(giveBack(lease.id(), ONE)).isEqualTo(Decided.ALREADY);
    assertThat(decide(lease.id(), ONE, null)).isEqualTo(Decided.NOT_LEASED);
    assertThat(ids(lease())).containsExactly(ONE);
  }

  @Test
  void a_decision_is_stored_with_its_receipt_and_stays() {
    receiveAndOffer(arrival(ONE));
    ledger.sent(due().stream().map(Outgoing::row).toList(), NOW);
    Lease lease = lease();
    assertThat(decide(lease.id(), ONE, REFUSAL)).isEqualTo(Decided.DONE);
    assertThat(state(ONE)).isEqualTo("REJECTED");
    assertThat(view(ONE).refusal()).isEqualTo(REFUSAL);
    assertThat(dueReceipts())
        .singleElement()
        .satisfies(
            receipt -> {
              assertThat(receipt.personal()).isTrue();
              assertThat(new String(receipt.signedData(), StandardCharsets.UTF_8))
                  .contains("REJECTED");
            });
    assertThat(decide(lease.id(), ONE, REFUSAL)).isEqualTo(Decided.ALREADY);
    assertThat(decide(lease.id(), ONE, null)).isEqualTo(Decided.CONTRADICTS);
    assertThat(ledger.lease("register", 9, LATER, LATER)).isEmpty();
    assertThat(ledger.receipts(ONE, OPERATOR)).hasSize(2);
    assertThat(receive(arrival(ONE))).containsExactly(Reception.REPEATED);
    assertThat(dueReceipts()).hasSize(2);
  }

  @Test
  void a_reader_acknowledges_but_cannot_decide() {
    receive(arrival(ONE));
    offer("register", new Offer.Reader("clinic", "health"));
    Lease read = ledger.lease("clinic", 9, NOW, LATER).orElseThrow();
    assertThat(read.items().get(0).role()).isEqualTo("health");
    List<Decision> decision = List.of(new Decision(from(ONE), null));
    assertThat(ledger.decide("clinic", read.id(), decision, RECEIPTS, NOW))
        .containsExactly(Decided.NOT_DECIDER);
    assertThat(ledger.acknowledge("clinic", read.id(), List.of(from(ONE)), NOW))
        .containsExactly(Decided.DONE);
    assertThat(ids(lease())).containsExactly(ONE);
  }

  @Test
  void somebody_else_s_record_is_not_leased() {
    receiveAndOffer(arrival(ONE));
    Lease lease = lease();
    assertThat(ledger.acknowledge("clinic", lease.id(), List.of(from(ONE)), NOW))
        .containsExactly(Decided.NOT_LEASED);
    assertThat(acknowledge(lease.id(), TWO)).isEqualTo(Decided.NOT_LEASED);
  }

  @Test
  void invariant_8_a_stream_is_handed_over_in_order_and_blocks_no_other() {
    receiveAndOffer(inStream(ONE, STREAM, 1), inStream(TWO, STREAM, 2), arrival(THREE));
    Lease first = ledger.lease("register", 1, NOW, LATER).orElseThrow();
    assertThat(ids(first)).containsExactly(ONE);
    assertThat(ids(lease())).containsExactly(THREE);
    assertThat(ledger.lease("register", 9, NOW, LATER)).isEmpty();
    acknowledge(first.id(), ONE);
    assertThat(ids(lease())).containsExactly(TWO);
  }

  @Test
  void records_of_one_stream_may_go_out_together_in_order() {
    receiveAndOffer(inStream(ONE, STREAM, 1), inStream(TWO, STREAM, 2), inStream(THREE, STREAM, 3));
    assertThat(ids(lease())).containsExactly(ONE, TWO, THREE);
  }

  @Test
  void a_stream_with_records_out_waits_even_where_its_numbers_run_backwards() {
    List<Arrival> backwards = new ArrayList<>();
    for (int number = 3_000; number > 0; number--) {
      backwards.add(inStream(UUID.randomUUID(), STREAM, number));
    }
    receiveAndOffer(backwards.toArray(Arrival[]::new));
    Lease first = ledger.lease("register", 100, NOW, LATER).orElseThrow();
    assertThat(first.items()).hasSize(100);
    assertThat(ledger.lease("register", 100, NOW, LATER)).as("the rest waits").isEmpty();
  }

  @Test
  void a_parked_record_waits_for_a_person_and_then_goes_the_usual_way() {
    receive(inStream(ONE, STREAM, 1), inStream(TWO, STREAM, 2));
    Undelivered one = ledger.undelivered(1).get(0);
    List<String> candidates = List.of("360102", "360103");
    ledger.offer(List.of(new Offer.Park(one.key(), "SEVERAL_OFFICES", candidates)), NOW);
    assertThat(state(ONE)).isEqualTo("PARKED");
    assertThat(view(ONE).candidates()).isEqualTo(candidates);
    offer("register");
    assertThat(ids(lease())).containsExactly(TWO);
    assertThat(ledger.assign(List.of(from(ONE), from(ONE), from(THREE)), "360103", NOW))
        .containsExactly(Decided.DONE, Decided.ALREADY, Decided.NOT_LEASED);
    assertThat(ledger.assign(List.of(from(ONE)), "360102", NOW))
        .containsExactly(Decided.CONTRADICTS);
    assertThat(ledger.undelivered(9).get(0).offices()).containsExactly("360103");
    offer("register");
    assertThat(ids(lease())).containsExactly(ONE);
    assertThat(events(ONE))
        .containsExactly("RECEIVED", "PARKED", "ASSIGNED", "OFFERED", "HANDED_OUT");
  }

  @Test
  void a_system_sees_what_it_was_offered_and_nothing_else() {
    receive(arrival(ONE));
    offer("register", new Offer.Reader("clinic", "health"));
    for (String system : List.of("register", "clinic")) {
      assertThat(ledger.find(ONE, new Viewer.LocalSystem(system))).isPresent();
      assertThat(ledger.receivedFor(system, List.of(ONE, TWO))).containsOnlyKeys(ONE);
    }
    assertThat(ledger.find(ONE, new Viewer.LocalSystem("desk"))).isEmpty();
    assertThat(ledger.receivedFor("desk", List.of(ONE))).isEmpty();
  }

  @Test
  void an_envelope_that_cannot_be_verified_is_kept_once_and_alarmed() {
    byte[] envelope = Samples.NAME.getBytes(StandardCharsets.UTF_8);
    Quarantined one = new Quarantined(NOW, "SIGNATURE_INVALID", "aa", THERE, envelope);
    ledger.quarantine(List.of(one));
    ledger.quarantine(List.of(one));
    assertThat(ledger.quarantined(9)).hasSize(1);
    assertThat(ledger.quarantinedEnvelope("aa")).contains(envelope);
    assertThat(ledger.alarms(9))
        .extracting(Alarm::code)
        .containsOnly(Alarm.Code.ENVELOPE_QUARANTINED)
        .hasSize(2);
  }

  @Test
  void one_node_may_send_to_itself() {
    submit(Samples.to(Samples.posted(ONE, "p", "s", 1), HERE, List.of()));
    Arrival same = Samples.arrival(Samples.facts(ONE, HERE, HERE), STREAM, 1, "s", 1, null);
    assertThat(receive(same)).containsExactly(Reception.TAKEN);
    assertThat(ledger.destinations()).containsExactly(HERE);
    assertThat(ledger.due(HERE, 9, NOW)).hasSize(2);
    assertThat(view(ONE).outbound()).isTrue();
    offer("register");
    assertThat(ledger.find(ONE, new Viewer.LocalSystem("register")).orElseThrow().outbound())
        .isFalse();
  }
}
