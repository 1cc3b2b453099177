package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.RECEIPTS;
import static hutong.gateway.ledger.Samples.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Book;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.ErasureReason;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Reception;
import hutong.routes.ledger.Reconciled;
import hutong.routes.ledger.Reconciliation;
import hutong.routes.ledger.Remembered;
import hutong.routes.ledger.TransferView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What pruning gives up, what it leaves, and what it does not touch. */
abstract class RetentionBehaviour extends LedgerBehaviour {

  private static final Duration KEPT = Duration.ofDays(90);
  private static final Instant AFTER = NOW.plus(KEPT).plusSeconds(1);

  private void sent(UUID id) {
    submit(Samples.posted(id, "p", "s" + id, 1));
    sendAll(NOW);
  }

  private void accepted(UUID id) {
    sent(id);
    ledger.confirm(
        List.of(Samples.transport(id), Samples.outcome(id, InboundState.ACCEPTED, null)), NOW);
  }

  private void received(UUID id, Offer.Reader... readers) {
    ledger.receive(List.of(Samples.arrival(id)), RECEIPTS, NOW);
    offer("register", readers);
  }

  /** Its receipts have left. */
  private void decided(UUID id, Offer.Reader... readers) {
    received(id, readers);
    Lease lease = lease();
    ledger.decide("register", lease.id(), List.of(new Decision(from(id), null)), RECEIPTS, NOW);
    ledger.sent(dueReceipts().stream().map(Outgoing::row).toList(), NOW);
  }

  /** A whole pass: the next begins an hour later. */
  private int prune(Instant now) {
    return ledger.erasures().prune(KEPT, now);
  }

  private byte[] signed(UUID id) {
    return ledger.proofs().stored(id, OPERATOR).orElseThrow().signedData();
  }

  @Test
  void what_was_kept_long_enough_is_given_up_and_all_that_proves_it_stays() {
    accepted(id(1));
    decided(id(2));
    assertThat(prune(NOW.plus(KEPT).minusSeconds(1))).isZero();
    assertThat(signed(id(1))).isNotEmpty();
    assertThat(prune(AFTER.plus(1, ChronoUnit.HOURS))).isEqualTo(2);
    for (UUID each : List.of(id(1), id(2))) {
      TransferView view = view(each);
      assertThat(view.state()).isEqualTo("ACCEPTED");
      assertThat(view.prunedAt()).isEqualTo(AFTER.plus(1, ChronoUnit.HOURS));
      assertThat(view.erasedAt()).isNull();
      assertThat(view.facts().targetDivision()).isNotNull();
      assertThat(signed(each)).isNull();
      assertThat(ledger.proofs().stored(each, OPERATOR).orElseThrow().digest())
          .isEqualTo(Samples.digest(each));
      assertThat(ledger.receipts(each, OPERATOR)).hasSize(2);
      assertThat(events(each)).endsWith("PRUNED");
      assertThat(ledger.exhibit(each, OPERATOR).orElseThrow().gone()).isTrue();
    }
    // What a source knows it by finds it.
    assertThat(
            ledger.findBySource(Samples.posted(id(1), "p", "s" + id(1), 1).sourceIndex(), OPERATOR))
        .hasSize(1);
    assertThat(prune(AFTER.plus(3, ChronoUnit.HOURS))).isZero();
  }

  @Test
  void a_repeat_of_what_is_pruned_is_recognised_and_gets_its_receipts_again() {
    decided(id(1));
    assertThat(prune(AFTER)).isEqualTo(1);
    Arrival again = Samples.arrival(id(1));
    assertThat(ledger.receive(List.of(again), RECEIPTS, AFTER)).containsExactly(Reception.REPEATED);
    assertThat(dueReceipts()).hasSize(2);
    Arrival other = Samples.withDigest(again, Samples.digest(id(9)));
    assertThat(ledger.receive(List.of(other), RECEIPTS, AFTER))
        .containsExactly(Reception.CONTRADICTED);
  }

  @Test
  void a_source_that_posts_again_what_is_pruned_hears_of_the_record_that_was() {
    accepted(id(1));
    assertThat(prune(AFTER)).isEqualTo(1);
    Remembered said = submit(Samples.posted(id(2), "p", "s" + id(1), 1));
    assertThat(said).isNotInstanceOf(Remembered.New.class);
  }

