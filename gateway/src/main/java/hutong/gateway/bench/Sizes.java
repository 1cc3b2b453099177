package hutong.gateway.bench;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * How long and how large. The scenarios are the same in every form.
 *
 * @param warmUp before the first measurement of a process, for the compiler
 * @param further the same where it has seen something like it
 * @param window one measured stretch
 * @param repeat measured stretches of each
 * @param ahead records under way at once
 * @param ledger transfers that the full ledger holds
 * @param destinations members of the largest network
 * @param backlog records that wait for a destination
 * @param rest how long a node has done nothing when its memory is looked at
 */
record Sizes(
    Duration warmUp,
    Duration further,
    Duration window,
    int repeat,
    int ahead,
    long ledger,
    int destinations,
    int backlog,
    Duration rest) {

  /** A look whether all of it runs: the figures say little. About a minute. */
  static final Sizes BRIEF =
      new Sizes(
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          1,
          256,
          2_000,
          50,
          500,
          Duration.ofSeconds(1));

  /** Some twenty minutes. */
  static final Sizes USUAL =
      new Sizes(
          Duration.ofSeconds(60),
          Duration.ofSeconds(15),
          Duration.ofSeconds(8),
          3,
          512,
          200_000,
          300,
          20_000,
          Duration.ofSeconds(10));

  /** As the goals say it; hours. */
  static final Sizes FULL =
      new Sizes(
          Duration.ofSeconds(75),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          3,
          512,
          10_000_000,
          3_000,
          1_000_000,
          Duration.ofSeconds(60));

  JsonObject json() {
    return new JsonObject()
        .put("warmUp", warmUp.toString())
        .put("further", further.toString())
        .put("window", window.toString())
        .put("repeat", repeat)
        .put("ahead", ahead)
        .put("ledger", ledger)
        .put("destinations", destinations)
        .put("backlog", backlog)
        .put("rest", rest.toString());
  }
}
