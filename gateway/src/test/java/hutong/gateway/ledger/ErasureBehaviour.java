package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.HERE;
import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.RECEIPTS;
import static hutong.gateway.ledger.Samples.THERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hutong.routes.Refusal;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.Disclosure;
import hutong.routes.ledger.ErasureReason;
import hutong.routes.ledger.Erasures;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Reception;
import hutong.routes.ledger.TransferView;
import hutong.schemas.RejectionCode;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What erasure takes away and what it leaves, by hand and by time; who was told what. */
abstract class ErasureBehaviour extends LedgerBehaviour {
  private static final byte[] PERSON = Arrays.copyOf(Samples.index("a person"), 16);
  private static final Map<String, Period> A_YEAR = Map.of("ArrivalNotice", Period.ofYears(1));

  private static NewTransfer about(NewTransfer t) {
    return Samples.about(t, PERSON);
  }

  private static Arrival about(Arrival a) {
    return Samples.about(a, PERSON);
  }

  private void sent(UUID id) {
    submit(about(Samples.posted(id, "p", "s" + id, 1)));
    sendAll(NOW);
  }

  private void accepted(UUID id) {
    sent(id);
    ledger.confirm(
        List.of(Samples.transport(id), Samples.outcome(id, InboundState.ACCEPTED, null)), NOW);
  }

  private void received(UUID id) {
    ledger.receive(List.of(about(Samples.arrival(id))), RECEIPTS, NOW);
    offer("register");
  }

  private void decided(UUID id) {
    received(id);
    Lease lease = lease();
    ledger.decide("register", lease.id(), List.of(new Decision(from(id), null)), RECEIPTS, NOW);
  }

  private Erasures.Erased erase(UUID id) {
    return ledger.erasures().erase(id, null, ErasureReason.REQUEST, NOW);
  }

  /** Goes through everything once. */
  private int retire(Instant now) {
    return ledger.erasures().retire(A_YEAR, now);
  }

  private static Instant in(Period period) {
    return NOW.atZone(ZoneOffset.UTC).plus(period).plusDays(1).toInstant();
  }

  @Test
  void what_was_sent_is_gone_and_its_receipts_stay() {
    accepted(id(1));
    assertThat(ledger.proofs().stored(id(1), OPERATOR).orElseThrow().signedData()).isNotEmpty();
    Erasures.Erased erased = erase(id(1));
    assertThat(erased.result()).isEqualTo(Intervened.DONE);
    assertThat(erased.with()).extracting(Erasures.With::partner).containsExactly(THERE);
    TransferView view = view(id(1));
    assertThat(view.erasedAt()).isEqualTo(NOW);
    assertThat(view.state()).isEqualTo("ACCEPTED");
    assertThat(view.marks()).isEmpty();
    assertThat(view.facts().targetDivision()).isNull();
    assertThat(ledger.proofs().stored(id(1), OPERATOR).orElseThrow().signedData()).isNull();
    assertThat(ledger.proofs().stored(id(1), OPERATOR).orElseThrow().digest())
        .isEqualTo(Samples.digest(id(1)));
    assertThat(ledger.receipts(id(1), OPERATOR)).hasSize(2);
    assertThat(events(id(1))).endsWith("ERASED");
    assertThat(erase(id(1)).result()).isEqualTo(Intervened.ALREADY);
    assertThat(erase(id(2)).result()).isEqualTo(Intervened.UNKNOWN);
  }

  @Test
  void a_repeat_of_what_is_erased_is_recognised_and_gets_its_receipts_again() {
    decided(id(1));
    ledger.sent(due().stream().map(one -> one.row()).toList(), NOW);
    assertThat(erase(id(1)).result()).isEqualTo(Intervened.DONE);
    Arrival again = about(Samples.arrival(id(1)));
    assertThat(ledger.receive(List.of(again), RECEIPTS, NOW)).containsExactly(Reception.REPEATED);
    assertThat(dueReceipts()).hasSize(2);
    Arrival other = Samples.withDigest(again, Samples.digest(id(9)));
    assertThat(ledger.receive(List.of(other), RECEIPTS, NOW))
        .containsExactly(Reception.CONTRADICTED);
  }

