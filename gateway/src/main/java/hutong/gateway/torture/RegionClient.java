package hutong.gateway.torture;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.ApiFailure;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Asks the replicas of a region in turn: one may be dead, paused or starting, and another answers.
 */
final class RegionClient implements AutoCloseable {

  private static final int CONNECTIONS = 32;
  private static final long ANSWER_SECONDS = 4;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final List<ApiClient> replicas;
  private final AtomicInteger turn = new AtomicInteger();

  RegionClient(Vertx vertx, RegionNode node) {
    this.replicas =
        node.urls().stream()
            .map(url -> new ApiClient(vertx, url, node.key(), "en", CONNECTIONS))
            .toList();
  }

  int replicas() {
    return replicas.size();
  }

  /**
   * Asks until somebody answers.
   *
   * @throws ApiFailure if it is refused for good
   * @throws IllegalStateException if nobody has answered for so long
   */
  <T> T call(Duration longest, Function<ApiClient, Future<T>> attempt) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (true) {
      try {
        return once(attempt);
      } catch (ApiFailure refused) {
        if (refused.status() < 500 && !refused.worthRepeating()) {
          throw refused;
        }
        giveUp(end, refused);
      } catch (IllegalStateException unreachable) {
        giveUp(end, unreachable);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Asks one of them, once.
   *
   * @throws ApiFailure if it refuses
   * @throws IllegalStateException if it does not answer
   */
  <T> T once(Function<ApiClient, Future<T>> attempt) throws InterruptedException {
    ApiClient one = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
    try {
      return attempt
          .apply(one)
          .toCompletionStage()
          .toCompletableFuture()
          .get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof ApiFailure refused) {
        throw refused;
      }
      throw new IllegalStateException("A node does not answer", failed.getCause());
    } catch (TimeoutException silent) {
      throw new IllegalStateException("A node is silent", silent);
    }
  }

  @Override
  public void close() {
    replicas.forEach(ApiClient::close);
  }

  private static void giveUp(long end, RuntimeException last) {
    if (System.nanoTime() - end > 0) {
      throw last;
    }
  }
}
