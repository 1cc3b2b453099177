package hutong.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  @Test
  void waits_double_with_jitter_up_to_the_longest() {
    RetryPolicy policy = RetryPolicy.STANDARD;
    Random random = new Random(5);
    for (int attempts = 0; attempts < 200; attempts++) {
      long step = Math.min(3_600_000, attempts > 20 ? Long.MAX_VALUE : 1_000L << attempts);
      assertThat(policy.after(attempts, random).toMillis()).isBetween(step / 2, step);
    }
  }
}
