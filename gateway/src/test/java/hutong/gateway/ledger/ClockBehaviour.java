package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.HERE;
import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.RECEIPTS;
import static hutong.gateway.ledger.Samples.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.Refusal;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.AnswerClock.Flag;
import hutong.routes.ledger.AnswerClock.Urged;
import hutong.routes.ledger.Clocks;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.Owed;
import hutong.routes.ledger.TransferId;
import hutong.routes.ledger.Urging;
import hutong.routes.ledger.Viewer;
import hutong.schemas.DueDate;
import hutong.schemas.RejectionCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The clocks of answers that are owed; due on 5 December in all of these. */
abstract class ClockBehaviour extends LedgerBehaviour {
  private static final Clocks.Question ANY = new Clocks.Question(null, null, null, null);
  private static final Urging URGING = new Urging(Duration.ofDays(1), Duration.ofDays(7));

  /** When 5 December is over in China. */
  private static final Instant OVER = Instant.parse("2026-12-05T16:00:00Z");

  private UUID lease;

  @Test
  void overdue_is_a_flag_and_never_a_state() {
    receiveAndOffer(Samples.arrival(id(1)));
    assertThat(flag(OVER.minusMillis(1))).isEqualTo(Flag.DUE);
    assertThat(flag(OVER)).isEqualTo(Flag.OVERDUE);
    assertThat(state(id(1))).isEqualTo("OFFERED");
    decide(id(1), null, OVER.minusMillis(1));
    assertThat(flag(OVER.plusSeconds(1))).isEqualTo(Flag.IN_TIME);
    assertThat(owed(ANY, OVER)).isEmpty();
  }

  @Test
  void an_answer_after_the_due_day_is_late_for_ever() {
    receiveAndOffer(Samples.arrival(id(1)), Samples.arrival(id(2)));
    decide(id(1), null, OVER);
    decide(id(2), Refusal.of(RejectionCode.PERSON_NOT_FOUND), OVER.plusSeconds(1));
    Instant muchLater = OVER.plus(Duration.ofDays(1000));
    ledger.sweep(muchLater);
    ledger.clocks().urge(URGING, muchLater);
    assertThat(owed(new Clocks.Question(Flag.LATE, null, null, null), muchLater))
        .containsExactly(id(1), id(2));
    assertThat(flag(muchLater)).isEqualTo(Flag.LATE);
    assertThat(view(id(1)).clock().urged()).isEqualTo(Urged.NOT_YET);
  }

  @Test
  void the_senders_own_due_date_stands_in_its_book_and_a_difference_is_an_alarm() {
    submit(Samples.posted(id(1), null, "s", 1));
    sendAll(NOW);
    DueDate own = new DueDate(LocalDate.parse("2026-12-05"), "inquiry-15d", "cn-2026-1");
    DueDate stated = new DueDate(LocalDate.parse("2026-12-25"), "inquiry-15d", "cn-2026-9");
    ledger.confirm(List.of(receipt(id(1), stated).owing(own)), NOW);
    assertThat(view(id(1)).due()).isEqualTo(own);
    assertThat(flag(OVER)).isEqualTo(Flag.OVERDUE);
    assertThat(ledger.alarms(9))
        .extracting(Alarm::code)
        .containsExactly(Alarm.Code.DUE_DATE_DIFFERS);
    assertThat(owed(new Clocks.Question(null, true, null, null), OVER)).containsExactly(id(1));
    assertThat(owed(new Clocks.Question(null, false, null, null), OVER)).isEmpty();
    assertThat(owed(new Clocks.Question(null, null, "000000", "Inquiry"), OVER)).isEmpty();
  }

  @Test
  void a_receipt_that_leaves_the_due_date_out_does_not_stop_the_clock() {
    submit(Samples.posted(id(1), null, "s", 1));
    sendAll(NOW);
    ledger.confirm(List.of(receipt(id(1), null).owing(Samples.DUE)), NOW);
    assertThat(flag(OVER)).isEqualTo(Flag.OVERDUE);
    assertThat(ledger.alarms(9))
        .extracting(Alarm::code)
        .containsExactly(Alarm.Code.DUE_DATE_DIFFERS);
  }

