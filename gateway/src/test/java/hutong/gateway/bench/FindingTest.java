package hutong.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FindingTest {

  @Test
  void a_goal_is_met_by_the_median() {
    Spread rate = new Spread(1_300, 900, 1_400);
    assertThat(new Finding("records/s", Goal.atLeast(1_200), rate).met()).isTrue();
    assertThat(new Finding("records/s", Goal.atLeast(1_301), rate).met()).isFalse();
    assertThat(new Finding("p50, ms", Goal.atMost(1_300), rate).met()).isTrue();
    assertThat(new Finding("p50, ms", Goal.atMost(1_299), rate).met()).isFalse();
  }

  @Test
  void what_is_only_reported_is_neither_met_nor_missed() {
    assertThat(new Finding("records/s", Goal.NONE, Spread.of(1)).met()).isNull();
  }

  @Test
  void cpu_is_measured_in_floors() {
    Finding cpu = new Finding("CPU, ms", Goal.timesFloor(1.6), Spread.of(0.7), 0.5);
    assertThat(cpu.ratio()).isEqualTo(1.4);
    assertThat(cpu.met()).isTrue();
    assertThat(new Finding("CPU, ms", Goal.timesFloor(1.6), Spread.of(0.9), 0.5).met()).isFalse();
  }

  @Test
  void no_percentile_is_told_shorter_than_it_was() {
    Latencies all =
        new Latencies(LongStream.rangeClosed(1, 100).map(each -> each * 1_000_000).toArray());
    assertThat(all.percentileMs(0.50)).isEqualTo(50);
    assertThat(all.percentileMs(0.99)).isEqualTo(99);
    assertThat(all.percentileMs(0.991)).isEqualTo(100);
    assertThat(new Latencies(new long[] {7_000_000}).percentileMs(0.01)).isEqualTo(7);
    assertThat(new Latencies(new long[0]).percentileMs(0.5)).isZero();
  }
}
