package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.HERE;
import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.THERE;
import static hutong.gateway.ledger.Samples.outcome;
import static hutong.gateway.ledger.Samples.posted;
import static hutong.gateway.ledger.Samples.transport;
import static hutong.gateway.ledger.Samples.withContent;
import static hutong.gateway.ledger.Samples.withKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.routes.Refusal;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Confirmed;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.OutboundState;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Remembered;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.StreamPosition;
import hutong.routes.ledger.Viewer;
import hutong.schemas.RejectionCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How the ledger treats what this node sends; the same on every database. */
abstract class OutboundBehaviour extends LedgerBehaviour {
  private static final UUID ONE = id(1);
  private static final UUID TWO = id(2);
  private static final UUID THREE = id(3);
  private static final Instant EXPIRED = NOW.plus(Duration.ofHours(73));

  private static Remembered.New made(UUID id, OutboundState state) {
    return new Remembered.New(id, state);
  }

  private Confirmed confirm(Confirmation said) {
    return ledger.confirm(List.of(said), NOW).get(0);
  }

  @Test
  void a_new_record_waits_in_the_outbox_as_it_was_posted() {
    NewTransfer posted = posted(ONE, "p", "s", 1);
    assertThat(submit(posted)).isEqualTo(made(ONE, OutboundState.SUBMITTED));
    assertThat(ledger.destinations()).containsExactly(THERE);
    Outgoing.Unsigned due = (Outgoing.Unsigned) due().get(0);
    assertThat(due.facts()).isEqualTo(posted.facts());
    assertThat(due.record()).isEqualTo(posted.record());
    assertThat(due.attempts()).isZero();
    assertThat(due.stream().number()).isEqualTo(1);
    assertThat(due.stream().predecessor()).isZero();
    assertThat(due.stream().skipped()).isEmpty();
    assertThat(view(ONE).marks()).isEqualTo(posted.marks());
    assertThat(view(ONE).addressEvidence()).isEqualTo(posted.addressEvidence());
    assertThat(view(ONE).owner()).isEqualTo("dispatch");
  }

  @Test
  void a_trace_is_told_of_each_event_once_it_is_there_and_of_the_ones_before_it() {
    List<Long> keys = new ArrayList<>();
    List<String> words = new ArrayList<>();
    ledger.watch(
        new EventWatch() {
          @Override
          public void committed(
              long key,
              boolean outbound,
              String sender,
              byte[] id,
              String word,
              String code,
              long at) {
            assertThat(outbound).isTrue();
            assertThat(sender).isEqualTo(HERE);
            assertThat(Sql.uuid(id)).isEqualTo(ONE);
            assertThat(ledger.traced(key).orElseThrow().place(word, Instant.ofEpochMilli(at)))
                .isEqualTo(keys.size());
            keys.add(key);
            words.add(word);
          }

          @Override
          public void putOff(String destination, String cause) {}
        });
    NewTransfer posted = posted(ONE, "p", "s", 1);
    submit(posted);
    sendAll(NOW.plusSeconds(1));
    assertThat(words).containsExactly("SUBMITTED", "SENT");
    Traced traced = ledger.traced(keys.get(0)).orElseThrow();
    assertThat(traced.type()).isEqualTo(posted.facts().type());
    assertThat(traced.partner()).isEqualTo(THERE);
    assertThat(traced.whole()).isTrue();
    assertThat(ledger.traced(-1)).isEmpty();
  }

  @Test
  void invariant_1_the_ledger_is_the_truth_so_what_was_answered_is_there_after_reopening() {
    submit(posted(ONE, "p", "s", 1));
    ledger.close();
    ledger = open();
    assertThat(dueRecords()).containsExactly(ONE);
    sendAll(NOW);
    ledger.close();
    ledger = open();
    assertThat(state(ONE)).isEqualTo("SENT");
    assertThat(dueRecords()).isEmpty();
    submit(posted(TWO, "p", "s", 2));
    assertThat(events(TWO)).containsExactly("HELD");
  }

