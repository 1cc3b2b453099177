package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.THERE;
import static hutong.gateway.ledger.Samples.posted;
import static hutong.gateway.ledger.Samples.transport;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.RetryPolicy;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Aside;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.Destination.State;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Remembered;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.TransferId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Outages, pauses, clocks that jump, and what people do by hand; the same on every database. */
abstract class RetryBehaviour extends LedgerBehaviour {
  private static final UUID ONE = id(1);
  private static final UUID TWO = id(2);
  private static final UUID THREE = id(3);
  private static final Instant EXPIRED = NOW.plus(Duration.ofHours(73));
  private static final Duration LONGEST = RetryPolicy.STANDARD.longest();

  private void submitMany(int from, int count) {
    List<NewTransfer> many = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      many.add(posted(id(i), null, "s" + i, 1));
    }
    ledger.submit(many);
  }

  private List<Long> rows(int max, Instant now) {
    return ledger.due(THERE, max, now).stream().map(Outgoing::row).toList();
  }

  private void fail(Instant now) {
    ledger.postpone(THERE, rows(100, now), "BROKER_UNREACHABLE", now);
  }

  private Destination standing() {
    return ledger.standings().get(0);
  }

  @Test
  void failures_of_a_destination_double_its_wait_up_to_an_hour_and_outlive_a_restart() {
    submit(posted(ONE, null, "s", 1));
    Instant now = NOW;
    for (int failure = 0; failure < 16; failure++) {
      fail(now);
      Duration longest = Duration.ofSeconds(1L << failure);
      longest = longest.compareTo(LONGEST) > 0 ? LONGEST : longest;
      Instant next = standing().nextAttempt();
      assertThat(next).isBetween(now.plus(longest.dividedBy(2)), now.plus(longest));
      assertThat(ledger.due(THERE, 9, next.minusMillis(1))).isEmpty();
      now = next;
    }
    ledger.close();
    ledger = open();
    assertThat(standing().state()).isEqualTo(State.PUT_OFF);
    assertThat(standing().failures()).isEqualTo(16);
    assertThat(standing().since()).isEqualTo(NOW);
    assertThat(standing().cause()).isEqualTo("BROKER_UNREACHABLE");
    assertThat(standing().waiting()).isEqualTo(1);
    assertThat(standing().oldest()).isEqualTo(NOW);
  }

  @Test
  void a_broker_that_is_away_for_an_hour_costs_one_message_at_a_time_and_loses_none() {
    submitMany(1, 50);
    int attempts = 0;
    Instant now = NOW;
    while (now.isBefore(NOW.plus(Duration.ofHours(1)))) {
      int size = ledger.due(THERE, 100, now).size();
      assertThat(size).isEqualTo(attempts == 0 ? 50 : 1);
      fail(now);
      attempts++;
      now = standing().nextAttempt();
    }
    assertThat(attempts).isBetween(10, 16);
    sendAll(now);
    assertThat(ledger.due(THERE, 100, now.plusSeconds(1))).hasSize(49);
    sendAll(now.plusSeconds(1));
    assertThat(standing().state()).isEqualTo(State.UP);
    assertThat(standing().failures()).isZero();
    assertThat(ledger.tally()).singleElement().extracting(t -> t.state()).isEqualTo("SENT");
  }

  @Test
  void after_an_outage_the_backlog_goes_at_its_rate_oldest_first_and_what_is_new_is_not_slowed() {
    submitMany(1, 1_000);
    ledger.postpone(THERE, rows(1, NOW), "BROKER_UNREACHABLE", NOW);
    Instant back = NOW.plusSeconds(10);
    sendAll(back);
    assertThat(standing().state()).isEqualTo(State.DRAINING);
    submitMany(2_001, 5);
    List<UUID> sent = new ArrayList<>();
    int steps = 0;
    for (Instant now = back; standing().state() == State.DRAINING; now = now.plusMillis(100)) {
      if (now.equals(back)) {
        assertThat(dueIds(now)).contains(id(2_001), id(2_005));
      }
      sent.addAll(dueIds(now));
      sendAll(now);
      steps++;
    }
    assertThat(steps).isBetween(18, 22); // tenths of a second for 999 at 500 a second
    sent.removeIf(id -> id.getMostSignificantBits() >= id(2_001).getMostSignificantBits());
    assertThat(sent).hasSize(999).isSorted();
    submitMany(3_001, 1_000);
    assertThat(ledger.due(THERE, 1_000, back)).hasSize(1_000);
  }

  @Test
  void one_look_says_for_whom_something_is_due() {
    assertThat(ledger.dueDestinations(NOW)).isEmpty();
    submit(posted(ONE, null, "s", 1));
    assertThat(ledger.dueDestinations(NOW)).containsExactly(THERE);
    fail(NOW);
    Instant next = standing().nextAttempt();
    assertThat(ledger.dueDestinations(next.minusMillis(1))).isEmpty();
    assertThat(ledger.dueDestinations(next)).containsExactly(THERE);
    assertThat(ledger.dueDestinations(next.minus(LONGEST).minusMillis(1)))
        .as("put off by a clock that was ahead")
        .containsExactly(THERE);
    ledger.pause(THERE, "MAINTENANCE", next);
    assertThat(ledger.dueDestinations(next)).isEmpty();
    ledger.resume(THERE, next);
    assertThat(ledger.dueDestinations(next)).containsExactly(THERE);
    ledger.setAside(List.of(new Aside(rows(1, next).get(0), "NOT_SIGNABLE")), next);
    assertThat(ledger.dueDestinations(next)).as("set aside").isEmpty();
    ledger.controls().put("350000", new byte[] {1}, next);
    assertThat(ledger.dueDestinations(next)).containsExactly("350000");
    ledger.sent(ledger.due("350000", 1, next).stream().map(Outgoing::row).toList(), next);
    assertThat(ledger.dueDestinations(next)).isEmpty();
  }

  @Test
  void for_whom_nothing_waits_the_standing_is_as_of_its_last_attempt() {
    submit(posted(ONE, null, "s", 1));
    fail(NOW);
    sendAll(standing().nextAttempt());
    assertThat(standing().state()).isEqualTo(State.UP);
    assertThat(standing().waiting()).isZero();
    assertThat(standing().oldest()).isNull();
    ledger.pause(THERE, "MAINTENANCE", NOW);
    assertThat(standing().state()).isEqualTo(State.PAUSED);
    assertThat(standing().cause()).isEqualTo("MAINTENANCE");
  }

  private List<UUID> dueIds(Instant now) {
    return ledger.due(THERE, 100, now).stream()
        .map(one -> ((Outgoing.Unsigned) one).facts().id())
        .toList();
  }

  @Test
  void what_waits_for_a_destination_is_counted_whatever_its_state_and_up_to_the_bound() {
    submitMany(1, 3);
    ledger.submit(List.of(posted(id(4), "p", "s4", 1), posted(id(5), "p", "s5", 1)));
    submit(Samples.to(posted(id(6), null, "s6", 1), null, List.of("350000", THERE)));
    ledger.postpone(THERE, rows(1, NOW), "BROKER_UNREACHABLE", NOW);
    sendAll(NOW.plusSeconds(2));
    assertThat(state(id(5))).isEqualTo("HELD");
    assertThat(ledger.backlog(THERE, 100)).isEqualTo(5);
    assertThat(ledger.backlog(THERE, 4)).isEqualTo(4);
    assertThat(ledger.backlog(null, 100)).isEqualTo(1);
    assertThat(ledger.backlog("999999", 100)).isZero();
    assertThat(ledger.backlogOf("desk", 100)).isEqualTo(6);
    assertThat(ledger.backlogOf("desk", 4)).isEqualTo(4);
    assertThat(ledger.backlogOf("nobody", 100)).isZero();
    ledger.confirm(List.of(transport(id(1))), NOW);
    assertThat(ledger.backlog(THERE, 100)).isEqualTo(4);
    assertThat(ledger.backlogOf("desk", 100)).isEqualTo(5);
  }

  @Test
  void a_clock_that_was_ahead_puts_off_no_longer_than_the_longest_wait() {
    submit(posted(ONE, null, "s", 1));
    fail(NOW.plus(Duration.ofDays(365)));
    assertThat(ledger.due(THERE, 9, NOW)).hasSize(1);
    sendAll(NOW.plus(Duration.ofDays(400)));
    assertThat(ledger.sweep(NOW)).isEqualTo(1);
    assertThat(ledger.due(THERE, 9, NOW)).hasSize(1);
  }

  @Test
  void a_clock_that_is_put_back_while_a_backlog_drains_does_not_stop_it() {
    submitMany(1, 300);
    ledger.postpone(THERE, rows(1, NOW), "BROKER_UNREACHABLE", NOW);
    sendAll(NOW.plus(Duration.ofDays(30)));
    assertThat(ledger.due(THERE, 300, NOW)).hasSize(125);
  }

  @Test
  void a_lease_given_by_a_clock_that_was_ahead_lapses() {
    receiveAndOffer(Samples.arrival(ONE));
    Instant ahead = NOW.plus(Duration.ofDays(365));
    assertThat(ledger.lease("register", 9, ahead, ahead.plusSeconds(60))).isPresent();
    assertThat(ids(ledger.lease("register", 9, NOW, LATER).orElseThrow())).containsExactly(ONE);
  }

  @Test
  void a_clock_that_leaps_ahead_and_back_leaves_what_was_leased_and_put_off_alive() {
    submit(posted(ONE, null, "s", 1));
    fail(NOW);
    receiveAndOffer(Samples.arrival(TWO));
    lease();
    ledger.sweep(NOW.plus(Duration.ofHours(10)));
    assertThat(ids(lease())).containsExactly(TWO);
    assertThat(ledger.due(THERE, 9, NOW.plusSeconds(2))).hasSize(1);
  }

  @Test
  void a_paused_route_sends_nothing_takes_everything_and_outlives_a_restart() {
    submit(posted(ONE, null, "s", 1));
    assertThat(ledger.pause(THERE, "MAINTENANCE", NOW)).isTrue();
    assertThat(ledger.pause(THERE, "ANOTHER", LATER)).isFalse();
    ledger.close();
    ledger = open();
    submit(posted(TWO, null, "t", 1));
    assertThat(ledger.due(THERE, 9, EXPIRED)).isEmpty();
    assertThat(standing().state()).isEqualTo(State.PAUSED);
    assertThat(standing().cause()).isEqualTo("MAINTENANCE");
    assertThat(standing().since()).isEqualTo(NOW);
    assertThat(standing().waiting()).isEqualTo(2);
    assertThat(view(ONE).owner()).isEqualTo("an operator");
    assertThat(ledger.resume(THERE, LATER)).isTrue();
    assertThat(ledger.resume(THERE, LATER)).isFalse();
    assertThat(ledger.due(THERE, 9, LATER.plusSeconds(1))).hasSize(2);
    assertThat(standing().state()).isEqualTo(State.DRAINING);
    assertThat(view(ONE).owner()).isEqualTo("dispatch");
  }

  @Test
  void a_planned_outage_ends_like_any_other_with_one_message() {
    submitMany(1, 10);
    ledger.standStill(THERE, NOW);
    assertThat(standing().cause()).isEqualTo("PLANNED_OUTAGE");
    assertThat(ledger.due(THERE, 9, LATER)).hasSize(1);
    sendAll(LATER);
    assertThat(standing().state()).isEqualTo(State.DRAINING);
  }

  @Test
  void after_a_planned_outage_an_attempt_is_due_at_once_however_far_off_it_was() {
    submitMany(1, 3);
    Instant now = NOW;
    for (int i = 0; i < 12; i++) {
      ledger.postpone(THERE, rows(9, now), "BROKER_UNREACHABLE", now);
      now = standing().nextAttempt();
    }
    ledger.postpone(THERE, rows(9, now), "BROKER_UNREACHABLE", now);
    assertThat(ledger.due(THERE, 9, now.plusSeconds(1))).isEmpty();
    ledger.standStill(THERE, now);
    assertThat(ledger.due(THERE, 9, now.plusSeconds(1))).hasSize(1);
    assertThat(standing().cause()).isEqualTo("BROKER_UNREACHABLE");
  }

  @Test
  void a_control_that_fails_again_and_again_is_given_up() {
    ledger.controls().put(THERE, new byte[] {1}, NOW);
    Instant now = NOW;
    for (int i = 0; i < 5; i++) {
      assertThat(ledger.due(THERE, 9, now)).hasSize(1);
      ledger.postpone(THERE, rows(9, now), "BROKER_REFUSED", now);
      now = standing().nextAttempt();
    }
    assertThat(ledger.due(THERE, 9, now)).isEmpty();
  }

  @Test
  void what_was_posted_before_is_found_and_nothing_is_taken_over() {
    ledger.submit(List.of(posted(ONE, "p", "s", 1)));
    assertThat(ledger.remembered(List.of(posted(TWO, "p", "s", 1), posted(THREE, "p", "s", 2))))
        .containsExactly(
            Optional.of(new Remembered.Before(ONE, OutboundState.SUBMITTED)), Optional.empty());
    assertThat(ledger.find(THREE, OPERATOR)).isEmpty();
  }

  @Test
  void what_can_not_be_sent_is_set_aside_alarmed_and_its_stream_does_not_go_on() {
    ledger.submit(
        List.of(posted(ONE, "p", "s", 1), posted(TWO, "p", "s", 2), posted(THREE, null, "t", 1)));
    ledger.setAside(List.of(new Aside(rows(9, NOW).get(0), "NOT_SIGNABLE")), NOW);
    assertThat(state(ONE)).isEqualTo("SET_ASIDE");
    assertThat(state(TWO)).isEqualTo("HELD");
    assertThat(dueRecords()).containsExactly(THREE);
    assertThat(ledger.alarms(9))
        .containsExactly(new Alarm(NOW, Alarm.Code.SET_ASIDE, THERE, ONE.toString()));
    assertThat(ledger.retry(ONE, NOW)).isEqualTo(Intervened.DONE);
    assertThat(dueRecords()).containsExactly(ONE, THREE);
    sendAll(NOW);
    assertThat(state(ONE)).isEqualTo("SENT");
  }

  @Test
  void a_receipt_that_was_set_aside_goes_when_it_is_tried_again() {
    ledger.receive(List.of(Samples.arrival(ONE)), Samples.RECEIPTS, NOW);
    ledger.setAside(List.of(new Aside(rows(9, NOW).get(0), "STORED_BYTES_DAMAGED")), NOW);
    assertThat(due()).isEmpty();
    assertThat(state(ONE)).isEqualTo("RECEIVED");
    assertThat(ledger.retry(ONE, NOW)).isEqualTo(Intervened.DONE);
    assertThat(dueReceipts()).hasSize(1);
  }

  @Test
  void the_system_that_posted_hears_that_a_record_expired_and_that_it_arrived_after_all() {
    submit(posted(ONE, null, "s", 1));
    sendAll(NOW);
    ledger.sweep(EXPIRED);
    Lease first = ledger.lease("desk", 9, NOW, LATER).orElseThrow();
    assertThat(first.items())
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.notice()).isEqualTo(OutboundState.EXPIRED);
              assertThat(item.facts().id()).isEqualTo(ONE);
              assertThat(item.signedData()).isNull();
            });
    TransferId own = first.items().get(0).facts().transferId();
    assertThat(ledger.acknowledge("desk", first.id(), List.of(own), NOW))
        .containsExactly(Decided.DONE);
    assertThat(ledger.lease("desk", 9, NOW, LATER)).isEmpty();
    ledger.confirm(List.of(transport(ONE)), NOW);
    Lease second = ledger.lease("desk", 9, NOW, LATER).orElseThrow();
    assertThat(second.items().get(0).notice()).isEqualTo(OutboundState.DELIVERED);
    assertThat(ledger.acknowledge("desk", second.id(), List.of(own), NOW))
        .containsExactly(Decided.DONE);
    assertThat(ledger.lease("desk", 9, NOW, LATER)).isEmpty();
  }

  @Test
  void what_was_never_signed_can_be_taken_back_by_its_system_alone_and_its_stream_goes_on() {
    ledger.submit(List.of(posted(ONE, "p", "s", 1), posted(TWO, "p", "s", 2)));
    List<Outgoing> taken = due();
    assertThat(ledger.withdraw(ONE, "clinic", NOW)).isEqualTo(Intervened.UNKNOWN);
    assertThat(ledger.withdraw(ONE, "desk", NOW)).isEqualTo(Intervened.DONE);
    assertThat(ledger.withdraw(ONE, "desk", NOW)).isEqualTo(Intervened.ALREADY);
    long row = taken.get(0).row();
    assertThat(ledger.signed(List.of(new SignedRecord(row, new byte[9], "SHA256:00"))))
        .containsExactly(row);
    assertThat(dueRecords()).containsExactly(TWO);
    assertThat(position(TWO).skipped()).containsExactly(1L);
    sendAll(NOW);
    assertThat(ledger.withdraw(TWO, "desk", NOW)).isEqualTo(Intervened.TOO_LATE);
    assertThat(ledger.lease("desk", 9, NOW, LATER)).isEmpty();
  }

  @Test
  void an_operator_gives_up_what_has_no_receipt_its_system_hears_it_and_the_stream_goes_on() {
    ledger.submit(List.of(posted(ONE, "p", "s", 1), posted(TWO, "p", "s", 2)));
    sendAll(NOW);
    assertThat(ledger.abandon(ONE, NOW)).isEqualTo(Intervened.DONE);
    assertThat(dueRecords()).containsExactly(TWO);
    Lease told = ledger.lease("desk", 9, NOW, LATER).orElseThrow();
    assertThat(told.items().get(0).notice()).isEqualTo(OutboundState.ABANDONED);
    assertThat(ledger.retry(ONE, NOW)).isEqualTo(Intervened.EXPIRED);
    sendAll(NOW);
    ledger.confirm(List.of(transport(TWO)), NOW);
    assertThat(ledger.abandon(TWO, NOW)).isEqualTo(Intervened.TOO_LATE);
    assertThat(ledger.abandon(THREE, NOW)).isEqualTo(Intervened.UNKNOWN);
  }

  @Test
  void what_expired_can_not_be_sent_again() {
    submit(posted(ONE, null, "s", 1));
    ledger.sweep(EXPIRED);
    assertThat(ledger.retry(ONE, EXPIRED)).isEqualTo(Intervened.EXPIRED);
  }

  @Test
  void a_person_names_the_recipient_among_the_candidates_and_the_record_takes_its_place() {
    byte[] person = Samples.index("p" + Samples.NUMBER);
    submit(posted(ONE, "p", "s", 1));
    submit(Samples.to(posted(TWO, null, "t", 1), null, List.of("350000", THERE)));
    assertThat(ledger.awaitingAddress(TWO, OPERATOR).orElseThrow().record())
        .isEqualTo(posted(TWO, null, "t", 1).record());
    Instant later = NOW.plus(Duration.ofDays(5));
    assertThat(ledger.address(TWO, "110000", person, later)).isEqualTo(Intervened.NOT_A_CANDIDATE);
    assertThat(ledger.address(TWO, THERE, person, later)).isEqualTo(Intervened.DONE);
    assertThat(ledger.address(TWO, THERE, person, later)).isEqualTo(Intervened.ALREADY);
    assertThat(state(TWO)).isEqualTo("HELD");
    assertThat(view(TWO).facts().expires()).isEqualTo(later.plus(Duration.ofDays(3)));
    sendAll(NOW);
    ledger.confirm(List.of(transport(ONE)), NOW);
    assertThat(position(TWO).number()).isEqualTo(2);
  }
}
