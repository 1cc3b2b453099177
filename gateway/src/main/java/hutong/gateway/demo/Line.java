package hutong.gateway.demo;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.ApiFailure;
import hutong.gateway.http.Mail;
import hutong.gateway.http.Posted;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One client's line to its node's public API. What is worth repeating, by the node's word or since
 * the transport failed, is asked again; every call may be.
 */
final class Line implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int NOT_FOUND = 404;

  private final ApiClient api;
  private final String url;
  private final String key;
  private volatile boolean closed;

  Line(ApiClient api, String url, String key) {
    this.api = api;
    this.url = url;
    this.key = key;
  }

  String url() {
    return url;
  }

  String key() {
    return key;
  }

  /** Throws {@link ApiFailure} if the node refuses the record. */
  Posted post(byte[] record, String mediaType, String idempotencyKey) {
    return call(() -> api.submit(record, mediaType, idempotencyKey));
  }

  /** The same in a form of its own. */
  Posted postIn(String dialect, byte[] document, String idempotencyKey) {
    return call(() -> api.inDialects().submit(document, dialect, Map.of(), idempotencyKey));
  }

  /** Empty if this key may not see it, or it is not there. */
  Optional<JsonObject> find(UUID id) {
    return found(() -> api.find(id));
  }

  /** Empty as long as there is none. */
  Optional<byte[]> receipt(UUID id) {
    return found(() -> api.receipt(id));
  }

  Optional<JsonObject> timeline(UUID id) {
    return found(() -> api.timeline(id));
  }

  Optional<Mail> mailbox(int waitSeconds, int max, int leaseSeconds, String dialect) {
    return call(() -> api.inDialects().mailbox(waitSeconds, max, leaseSeconds, dialect));
  }

  void acknowledge(UUID lease, List<Mail.Item> items) {
    call(() -> api.acknowledge(lease, items));
  }

  void decide(UUID lease, List<Mail.Verdict> verdicts) {
    call(() -> api.decide(lease, verdicts));
  }

  JsonObject status() {
    return call(api::status);
  }

  /** Alarms and quarantine of this node, newest or oldest first as the node says. */
  List<JsonObject> alarms() {
    return items(call(() -> api.alarms(1_000)));
  }

  List<JsonObject> quarantine() {
    return items(call(() -> api.quarantine(1_000)));
  }

  @Override
  public void close() {
    closed = true;
    api.close();
  }

  private static List<JsonObject> items(JsonObject answer) {
    return answer.getJsonArray("items").stream().map(JsonObject.class::cast).toList();
  }

  private <T> Optional<T> found(Supplier<Future<T>> attempt) {
    try {
      return Optional.of(call(attempt));
    } catch (ApiFailure failure) {
      if (failure.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private <T> T call(Supplier<Future<T>> attempt) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    long pause = FIRST_PAUSE_NANOS;
    while (true) {
      try {
        return attempt.get().toCompletionStage().toCompletableFuture().get();
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof ApiFailure refused && !refused.worthRepeating()) {
          throw refused;
        }
        if (closed || System.nanoTime() - end > 0) {
          throw new IllegalStateException("A node does not answer", failed.getCause());
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Stopped while waiting for a node", stopped);
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(LONGEST_PAUSE_NANOS, pause * 2);
    }
  }
}
