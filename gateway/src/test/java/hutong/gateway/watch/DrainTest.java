package hutong.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.watch.RouteHistory.Sample;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.Destination.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrainTest {

  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");
  private static final int EVERY = RouteHistory.EVERY_SECONDS;

  /** Samples up to now, of which the last has so many waiting. */
  private static List<Sample> samples(int count, State state, long last, long eachTime) {
    List<Sample> samples = new ArrayList<>();
    for (int i = count - 1; i >= 0; i--) {
      Instant at = NOW.minusSeconds((long) i * EVERY);
      samples.add(new Sample(at, state, last - i * eachTime, false, at, 0, 0));
    }
    return samples;
  }

  private static Destination waiting(State state, long count, boolean more, Instant oldest) {
    return new Destination("410000", state, null, 0, null, null, count, more, oldest);
  }

  @Test
  void what_becomes_less_evenly_is_gone_when_its_rate_says() {
    List<Sample> samples = samples(10, State.DRAINING, 600, -30); // two a second
    Drain drain = Drain.of(waiting(State.DRAINING, 600, false, NOW), samples, NOW);
    assertThat(drain).isEqualTo(new Drain(Drain.Kind.DRAINS, NOW.plusSeconds(300)));
  }

  @Test
  void of_more_than_can_be_counted_the_age_of_the_oldest_says_it() {
    List<Sample> samples = new ArrayList<>();
    Instant outage = NOW.minus(Duration.ofHours(6));
    for (int i = 0; i <= 4; i++) {
      Instant at = NOW.minusSeconds((4L - i) * EVERY);
      // Ten minutes of backlog go in one.
      Instant oldest = outage.plusSeconds(10L * i * EVERY);
      samples.add(new Sample(at, State.DRAINING, Destination.MOST_COUNTED, true, oldest, 9, 0));
    }
    Instant oldest = outage.plusSeconds(4L * EVERY * 10);
    Drain drain =
        Drain.of(waiting(State.DRAINING, Destination.MOST_COUNTED, true, oldest), samples, NOW);
    // What comes meanwhile has to go as well: of ten minutes that it gains, one is added.
    long behind = Duration.between(oldest, NOW).toSeconds();
    assertThat(drain).isEqualTo(new Drain(Drain.Kind.DRAINS, NOW.plusMillis(behind * 1_000 / 9)));
  }

  @Test
  void nothing_is_foretold_that_the_samples_do_not_bear_out() {
    List<Sample> more = samples(10, State.UP, 600, 30);
    List<Sample> same = samples(10, State.UP, 600, 0);
    List<Sample> two = samples(2, State.UP, 600, -30);
    Destination waits = waiting(State.UP, 600, false, NOW);
    assertThat(Drain.of(waits, more, NOW).kind()).isEqualTo(Drain.Kind.GROWS);
    assertThat(Drain.of(waits, same, NOW).kind()).isEqualTo(Drain.Kind.GROWS);
    assertThat(Drain.of(waits, two, NOW).kind()).isEqualTo(Drain.Kind.UNKNOWN);
    assertThat(Drain.of(waits, List.of(), NOW).kind()).isEqualTo(Drain.Kind.UNKNOWN);
    for (State state : List.of(State.PAUSED, State.PUT_OFF, State.PLANNED_OUTAGE)) {
      assertThat(Drain.of(waiting(state, 600, false, NOW), two, NOW).kind())
          .isEqualTo(Drain.Kind.STANDS);
    }
    assertThat(Drain.of(Destination.quiet("410000"), more, NOW).kind()).isEqualTo(Drain.Kind.CLEAR);
    // What stood still before says nothing of how it goes now.
    List<Sample> before = samples(10, State.PUT_OFF, 600, 0);
    assertThat(Drain.of(waits, before, NOW).kind()).isEqualTo(Drain.Kind.UNKNOWN);
  }
}