  @Test
  void what_is_open_or_waits_for_a_reader_is_kept() {
    sent(id(1));
    received(id(2));
    decided(id(3), new Offer.Reader("archive", "ARCHIVE"));
    ledger.receive(List.of(Samples.arrival(id(4))), RECEIPTS, NOW);
    assertThat(prune(AFTER)).isZero();
    assertThat(signed(id(1))).isNotEmpty();
    assertThat(signed(id(2))).isNotEmpty();
    assertThat(signed(id(3))).isNotEmpty();
    assertThat(signed(id(4))).isNotEmpty();
    Lease lease = ledger.lease("archive", 9, NOW, LATER).orElseThrow();
    ledger.acknowledge("archive", lease.id(), List.of(from(id(3))), NOW);
    assertThat(prune(AFTER.plus(2, ChronoUnit.HOURS))).isEqualTo(1);
  }

  @Test
  void what_stands_in_an_hour_in_which_two_books_differ_is_kept_until_they_agree() {
    accepted(id(1));
    Book book = new Book(THERE, true);
    Instant hour = NOW.truncatedTo(ChronoUnit.HOURS);
    compared(book, hour, Reconciled.State.DIFFERS);
    assertThat(prune(AFTER)).isZero();
    compared(book, hour, Reconciled.State.SAME);
    assertThat(prune(AFTER.plus(2, ChronoUnit.HOURS))).isEqualTo(1);
  }

  private void compared(Book book, Instant hour, Reconciled.State state) {
    var said =
        new Reconciliation.Said(
            book, hour, hour.plus(1, ChronoUnit.HOURS), List.of(), false, AFTER);
    ledger.reconciliation().said(said);
    ledger
        .reconciliation()
        .compared(said, List.of(new Reconciled(book, hour, 1L, 0L, state, AFTER)));
  }

  @Test
  void whatever_is_set_nothing_goes_that_a_restored_partner_may_have_to_be_given() {
    accepted(id(1));
    Duration day = Duration.ofDays(1);
    assertThat(ledger.erasures().prune(day, NOW.plus(36, ChronoUnit.DAYS))).isZero();
    assertThat(ledger.erasures().prune(Duration.ZERO, AFTER.plus(KEPT))).isZero();
    assertThat(ledger.erasures().prune(day, NOW.plus(41, ChronoUnit.DAYS))).isEqualTo(1);
    // It has more than is re-offered, and what is gone is not among it.
    ledger.restores().heard(THERE, 9, NOW, NOW.plus(41, ChronoUnit.DAYS));
    assertThat(ledger.restores().reoffers())
        .allMatch(part -> part.things().isEmpty() && part.last());
  }

  @Test
  void a_pass_goes_on_where_it_was_and_many_are_given_up_in_small_groups() {
    for (int i = 1; i <= 300; i++) {
      ledger.receive(List.of(Samples.arrival(id(i))), RECEIPTS, NOW);
    }
    offer("register");
    offer("register");
    offer("register");
    Lease lease;
    while ((lease = ledger.lease("register", 100, NOW, LATER).orElse(null)) != null) {
      List<Decision> all =
          lease.items().stream()
              .map(each -> new Decision(each.facts().transferId(), null))
              .toList();
      ledger.decide("register", lease.id(), all, RECEIPTS, NOW);
    }
    List<Outgoing.Receipt> left = dueReceipts();
    while (!left.isEmpty()) {
      ledger.sent(left.stream().map(Outgoing::row).toList(), NOW);
      left = dueReceipts();
    }
    assertThat(prune(AFTER)).isEqualTo(256);
    assertThat(prune(AFTER)).isEqualTo(44);
    assertThat(prune(AFTER.plus(2, ChronoUnit.HOURS))).isZero();
  }

  @Test
  void what_is_pruned_can_still_be_erased_by_hand_and_by_time() {
    accepted(id(1));
    accepted(id(2));
    assertThat(prune(AFTER)).isEqualTo(2);
    assertThat(ledger.erasures().erase(id(1), null, ErasureReason.REQUEST, AFTER).result())
        .isEqualTo(Intervened.DONE);
    assertThat(view(id(1)).erasedAt()).isEqualTo(AFTER);
    assertThat(view(id(1)).facts().targetDivision()).isNull();
    assertThat(events(id(1))).endsWith("PRUNED", "ERASED");
  }
}
