package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.outcome;
import static hutong.gateway.ledger.Samples.posted;
import static hutong.gateway.ledger.Samples.transport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import hutong.routes.Refusal;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Outcomes.Outcome;
import hutong.schemas.RejectionCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What posters are told; the same on every database. */
abstract class OutcomeBehaviour extends LedgerBehaviour {

  private List<Outcome> all() {
    return ledger.outcomes().after("desk", 0, 1_000);
  }

  @Test
  void each_step_that_its_poster_waits_for_is_told_once_in_order() {
    submit(posted(id(1), null, "s1", 1));
    submit(posted(id(2), null, "s2", 1));
    sendAll(NOW);
    assertThat(all()).isEmpty();
    ledger.confirm(List.of(transport(id(2))), NOW);
    ledger.confirm(List.of(transport(id(1)), transport(id(2))), NOW);
    Refusal why = Refusal.of(RejectionCode.PERSON_NOT_FOUND);
    ledger.confirm(List.of(outcome(id(2), InboundState.REJECTED, why)), NOW);

    assertThat(all())
        .extracting(Outcome::id, Outcome::what, Outcome::code)
        .containsExactly(
            tuple(id(2), "DELIVERED", null),
            tuple(id(1), "DELIVERED", null),
            tuple(id(2), "REJECTED", "PERSON_NOT_FOUND"));
    long second = all().get(1).number();
    assertThat(ledger.outcomes().after("desk", second, 10)).hasSize(1);
    assertThat(ledger.outcomes().after("other-desk", 0, 10)).isEmpty();
    assertThat(ledger.outcomes().newest("desk")).isEqualTo(all().get(2).number());
    ledger.close();
    ledger = open();
    assertThat(all()).hasSize(3);
  }

  @Test
  void since_an_instant_begins_before_the_first_thing_since_then_and_old_ones_are_forgotten() {
    for (int i = 1; i <= 40; i++) {
      submit(posted(id(i), null, "s" + i, 1));
      ledger.abandon(id(i), NOW.plusSeconds(i));
    }
    for (int i : new int[] {0, 1, 17, 40, 41}) {
      Instant instant = NOW.plusSeconds(i);
      long since = ledger.outcomes().since("desk", instant);
      assertThat(ledger.outcomes().after("desk", since, 100)).hasSize(40 - Math.max(0, i - 1));
    }
    ledger.sweep(NOW.plus(Duration.ofDays(31)).plusSeconds(21));
    assertThat(all()).hasSize(20);
  }

  /** Whoever reads while others write sees every outcome, and none behind its back. */
  @Test
  void a_reader_that_follows_the_numbers_misses_nothing_of_many_writers() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    List<Future<?>> writing = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      int from = 1_000 * (w + 1);
      writing.add(
          writers.submit(
              () -> {
                for (int i = from; i < from + 60; i++) {
                  submit(posted(id(i), null, "s" + i, 1));
                  ledger.abandon(id(i), NOW);
                }
              }));
    }
    Set<UUID> told = new TreeSet<>();
    long after = 0;
    boolean last = false;
    while (!last) {
      last = writing.stream().allMatch(Future::isDone);
      for (Outcome each : ledger.outcomes().after("desk", after, 7)) {
        assertThat(each.number()).isGreaterThan(after);
        assertThat(told.add(each.id())).isTrue();
        after = each.number();
        last = false;
      }
    }
    writers.shutdown();
    for (Future<?> each : writing) {
      each.get();
    }
    assertThat(told).hasSize(240);
  }
}
