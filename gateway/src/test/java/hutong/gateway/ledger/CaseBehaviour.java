package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.HERE;
import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.RECEIPTS;
import static hutong.gateway.ledger.Samples.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.Refusal;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.CaseState;
import hutong.routes.ledger.Counted;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Reception;
import hutong.routes.ledger.Remembered;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.RejectionCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where a case stands at whoever asked and at whoever was asked. */
abstract class CaseBehaviour extends LedgerBehaviour {
  private static final byte[] PERSON = Arrays.copyOf(Samples.index("a person"), 16);
  private static final Refusal UNFIT = Refusal.of(RejectionCode.IMPLAUSIBLE);

  private Lease given;

  static TransferFacts facts(String type, UUID id, String from, String to, UUID about) {
    TransferFacts f = Samples.facts(id, from, to, about);
    return new TransferFacts(
        id,
        from,
        to,
        type,
        f.schemaVersion(),
        f.legalBasis(),
        f.targetDivision(),
        f.targetDate(),
        about,
        false,
        f.created(),
        f.expires());
  }

  static NewTransfer posting(TransferFacts facts, byte[] person) {
    NewTransfer t = Samples.posted(facts.id(), null, null, 1);
    return new NewTransfer(
        facts,
        t.system(),
        null,
        1,
        null,
        person,
        t.contentDigest(),
        t.record(),
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        List.of(),
        Counted.PLAIN);
  }

  static Arrival arrival(TransferFacts facts) {
    return Samples.arrival(facts, null, 0, null, 1, null);
  }

  private Remembered post(String type, int id, UUID about) {
    byte[] person = type.equals("Inquiry") ? PERSON : null;
    Remembered said = submit(posting(facts(type, id(id), HERE, THERE, about), person));
    sendAll(NOW);
    return said;
  }

  private Reception comes(String type, int id, UUID about) {
    Reception said =
        ledger
            .receive(List.of(arrival(facts(type, id(id), THERE, HERE, about))), RECEIPTS, NOW)
            .get(0);
    offer("register");
    return said;
  }

  private Decided decide(int id, Refusal refusal) {
    ledger.lease("register", 100, NOW, LATER).ifPresent(one -> given = one);
    return ledger
        .decide("register", given.id(), List.of(new Decision(from(id(id)), refusal)), RECEIPTS, NOW)
        .get(0);
  }

  private void confirm(int id, InboundState outcome) {
    Refusal refusal = outcome == InboundState.REJECTED ? UNFIT : null;
    ledger.confirm(List.of(Samples.outcome(id(id), outcome, refusal)), NOW);
  }

  private CaseState stands(int id) {
    return view(id(id)).of().state();
  }

  @Test
  void whoever_was_asked_follows_it_until_the_answer_is_accepted() {
    comes("Inquiry", 1, null);
    assertThat(stands(1)).isEqualTo(CaseState.OPEN);
    decide(1, null);
    assertThat(stands(1)).isEqualTo(CaseState.IN_PROGRESS);
    assertThat(post("ClarificationRequest", 2, id(1))).isInstanceOf(Remembered.New.class);
    assertThat(stands(1)).isEqualTo(CaseState.AWAITING_CLARIFICATION);
    comes("ClarificationReply", 3, id(2));
    assertThat(stands(1)).isEqualTo(CaseState.IN_PROGRESS);
    post("InquiryReply", 4, id(1));
    assertThat(stands(1)).isEqualTo(CaseState.ANSWERED);
    confirm(4, InboundState.ACCEPTED);
    assertThat(stands(1)).isEqualTo(CaseState.CLOSED);
    assertThat(events(id(1)))
        .containsSubsequence(
            "CASE_IN_PROGRESS",
            "CASE_AWAITING_CLARIFICATION",
            "CASE_IN_PROGRESS",
            "CASE_ANSWERED",
            "CASE_CLOSED");
  }

  @Test
  void whoever_asked_follows_it_too_and_may_return_the_answer() {
    post("Inquiry", 1, null);
    confirm(1, InboundState.ACCEPTED);
    assertThat(stands(1)).isEqualTo(CaseState.IN_PROGRESS);
    comes("ClarificationRequest", 2, id(1));
    assertThat(stands(1)).isEqualTo(CaseState.AWAITING_CLARIFICATION);
    post("ClarificationReply", 3, id(2));
    comes("InquiryReply", 4, id(1));
    assertThat(stands(1)).isEqualTo(CaseState.ANSWERED);
    decide(4, UNFIT);
    assertThat(stands(1)).isEqualTo(CaseState.IN_PROGRESS);
    comes("InquiryReply", 5, id(1));
    decide(5, null);
    assertThat(stands(1)).isEqualTo(CaseState.CLOSED);
    assertThat(comes("InquiryReply", 6, id(1))).isEqualTo(Reception.REFUSED);
  }

  @Test
  void a_receipt_that_is_late_moves_nothing_back() {
    post("Inquiry", 1, null);
    comes("InquiryReply", 2, id(1));
    decide(2, null);
    confirm(1, InboundState.ACCEPTED);
    assertThat(stands(1)).isEqualTo(CaseState.CLOSED);
  }

