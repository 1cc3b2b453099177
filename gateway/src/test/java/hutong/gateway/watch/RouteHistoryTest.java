package hutong.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.Destination;
import hutong.routes.ledger.Destination.State;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouteHistoryTest {

  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");

  private final RouteHistory history = new RouteHistory(Clock.fixed(NOW, ZoneOffset.UTC));

  private static Destination waiting(String node, long count) {
    return new Destination(node, State.UP, null, 0, null, null, count, false, NOW);
  }

  @Test
  void what_passed_between_two_looks_stands_in_the_second() {
    history.sent("410000", 3);
    history.sent("410000", 4);
    history.received("360000", 2);
    history.look(List.of(waiting("410000", 9)));
    history.look(List.of(waiting("410000", 2)));
    assertThat(history.of("410000")).extracting(RouteHistory.Sample::sent).containsExactly(7L, 0L);
    assertThat(history.of("410000"))
        .extracting(RouteHistory.Sample::waiting)
        .containsExactly(9L, 2L);
    assertThat(history.of("360000"))
        .extracting(RouteHistory.Sample::received)
        .containsExactly(2L, 0L);
    assertThat(history.of("110000")).isEmpty();
  }

  @Test
  void it_is_bounded_in_time_and_in_routes_and_keeps_nothing_of_quiet_ones() {
    List<Destination> many =
        IntStream.range(0, 3_000).mapToObj(i -> waiting("%06d".formatted(i), 1)).toList();
    for (int i = 0; i < 1_000; i++) {
      history.look(many.subList(0, 2));
    }
    assertThat(history.of("000000")).hasSize(960);
    history.look(many);
    history.look(List.of(Destination.quiet("999999")));
    assertThat(many.stream().filter(each -> !history.of(each.node()).isEmpty())).hasSize(500);
    assertThat(history.of("999999")).isEmpty();
  }
}