  @Test
  void the_same_idempotency_key_and_request_is_answered_as_before() {
    NewTransfer first = withKey(posted(ONE, null, "s", 1), "k", "body");
    NewTransfer again = withKey(posted(TWO, null, "other", 1), "k", "body");
    assertThat(ledger.submit(List.of(first, again)))
        .containsExactly(
            made(ONE, OutboundState.SUBMITTED),
            new Remembered.Before(ONE, OutboundState.SUBMITTED));
    sendAll(NOW);
    assertThat(submit(again)).isEqualTo(new Remembered.Before(ONE, OutboundState.SENT));
    assertThat(ledger.find(TWO, OPERATOR)).isEmpty();
  }

  @Test
  void the_same_idempotency_key_with_another_request_is_refused() {
    submit(withKey(posted(ONE, null, "s", 1), "k", "body"));
    assertThat(submit(withKey(posted(TWO, null, "t", 1), "k", "another")))
        .isEqualTo(new Remembered.IdempotencyKeyReused());
    assertThat(ledger.find(TWO, OPERATOR)).isEmpty();
  }

  @Test
  void an_idempotency_key_is_forgotten_after_seven_days() {
    submit(withKey(posted(ONE, null, "s", 1), "k", "body"));
    ledger.sweep(NOW.plus(Duration.ofDays(7)));
    assertThat(submit(withKey(posted(TWO, null, "t", 1), "k", "body")))
        .isEqualTo(new Remembered.Before(ONE, OutboundState.EXPIRED));
    ledger.sweep(NOW.plus(Duration.ofDays(7)).plusMillis(1));
    assertThat(submit(withKey(posted(TWO, null, "t", 1), "k", "body")))
        .isEqualTo(made(TWO, OutboundState.SUBMITTED));
  }

  @Test
  void the_same_source_version_with_the_same_content_is_answered_as_before() {
    assertThat(ledger.submit(List.of(posted(ONE, "p", "s", 1), posted(TWO, "p", "s", 1))))
        .containsExactly(
            made(ONE, OutboundState.SUBMITTED),
            new Remembered.Before(ONE, OutboundState.SUBMITTED));
    assertThat(submit(withKey(posted(THREE, "p", "s", 1), "late", "body")))
        .isEqualTo(new Remembered.Before(ONE, OutboundState.SUBMITTED));
    assertThat(submit(withKey(posted(THREE, "p", "x", 1), "late", "body")))
        .isEqualTo(new Remembered.Before(ONE, OutboundState.SUBMITTED));
  }

  @Test
  void the_same_source_version_with_other_content_is_refused() {
    submit(posted(ONE, null, "s", 1));
    assertThat(submit(withContent(posted(TWO, null, "s", 1), "changed")))
        .isEqualTo(new Remembered.SourceVersionReused(ONE));
    assertThat(submit(posted(TWO, null, "s", 2))).isEqualTo(made(TWO, OutboundState.SUBMITTED));
  }

  @Test
  void a_record_without_a_recipient_waits_for_a_person() {
    List<String> candidates = List.of("330000", "330200");
    assertThat(submit(Samples.to(posted(ONE, "p", "s", 1), null, candidates)))
        .isEqualTo(made(ONE, OutboundState.AWAITING_ADDRESS));
    assertThat(ledger.destinations()).isEmpty();
    assertThat(view(ONE).candidates()).isEqualTo(candidates);
    assertThat(ledger.sweep(EXPIRED)).isZero();
  }

  @Test
  void a_batch_that_throws_changes_nothing() {
    assertThatThrownBy(
            () -> ledger.submit(List.of(posted(ONE, "p", "s", 1), posted(ONE, "q", "t", 1))))
        .isInstanceOf(LedgerFailure.class);
    assertThat(ledger.find(ONE, OPERATOR)).isEmpty();
    assertThat(ledger.destinations()).isEmpty();
    assertThat(submit(posted(ONE, "p", "s", 1))).isEqualTo(made(ONE, OutboundState.SUBMITTED));
  }

  @Test
  void signed_data_is_made_once_and_never_again() {
    submit(posted(ONE, null, "s", 1));
    long row = due().get(0).row();
    byte[] made = "made once".getBytes(StandardCharsets.UTF_8);
    assertThat(ledger.signed(List.of(new SignedRecord(row, made, Samples.digest(ONE))))).isEmpty();
    assertThat(((Outgoing.Signed) due().get(0)).signedData()).isEqualTo(made);
    assertThat(ledger.signed(List.of(new SignedRecord(row, new byte[1], "SHA256:00"))))
        .containsExactly(row);
    assertThat(((Outgoing.Signed) due().get(0)).signedData()).isEqualTo(made);
  }

