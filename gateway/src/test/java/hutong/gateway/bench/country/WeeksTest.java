package hutong.gateway.bench.country;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plan's arithmetic loses and makes no record, and says what a node can't do. */
class WeeksTest {

  private static final int HENAN = 15;

  private final Calendar calendar = new Calendar(3_000_000, 10);
  private Flows flows;
  private Machines machines;

  @BeforeEach
  void fitting() throws Exception {
    flows = Flows.load();
    machines = Machines.fitting(flows, calendar, 0.6, 0.6, 4_200, 0.5, 500);
  }

  @Test
  void all_that_is_sent_is_received_and_is_all_there_is() {
    double sent = 0;
    double received = 0;
    for (int i = 0; i < flows.size(); i++) {
      sent += flows.sent(i);
      received += flows.received(i);
      assertThat(flows.shares()[i][i]).isZero();
    }
    assertThat(flows.size()).isEqualTo(34);
    assertThat(sent).isCloseTo(1, within(1e-9));
    assertThat(received).isCloseTo(1, within(1e-9));
  }

  @Test
  void where_nobody_is_down_nothing_waits_on_machines_that_fit() {
    Weeks weeks = new Weeks(flows, calendar, machines, -1, 0).run();
    assertThat(weeks.mostWaiting()).isLessThan(1);
    for (int i = 0; i < flows.size(); i++) {
      assertThat(weeks.busiest(i)).isLessThanOrEqualTo(0.5 + 1e-9);
    }
  }

  @Test
  void what_waits_for_one_that_is_down_goes_when_it_is_back() {
    assertThat(flows.names().get(HENAN)).isEqualTo("Henan");
    Weeks day = new Weeks(flows, calendar, machines, HENAN, 24).run();
    Weeks week = new Weeks(flows, calendar, machines, HENAN, 168).run();
    double aDay = calendar.onDay(calendar.worst()) * flows.received(HENAN);
    assertThat(day.mostWaiting()).isBetween(0.9 * aDay, 1.1 * aDay);
    assertThat(day.recoveredAfter()).isPositive();
    assertThat(week.recoveredAfter()).isGreaterThan(day.recoveredAfter());
    assertThat(day.mostWaitingAtOne()).isLessThan(day.mostWaiting());
  }

  @Test
  void machines_that_are_too_small_never_catch_up() {
    int[] none = machines.cores().clone();
    none[HENAN] = 0;
    Machines without = new Machines(0.6, 0.6, 4_200, none, 0.5, 500);
    Weeks weeks = new Weeks(flows, calendar, without, HENAN, 24).run();
    assertThat(weeks.recoveredAfter()).isEqualTo(-1);
  }
}
