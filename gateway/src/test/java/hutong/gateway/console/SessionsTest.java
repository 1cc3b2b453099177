package hutong.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

  private final Sessions sessions =
      new Sessions(Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom());

  private static Account account(String name) {
    return new Account(name, Role.VIEWER, null, null, NOW);
  }

  @Test
  void one_account_has_twenty_at_most_and_pushes_out_nobody_elses() {
    String others = sessions.begin(account("li"));
    String first = sessions.begin(account("wang"));
    String second = sessions.begin(account("wang"));
    for (int i = 0; i < 19; i++) {
      sessions.begin(account("wang"));
    }
    assertThat(sessions.of("wang")).hasSize(20);
    assertThat(sessions.find(first, true)).isEmpty();
    assertThat(sessions.find(second, true)).isPresent();
    assertThat(sessions.find(others, true)).isPresent();
  }
}