  @Test
  void what_its_decision_answers_is_closed_by_it() {
    comes("LifeEventRegistration", 1, null);
    decide(1, null);
    assertThat(stands(1)).isEqualTo(CaseState.CLOSED);
    comes("Inquiry", 2, null);
    decide(2, UNFIT);
    assertThat(stands(2)).isEqualTo(CaseState.CLOSED);
  }

  @Test
  void a_withdrawal_and_an_answer_exclude_each_other_whichever_is_first() {
    comes("Inquiry", 1, null);
    decide(1, null);
    comes("Withdrawal", 2, id(1));
    post("InquiryReply", 3, id(1));
    assertThat(decide(2, null)).isEqualTo(Decided.OUT_OF_CYCLE);
    assertThat(stands(1)).isEqualTo(CaseState.ANSWERED);
    assertThat(decide(2, UNFIT)).isEqualTo(Decided.DONE);

    comes("Inquiry", 4, null);
    comes("Withdrawal", 5, id(4));
    decide(5, null);
    assertThat(stands(4)).isEqualTo(CaseState.WITHDRAWN);
    assertThat(post("InquiryReply", 6, id(4))).isInstanceOf(Remembered.OutOfCycle.class);
  }

  @Test
  void it_is_withdrawn_at_whoever_asked_once_that_is_accepted() {
    post("Inquiry", 1, null);
    confirm(1, InboundState.ACCEPTED);
    post("Withdrawal", 2, id(1));
    assertThat(stands(1)).isEqualTo(CaseState.IN_PROGRESS);
    confirm(2, InboundState.ACCEPTED);
    assertThat(stands(1)).isEqualTo(CaseState.WITHDRAWN);
    assertThat(comes("InquiryReply", 3, id(1))).isEqualTo(Reception.REFUSED);
  }

  @Test
  void a_reminder_is_of_what_has_arrived_and_is_not_answered() {
    post("Inquiry", 1, null);
    assertThat(post("Reminder", 2, id(1))).isInstanceOf(Remembered.OutOfCycle.class);
    ledger.confirm(List.of(Samples.transport(id(1))), NOW);
    assertThat(post("Reminder", 3, id(1))).isInstanceOf(Remembered.New.class);
    comes("ReminderReply", 4, id(3));
    assertThat(stands(1)).isEqualTo(CaseState.OPEN);
    comes("InquiryReply", 5, id(1));
    assertThat(post("Reminder", 6, id(1))).isInstanceOf(Remembered.OutOfCycle.class);
  }

  @Test
  void what_was_forwarded_is_not_answered_any_more() {
    comes("Inquiry", 1, null);
    post("Forward", 2, id(1));
    assertThat(stands(1)).isEqualTo(CaseState.FORWARDED);
    assertThat(post("InquiryReply", 3, id(1))).isInstanceOf(Remembered.OutOfCycle.class);
  }

  @Test
  void nobody_corrects_or_withdraws_what_was_not_taken_from_him() {
    assertThat(comes("Correction", 1, id(99))).isEqualTo(Reception.REFUSED);
    Arrival others = arrival(facts("ArrivalNotice", id(2), "410000", HERE, null));
    ledger.receive(List.of(others), RECEIPTS, NOW);
    assertThat(comes("Withdrawal", 3, id(2))).isEqualTo(Reception.REFUSED);
    comes("ArrivalNotice", 4, null);
    assertThat(comes("Correction", 5, id(4))).isEqualTo(Reception.TAKEN);
    assertThat(comes("Reminder", 6, id(4))).isEqualTo(Reception.REFUSED);
    assertThat(post("Correction", 7, id(4))).isInstanceOf(Remembered.OutOfCycle.class);
  }

  @Test
  void what_never_arrived_is_undone_and_can_be_said_again() {
    comes("Inquiry", 1, null);
    decide(1, null);
    post("InquiryReply", 2, id(1));
    assertThat(stands(1)).isEqualTo(CaseState.ANSWERED);
    ledger.sweep(NOW.plus(Duration.ofDays(4)));
    assertThat(state(id(2))).isEqualTo("EXPIRED");
    assertThat(stands(1)).isEqualTo(CaseState.IN_PROGRESS);
    confirm(2, InboundState.ACCEPTED);
    assertThat(stands(1)).isEqualTo(CaseState.CLOSED);
    comes("Inquiry", 3, null);
    submit(posting(facts("Forward", id(4), HERE, THERE, id(3)), null));
    assertThat(stands(3)).isEqualTo(CaseState.FORWARDED);
    ledger.withdraw(id(4), "desk", NOW);
    assertThat(stands(3)).isEqualTo(CaseState.IN_PROGRESS);
  }

  @Test
  void what_was_said_can_be_corrected_after_the_case_is_closed() {
    post("Inquiry", 1, null);
    comes("InquiryReply", 2, id(1));
    decide(2, null);
    assertThat(stands(1)).isEqualTo(CaseState.CLOSED);
    assertThat(comes("Correction", 3, id(2))).isEqualTo(Reception.TAKEN);
  }

  @Test
  void what_is_said_about_a_case_is_about_its_person() {
    post("Inquiry", 1, null);
    comes("ClarificationRequest", 2, id(1));
    post("ClarificationReply", 3, id(2));
    assertThat(ledger.disclosures(PERSON, 9))
        .extracting(each -> each.facts().id())
        .containsExactlyInAnyOrder(id(1), id(2), id(3));
  }
}
