package hutong.gateway.bench;

import hutong.gateway.http.ApiClient;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Clients with a thread of their own, so that their share of the work can be told. */
final class ClientLoop implements AutoCloseable {

  private static final int CONNECTIONS = 64;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final List<ApiClient> clients = new ArrayList<>();
  private final long thread;

  ClientLoop() {
    CompletableFuture<Long> id = new CompletableFuture<>();
    vertx.runOnContext(any -> id.complete(Thread.currentThread().getId()));
    this.thread = id.join();
  }

  ApiClient client(URI node, String key) {
    ApiClient client = new ApiClient(vertx, node, key, "en", CONNECTIONS);
    clients.add(client);
    return client;
  }

  /** Seconds of processor time of its thread. */
  double cpuSeconds() {
    return Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread)) / 1e9;
  }

  @Override
  public void close() {
    clients.forEach(ApiClient::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