  /** Otherwise a partner could have a record of another erased, or keep it from being erased. */
  @Test
  void of_two_under_one_id_only_the_one_that_is_named_is_erased() {
    accepted(id(1));
    received(id(1));
    assertThat(erase(id(1)).result()).isEqualTo(Intervened.SEVERAL);
    Erasures.Erased erased = ledger.erasures().erase(id(1), HERE, ErasureReason.REQUEST, NOW);
    assertThat(erased.result()).isEqualTo(Intervened.DONE);
    assertThat(erased.with()).extracting(each -> each.id().from()).containsExactly(HERE);
    assertThat(lease().items().get(0).signedData()).isNotNull();
  }

  @Test
  void what_is_open_is_not_erased() {
    sent(id(1));
    received(id(2));
    assertThat(erase(id(1)).result()).isEqualTo(Intervened.TOO_LATE);
    assertThat(erase(id(2)).result()).isEqualTo(Intervened.TOO_LATE);
    ledger.confirm(List.of(Samples.transport(id(1))), NOW);
    assertThat(erase(id(1)).result()).isEqualTo(Intervened.TOO_LATE);
    assertThat(retire(in(Period.ofYears(9)))).isZero();
    assertThat(lease().items().get(0).signedData()).isNotNull();
  }

  @Test
  void a_persons_stream_goes_with_the_last_record_in_it() {
    accepted(id(1));
    accepted(id(2));
    erase(id(1));
    submit(about(Samples.posted(id(3), "p", "s3", 1)));
    assertThat(position(id(3)).number()).isEqualTo(3);
    sendAll(NOW);
    ledger.confirm(List.of(Samples.outcome(id(3), InboundState.ACCEPTED, null)), NOW);
    erase(id(2));
    erase(id(3));
    submit(about(Samples.posted(id(4), "p", "s4", 1)));
    assertThat(position(id(4)).number()).isEqualTo(1);
  }

  @Test
  void time_erases_what_has_ended_and_was_kept_long_enough() {
    accepted(id(1));
    decided(id(2));
    received(id(3));
    assertThat(retire(in(Period.ofMonths(11)))).isZero();
    assertThat(retire(in(Period.ofYears(1)))).isEqualTo(2);
    assertThat(view(id(1)).erasedAt()).isNotNull();
    assertThat(view(id(3)).erasedAt()).isNull();
    assertThat(retire(in(Period.ofYears(2)))).isZero();
  }

  @Test
  void whatever_a_type_says_nothing_goes_that_a_restore_may_need() {
    accepted(id(1));
    Map<String, Period> aDay = Map.of("ArrivalNotice", Period.ofDays(1));
    assertThat(ledger.erasures().retire(aDay, in(Period.ofDays(35)))).isZero();
    assertThat(ledger.erasures().retire(Map.of(), in(Period.ofYears(9)))).isZero();
    assertThat(ledger.erasures().retire(aDay, in(Period.ofDays(40)))).isEqualTo(1);
  }

  @Test
  void a_person_is_told_what_was_exchanged_in_whatever_state() {
    accepted(id(1));
    submit(about(Samples.posted(id(2), null, "s2", 1)));
    ledger.withdraw(id(2), "desk", NOW);
    Arrival refused =
        about(
            Samples.arrival(
                Samples.facts(id(3), THERE, HERE),
                null,
                0,
                "s3",
                1,
                Refusal.of(RejectionCode.IMPLAUSIBLE)));
    ledger.receive(List.of(refused), RECEIPTS, NOW);
    ledger.receive(List.of(Samples.arrival(id(4))), RECEIPTS, NOW);
    List<Disclosure> told = ledger.disclosures(PERSON, 9);
    assertThat(told)
        .extracting(each -> each.facts().id(), Disclosure::state)
        .containsExactly(
            tuple(id(3), "REJECTED"), tuple(id(2), "WITHDRAWN"), tuple(id(1), "ACCEPTED"));
    assertThat(told).extracting(Disclosure::left).containsExactly(null, null, NOW);
    assertThat(told).extracting(Disclosure::arrived).containsExactly(NOW, null, null);
    erase(id(1));
    assertThat(ledger.disclosures(PERSON, 9)).hasSize(2);
    assertThat(ledger.disclosures(Samples.index("another"), 9)).isEmpty();
  }
}
