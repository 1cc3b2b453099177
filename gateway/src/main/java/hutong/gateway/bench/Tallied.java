package hutong.gateway.bench;

import hutong.gateway.http.ApiClient;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How many of what a node has sent are in a state, counted from when this was made. */
final class Tallied {

  private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(20);

  /** Between two looks goes so many times what a look takes. */
  private static final int LOOKS_APART = 20;

  private final ApiClient watcher;
  private final String state;
  private final long before;
  private long took;

  Tallied(ApiClient watcher, String state) {
    this.watcher = watcher;
    this.state = state;
    this.before = all();
  }

  long count() {
    long started = System.nanoTime();
    long count = all() - before;
    took = System.nanoTime() - started;
    return count;
  }

  /** Waits until there are so many; returns how many stayed away. */
  long await(long wanted, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    long missing = wanted - count();
    while (missing > 0 && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.sleep(pause(SHORT));
      missing = wanted - count();
    }
    return missing;
  }

  /** How long to look away, so that looking at thousands of destinations costs little. */
  long pause(long atLeast) {
    return Math.max(atLeast, LOOKS_APART * took);
  }

  private long all() {
    return all(watcher, state);
  }

  /** How many of what a node has ever sent are in a state. */
  static long all(ApiClient watcher, String state) {
    JsonObject status = watcher.status().toCompletionStage().toCompletableFuture().join();
    return status.getJsonArray("tally").stream()
        .map(JsonObject.class::cast)
        .filter(row -> row.getString("direction").equals("OUT"))
        .filter(row -> row.getString("state").equals(state))
        .mapToLong(row -> row.getLong("count"))
        .sum();
  }
}
