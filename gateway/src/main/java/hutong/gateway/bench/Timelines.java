package hutong.gateway.bench;

import hutong.gateway.http.ApiClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Asks a node afterwards when it had verified the receipt of each record. */
final class Timelines {

  private static final int AT_ONCE = 16;
  private static final Duration TICK = Duration.ofMillis(1);

  private final ApiClient client;

  Timelines(ApiClient client) {
    this.client = client;
  }

  /**
   * From each instant to the verified receipt. Ledgers keep milliseconds: the whole one counts, so
   * that nothing is told shorter than it was.
   *
   * @param most of more than these, as many are asked for, spread over all of them
   */
  Latencies since(Map<UUID, Instant> begun, int most) {
    List<UUID> ids = begun.keySet().stream().sorted().toList();
    int step = Math.max(1, ids.size() / most);
    long[] nanos = new long[(ids.size() + step - 1) / step];
    List<Future<Void>> lanes =
        IntStream.range(0, AT_ONCE).mapToObj(lane -> ask(ids, begun, step, lane, nanos)).toList();
    Future.all(lanes).toCompletionStage().toCompletableFuture().join();
    return new Latencies(nanos);
  }

  private Future<Void> ask(
      List<UUID> ids, Map<UUID, Instant> begun, int step, int place, long[] into) {
    if (place >= into.length) {
      return Future.succeededFuture();
    }
    UUID id = ids.get(place * step);
    return client
        .timeline(id)
        .compose(
            timeline -> {
              Instant verified = deliveredAt(timeline).plus(TICK);
              into[place] = Duration.between(begun.get(id), verified).toNanos();
              return ask(ids, begun, step, place + AT_ONCE, into);
            });
  }

  private static Instant deliveredAt(JsonObject timeline) {
    return timeline.getJsonArray("events").stream()
        .map(JsonObject.class::cast)
        .filter(event -> event.getString("what").equals("DELIVERED"))
        .map(event -> Instant.parse(event.getString("at")))
        .findFirst()
        .orElseThrow();
  }
}
