package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.HERE;
import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.InQuarantine;
import hutong.routes.ledger.Quarantined;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whoever floods fills neither the disk nor the list that a person reads; on every database. */
abstract class FloodBehaviour extends LedgerBehaviour {

  @Test
  void alarms_of_one_cause_are_bounded_by_the_hour_and_others_are_raised_all_the_same() {
    for (int round = 0; round < 10; round++) {
      ledger.raise(alarms(THERE, NOW));
    }
    assertThat(ledger.alarms(1_000)).hasSize(50);
    ledger.raise(List.of(new Alarm(NOW, Alarm.Code.ID_REUSED, THERE, "x")));
    ledger.raise(List.of(new Alarm(NOW, Alarm.Code.SET_ASIDE, HERE, "x")));
    ledger.raise(List.of(new Alarm(NOW, Alarm.Code.SET_ASIDE, null, "x")));
    assertThat(ledger.alarms(1_000)).hasSize(53);
    ledger.raise(alarms(THERE, NOW.plus(Duration.ofMinutes(61))));
    assertThat(ledger.alarms(1_000)).hasSize(73);
  }

  @Test
  void quarantine_keeps_the_newest_of_one_member_up_to_a_number() {
    ledger.quarantine(List.of(envelope("other", HERE, 10), envelope("unknown", null, 10)));
    for (int from = 0; from < 1_200; from += 100) {
      ledger.quarantine(
          IntStream.range(from, from + 100)
              .mapToObj(number -> envelope("n" + number, THERE, 10))
              .toList());
    }
    List<InQuarantine> kept = ledger.quarantined(5_000);
    assertThat(kept).hasSize(1_002);
    assertThat(kept.get(0).digest()).isEqualTo("n1199");
    assertThat(kept.get(999).digest()).isEqualTo("n200");
    assertThat(kept).extracting(InQuarantine::digest).contains("other", "unknown");
  }

  @Test
  void quarantine_keeps_the_newest_of_one_member_up_to_a_size() {
    for (int number = 0; number < 70; number++) {
      ledger.quarantine(List.of(envelope("n" + number, number % 7 == 0 ? null : THERE, 1 << 20)));
      ledger.quarantine(List.of(envelope("m" + number, THERE, 1 << 20)));
    }
    assertThat(ledger.quarantined(5_000))
        .filteredOn(each -> THERE.equals(each.from()))
        .hasSizeBetween(60, 64)
        .extracting(InQuarantine::digest)
        .contains("m69", "n69");
  }

  private static List<Alarm> alarms(String partner, Instant at) {
    return IntStream.range(0, 20)
        .mapToObj(number -> new Alarm(at, Alarm.Code.SET_ASIDE, partner, "about " + number))
        .toList();
  }

  private static Quarantined envelope(String digest, String from, int bytes) {
    return new Quarantined(NOW, "MALFORMED", digest, from, new byte[bytes]);
  }
}
