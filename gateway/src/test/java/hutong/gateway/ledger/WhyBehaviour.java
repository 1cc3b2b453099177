package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.THERE;
import static hutong.gateway.ledger.Samples.outcome;
import static hutong.gateway.ledger.Samples.posted;
import static hutong.gateway.ledger.Samples.transport;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.Refusal;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Undelivered;
import hutong.routes.ledger.Viewer;
import hutong.routes.ledger.Why;
import hutong.schemas.RejectionCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why records stand where they do; the same on every database. */
abstract class WhyBehaviour extends LedgerBehaviour {

  private void says(int id, String state, String cause, Instant until, int others) {
    Why why = ledger.why(id(id), OPERATOR).orElseThrow();
    assertThat(why.view().state()).isEqualTo(state);
    assertThat(why.cause()).isEqualTo(cause);
    assertThat(why.until()).isEqualTo(until);
    assertThat(why.others()).isEqualTo(others);
  }

  private void post(int... ids) {
    for (int id : ids) {
      submit(posted(id(id), null, "s" + id, 1));
    }
  }

  @Test
  void what_waits_for_a_destination_has_its_cause_and_counts_who_waits_with_it() {
    post(1, 2, 3);
    says(1, "SUBMITTED", null, null, 2);
    List<Long> rows = due().stream().map(Outgoing::row).toList();
    ledger.postpone(THERE, rows, "BROKER_UNREACHABLE", NOW);
    Instant next = ledger.standings().get(0).nextAttempt();
    says(1, state(id(1)), "BROKER_UNREACHABLE", next, 2);
    assertThat(ledger.why(id(1), OPERATOR).orElseThrow().since()).isEqualTo(NOW);
    ledger.pause(THERE, "PAUSED", NOW);
    says(3, state(id(3)), "PAUSED", null, 2);
  }

  @Test
  void what_is_sent_waits_for_its_recipient_and_what_is_refused_counts_its_like() {
    post(1, 2, 3);
    sendAll(NOW);
    assertThat(ledger.why(id(1), OPERATOR).orElseThrow().until()).isNotNull();
    ledger.confirm(List.of(transport(id(1)), transport(id(2)), transport(id(3))), NOW);
    says(1, "DELIVERED", null, null, 2);
    for (int id : new int[] {1, 2}) {
      Refusal why = Refusal.of(RejectionCode.PERSON_NOT_FOUND);
      ledger.confirm(List.of(outcome(id(id), InboundState.REJECTED, why)), NOW);
    }
    ledger.confirm(List.of(outcome(id(3), InboundState.ACCEPTED, null)), NOW);
    says(1, "REJECTED", "PERSON_NOT_FOUND", null, 1);
    says(3, "ACCEPTED", null, null, 0);
  }

  @Test
  void what_has_come_waits_for_its_system_or_for_whoever_names_one() {
    receiveAndOffer(version(id(1), "s1", 1), version(id(2), "s2", 1));
    says(1, "OFFERED", null, null, 1);
    lease();
    says(1, "OFFERED", null, LATER, 0);
    ledger.receive(
        List.of(version(id(3), "s3", 1), version(id(4), "s4", 1)), Samples.RECEIPTS, NOW);
    says(3, "RECEIVED", null, null, 1);
    List<Offer> parked = new ArrayList<>();
    for (Undelivered one : ledger.undelivered(10)) {
      parked.add(new Offer.Park(one.key(), "NO_OFFICE", List.of()));
    }
    ledger.offer(parked, NOW);
    says(3, "PARKED", "NO_OFFICE", null, 1);
  }

  @Test
  void nobody_learns_why_of_what_is_not_his() {
    post(1);
    assertThat(ledger.why(id(1), new Viewer.LocalSystem("desk"))).isPresent();
    assertThat(ledger.why(id(1), new Viewer.LocalSystem("other-desk"))).isEmpty();
    assertThat(ledger.why(id(2), OPERATOR)).isEmpty();
  }
}