  @Test
  void what_is_owed_is_reminded_of_and_escalated_once_each_with_one_alarm_a_day() {
    receiveAndOffer(Samples.arrival(id(1)), Samples.arrival(id(2)), Samples.arrival(id(3)));
    decide(id(3), null, NOW);
    assertThat(ledger.clocks().urge(URGING, OVER.plus(Duration.ofHours(23)))).isZero();
    Instant day = OVER.plus(Duration.ofDays(1));
    assertThat(ledger.clocks().urge(URGING, day)).isEqualTo(2);
    assertThat(ledger.clocks().urge(URGING, day.plusSeconds(1))).isZero();
    assertThat(view(id(1)).clock().urged()).isEqualTo(Urged.REMINDED);
    assertThat(view(id(3)).clock().urged()).isEqualTo(Urged.NOT_YET);
    assertThat(ledger.clocks().urge(URGING, OVER.plus(Duration.ofDays(7)))).isEqualTo(2);
    assertThat(ledger.clocks().urge(URGING, OVER.plus(Duration.ofDays(70)))).isZero();
    assertThat(events(id(1))).containsOnlyOnce("REMINDED", "ESCALATED");
    assertThat(events(id(3))).doesNotContain("REMINDED");
    assertThat(state(id(1))).isEqualTo("OFFERED");
    assertThat(ledger.alarms(9))
        .extracting(Alarm::code, Alarm::partner, Alarm::about)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Alarm.Code.ESCALATED, THERE, "ArrivalNotice"),
            org.assertj.core.groups.Tuple.tuple(Alarm.Code.OVERDUE, THERE, "ArrivalNotice"));
  }

  @Test
  void a_node_that_was_down_for_long_does_both_at_once() {
    receiveAndOffer(Samples.arrival(id(1)));
    assertThat(ledger.clocks().urge(URGING, OVER.plus(Duration.ofDays(30)))).isEqualTo(2);
    assertThat(view(id(1)).clock().urged()).isEqualTo(Urged.ESCALATED);
  }

  @Test
  void what_others_owe_is_theirs_to_be_reminded_of() {
    submit(Samples.posted(id(1), null, "s", 1));
    sendAll(NOW);
    ledger.confirm(List.of(Samples.transport(id(1))), NOW);
    assertThat(ledger.clocks().urge(URGING, OVER.plus(Duration.ofDays(30)))).isZero();
  }

  @Test
  void a_list_goes_on_where_it_ended_and_a_system_sees_its_own() {
    List<UUID> all = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      receiveAndOffer(Samples.arrival(id(i)));
      all.add(id(i));
    }
    ledger.receive(List.of(Samples.arrival(id(6))), RECEIPTS, NOW);
    offer("other");
    List<Owed> first = page(Owed.Cursor.START, 2);
    List<Owed> second = page(first.get(1).cursor(), 2);
    List<Owed> third = page(second.get(1).cursor(), 2);
    assertThat(List.of(first, second, third))
        .flatExtracting(page -> page)
        .extracting(one -> one.facts().id())
        .containsExactlyElementsOf(all);
    assertThat(page(third.get(0).cursor(), 2)).isEmpty();
    assertThat(owed(ANY, NOW)).hasSize(6);
    assertThat(owed(new Clocks.Question(null, null, HERE, null), NOW)).isEmpty();
    assertThat(owed(new Clocks.Question(null, null, THERE, "ArrivalNotice"), NOW)).hasSize(6);
    assertThat(owed(new Clocks.Question(Flag.OVERDUE, null, null, null), NOW)).isEmpty();
    assertThat(owed(new Clocks.Question(Flag.DUE, null, null, null), NOW)).hasSize(6);
  }

  private List<Owed> page(Owed.Cursor after, int max) {
    return ledger.clocks().owed(new Viewer.LocalSystem("register"), ANY, after, max, NOW);
  }

  private List<UUID> owed(Clocks.Question question, Instant now) {
    return ledger.clocks().owed(OPERATOR, question, Owed.Cursor.START, 99, now).stream()
        .map(one -> one.facts().id())
        .toList();
  }

  private Flag flag(Instant now) {
    return view(id(1)).clock().flag(now);
  }

  private void decide(UUID id, Refusal refusal, Instant now) {
    ledger.lease("register", 100, now, now.plusSeconds(60)).ifPresent(found -> lease = found.id());
    ledger.decide("register", lease, List.of(new Decision(from(id), refusal)), RECEIPTS, now);
  }

  private static Confirmation receipt(UUID id, DueDate due) {
    return new Confirmation(
        new TransferId(HERE, id),
        THERE,
        Samples.digest(id),
        true,
        null,
        NOW,
        null,
        due,
        false,
        null,
        ("receipt " + id).getBytes(StandardCharsets.UTF_8));
  }
}