  @Test
  void what_is_not_confirmed_is_repeated_after_15_minutes_and_then_after_twice_as_long() {
    submit(posted(ONE, null, "s", 1));
    sendAll(NOW);
    assertThat(state(ONE)).isEqualTo("SENT");
    assertThat(view(ONE).nextAttempt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    assertThat(ledger.sweep(NOW.plus(Duration.ofMinutes(15)))).isZero();
    Instant first = NOW.plus(Duration.ofMinutes(16));
    assertThat(ledger.sweep(first)).isEqualTo(1);
    assertThat(((Outgoing.Signed) due().get(0)).signedData())
        .isEqualTo(("signed " + ONE).getBytes(StandardCharsets.UTF_8));
    sendAll(first);
    assertThat(view(ONE).nextAttempt()).isEqualTo(first.plus(Duration.ofMinutes(30)));
  }

  @Test
  void a_destination_that_fails_is_put_off_as_a_whole_until_a_success() {
    ledger.submit(List.of(posted(ONE, null, "s", 1), posted(TWO, null, "t", 1)));
    List<Outgoing> due = ledger.due(THERE, 1, NOW);
    ledger.postpone(THERE, List.of(due.get(0).row()), "BROKER_DOWN", NOW);
    Instant next = view(ONE).nextAttempt();
    assertThat(next).isBetween(NOW.plusMillis(500), NOW.plusSeconds(1));
    assertThat(due()).isEmpty();
    assertThat(ledger.destinations()).containsExactly(THERE);
    assertThat(state(ONE)).isEqualTo("WAITING_RETRY");
    assertThat(state(TWO)).isEqualTo("SUBMITTED");
    assertThat(ledger.timeline(ONE, OPERATOR).get(1).detail()).isEqualTo("BROKER_DOWN");
    assertThat(ledger.due(THERE, 9, next)).extracting(Outgoing::attempts).containsExactly(1);
    ledger.sent(List.of(due.get(0).row()), NOW);
    assertThat(dueRecords()).containsExactly(TWO);
  }

  @Test
  void invariant_7_one_destination_that_is_put_off_does_not_slow_another() {
    submit(posted(ONE, null, "s", 1));
    submit(Samples.to(posted(TWO, null, "t", 1), "350000", List.of()));
    ledger.postpone(THERE, List.of(due().get(0).row()), "BROKER_DOWN", NOW);
    assertThat(ledger.due("350000", 9, NOW)).hasSize(1);
    assertThat(ledger.destinations()).containsExactly(THERE, "350000");
  }

  @Test
  void invariant_8_a_stream_has_one_record_in_flight_and_goes_on_at_its_transport_receipt() {
    ledger.submit(
        List.of(posted(ONE, "p", "s", 1), posted(TWO, "p", "s", 2), posted(THREE, "q", "t", 1)));
    assertThat(state(TWO)).isEqualTo("HELD");
    assertThat(dueRecords()).containsExactly(ONE, THREE);
    UUID stream = position(ONE).stream();
    sendAll(NOW);
    assertThat(confirm(transport(ONE))).isEqualTo(Confirmed.MATCHED);
    assertThat(dueRecords()).containsExactly(TWO);
    assertThat(position(TWO)).isEqualTo(new StreamPosition(stream, 2, 1, List.of()));
    sendAll(NOW);
    confirm(transport(TWO));
    submit(posted(id(4), "p", "s", 3));
    assertThat(position(id(4))).isEqualTo(new StreamPosition(stream, 3, 2, List.of()));
  }

  @Test
  void a_record_names_the_numbers_that_will_never_come() {
    submit(posted(ONE, "p", "s", 1));
    sendAll(NOW);
    confirm(transport(ONE));
    submit(posted(TWO, "p", "s", 2));
    sendAll(NOW);
    ledger.sweep(EXPIRED);
    submit(posted(THREE, "p", "s", 3));
    assertThat(position(THREE).predecessor()).isEqualTo(1);
    assertThat(position(THREE).skipped()).containsExactly(2L);
  }

  @Test
  void what_expires_leaves_the_outbox_and_lets_its_stream_go_on() {
    ledger.submit(List.of(posted(ONE, "p", "s", 1), posted(TWO, null, "t", 1)));
    sendAll(NOW);
    assertThat(ledger.sweep(EXPIRED)).isEqualTo(2);
    assertThat(state(ONE)).isEqualTo("EXPIRED");
    assertThat(due()).isEmpty();
    assertThat(confirm(transport(ONE))).isEqualTo(Confirmed.MATCHED);
    assertThat(state(ONE)).isEqualTo("DELIVERED");
  }

  @Test
  void a_held_record_goes_when_the_one_before_it_expires() {
    submit(posted(ONE, "p", "s", 1));
    NewTransfer second = posted(TWO, "p", "s", 2);
    submit(second);
    sendAll(NOW);
    ledger.sweep(NOW.plus(Duration.ofDays(3)).plusMillis(1));
    assertThat(events(TWO)).containsExactly("HELD", "EXPIRED");
    assertThat(submit(posted(THREE, "p", "s", 3))).isEqualTo(made(THREE, OutboundState.SUBMITTED));
    assertThat(position(THREE).skipped()).containsExactly(1L, 2L);
  }

  @Test
  void a_rejection_before_the_transport_receipt_ends_the_transfer_and_keeps_both_receipts() {
    ledger.submit(List.of(posted(ONE, "p", "s", 1), posted(TWO, "p", "s", 2)));
    sendAll(NOW);
    Refusal refusal =
        new Refusal(RejectionCode.PERSON_NOT_FOUND, List.of("/person"), "looked twice");
    assertThat(confirm(outcome(ONE, InboundState.REJECTED, refusal))).isEqualTo(Confirmed.MATCHED);
    assertThat(state(ONE)).isEqualTo("REJECTED");
    assertThat(view(ONE).refusal()).isEqualTo(refusal);
    assertThat(view(ONE).due()).isEqualTo(Samples.DUE);
    assertThat(dueRecords()).containsExactly(TWO);
    assertThat(confirm(transport(ONE))).isEqualTo(Confirmed.REPEATED);
    assertThat(state(ONE)).isEqualTo("REJECTED");
    assertThat(ledger.receipts(ONE, OPERATOR)).hasSize(2);
  }

  @Test
  void an_acceptance_that_says_superseded_counts_as_accepted() {
    submit(posted(ONE, null, "s", 1));
    sendAll(NOW);
    confirm(transport(ONE));
    assertThat(confirm(outcome(ONE, InboundState.SUPERSEDED, null))).isEqualTo(Confirmed.MATCHED);
    assertThat(state(ONE)).isEqualTo("ACCEPTED");
    assertThat(ledger.timeline(ONE, OPERATOR).get(3).detail()).isEqualTo("SUPERSEDED");
    assertThat(confirm(outcome(ONE, InboundState.ACCEPTED, null))).isEqualTo(Confirmed.REPEATED);
  }

  @Test
  void a_receipt_that_says_the_opposite_is_alarmed_and_changes_nothing() {
    submit(posted(ONE, null, "s", 1));
    sendAll(NOW);
    Refusal refusal = Refusal.of(RejectionCode.NOT_COMPETENT);
    assertThat(
            ledger.confirm(
                List.of(
                    outcome(ONE, InboundState.ACCEPTED, null),
                    outcome(ONE, InboundState.REJECTED, refusal)),
                NOW))
        .containsExactly(Confirmed.MATCHED, Confirmed.CONTRADICTED);
    assertThat(state(ONE)).isEqualTo("ACCEPTED");
    assertThat(ledger.alarms(9))
        .containsExactly(new Alarm(NOW, Alarm.Code.RECEIPT_CONTRADICTED, THERE, ONE.toString()));
  }

  @Test
  void a_receipt_for_nothing_sent_is_alarmed() {
    assertThat(confirm(transport(ONE))).isEqualTo(Confirmed.UNKNOWN);
    assertThat(ledger.alarms(9))
        .extracting(Alarm::code)
        .containsExactly(Alarm.Code.RECEIPT_FOR_NOTHING_SENT);
  }

  @Test
  void a_receipt_by_another_node_or_over_other_content_is_alarmed() {
    ledger.submit(List.of(posted(ONE, null, "s", 1), posted(TWO, null, "t", 1)));
    assertThat(confirm(transport(ONE))).isEqualTo(Confirmed.MISMATCHED);
    sendAll(NOW);
    String digest = Samples.digest(ONE);
    assertThat(confirm(Samples.says(ONE, "350000", digest, true, null, null)))
        .isEqualTo(Confirmed.MISMATCHED);
    assertThat(confirm(Samples.says(ONE, THERE, "SHA256:00", true, null, null)))
        .isEqualTo(Confirmed.MISMATCHED);
    assertThat(state(ONE)).isEqualTo("SENT");
    assertThat(ledger.alarms(9)).hasSize(3);
  }

  @Test
  void a_due_date_that_differs_is_alarmed_once() {
    submit(posted(ONE, null, "s", 1));
    sendAll(NOW);
    Confirmation t = transport(ONE);
    Confirmation differs =
        new Confirmation(
            t.about(),
            t.by(),
            t.digest(),
            true,
            null,
            NOW,
            null,
            t.due(),
            true,
            null,
            t.signedData());
    assertThat(ledger.confirm(List.of(differs, differs), NOW))
        .containsExactly(Confirmed.MATCHED, Confirmed.REPEATED);
    assertThat(ledger.alarms(9))
        .extracting(Alarm::code)
        .containsExactly(Alarm.Code.DUE_DATE_DIFFERS);
  }

  @Test
  void a_receipt_that_comes_before_sent_is_noted_leaves_nothing_to_send() {
    submit(posted(ONE, null, "s", 1));
    long row = due().get(0).row();
    ledger.signed(List.of(new SignedRecord(row, new byte[9], Samples.digest(ONE))));
    confirm(transport(ONE));
    assertThat(due()).isEmpty();
    ledger.sent(List.of(row), NOW);
    assertThat(state(ONE)).isEqualTo("DELIVERED");
    assertThat(ledger.sweep(EXPIRED)).isZero();
  }

  @Test
  void a_system_sees_what_it_posted_and_nothing_else() {
    submit(posted(ONE, null, "s", 1));
    Viewer other = new Viewer.LocalSystem("clinic");
    Viewer own = new Viewer.LocalSystem("desk");
    assertThat(ledger.find(ONE, own)).isPresent();
    assertThat(ledger.find(ONE, other)).isEmpty();
    assertThat(ledger.timeline(ONE, own)).hasSize(1);
    assertThat(ledger.timeline(ONE, other)).isEmpty();
    assertThat(ledger.receipts(ONE, other)).isEmpty();
    byte[] index = Samples.index("s" + Samples.SOURCE_KEY);
    assertThat(ledger.findBySource(index, other)).isEmpty();
    submit(posted(TWO, null, "s", 2));
    assertThat(ledger.findBySource(index, own))
        .extracting(view -> view.facts().id())
        .containsExactly(TWO, ONE);
    assertThat(ledger.sentBy(List.of(ONE, TWO, THREE))).containsOnlyKeys(ONE, TWO);
  }

  @Test
  void the_tally_counts_by_route_type_and_state() {
    ledger.submit(List.of(posted(ONE, null, "s", 1), posted(TWO, null, "t", 1)));
    assertThat(ledger.tally())
        .singleElement()
        .satisfies(
            tally -> {
              assertThat(tally.outbound()).isTrue();
              assertThat(tally.partner()).isEqualTo(THERE);
              assertThat(tally.state()).isEqualTo("SUBMITTED");
              assertThat(tally.count()).isEqualTo(2);
              assertThat(tally.oldest()).isEqualTo(NOW);
            });
  }

  @Test
  void an_answer_that_arrives_is_noted_on_its_request() {
    submit(CaseBehaviour.posting(CaseBehaviour.facts("Inquiry", ONE, HERE, THERE, null), null));
    ledger.receive(
        List.of(CaseBehaviour.arrival(CaseBehaviour.facts("InquiryReply", TWO, THERE, HERE, ONE))),
        Samples.RECEIPTS,
        NOW);
    assertThat(view(ONE).answeredBy()).isEqualTo(TWO);
    assertThat(ledger.undelivered(9).get(0).requestedBy()).isEqualTo("desk");
  }
}
