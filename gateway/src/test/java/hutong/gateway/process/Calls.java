package hutong.gateway.process;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waits for answers. */
final class Calls {

  private Calls() {}

  static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
