package hutong.gateway.process;

import static hutong.gateway.process.Calls.get;
import static org.awaitility.Awaitility.await;

import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.http.ApiClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Local systems that post one record after the other, each under a key of its own, again and again
 * until the gateway says that it is taken; each about another person, until everybody had one.
 */
final class Traffic implements AutoCloseable {

  /** Each is born on another day, and nobody in the future. */
  private static final int PEOPLE = 30_000;

  private final ApiClient client;
  private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final List<CompletableFuture<Void>> running = new ArrayList<>();
  private volatile boolean stopping;
  private volatile boolean aborted;

  Traffic(ApiClient client, int posters) {
    this.client = client;
    for (int i = 0; i < posters; i++) {
      String name = "poster-" + i;
      running.add(CompletableFuture.runAsync(this::post, work -> new Thread(work, name).start()));
    }
  }

  /** Ids that the gateway has answered with. */
  Set<UUID> acknowledged() {
    return acknowledged;
  }

  /** Posts that were not answered with an id. */
  int failures() {
    return failures.get();
  }

  void awaitMore(int more) {
    int before = acknowledged.size();
    await().atMost(Duration.ofMinutes(2)).until(() -> acknowledged.size() >= before + more);
  }

  private void post() {
    while (!stopping) {
      int number = next.getAndIncrement();
      byte[] record = record(number);
      boolean taken = false;
      while (!taken && !aborted) {
        try {
          String key = "traffic-" + number;
          acknowledged.add(get(client.submit(record, "application/json", key)).id());
          taken = true;
        } catch (Exception again) {
          failures.incrementAndGet();
          LockSupport.parkNanos(50_000_000);
        }
      }
    }
  }

  private static byte[] record(int number) {
    LocalDate birth = LocalDate.of(1940, 1, 1).plusDays(number % PEOPLE);
    return new String(TwoProcesses.arrival("traffic-" + number), StandardCharsets.UTF_8)
        .replace("412701198502030007", SyntheticNumber.of("412701", birth))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Ends after every record begun has been taken. */
  void end() {
    stopping = true;
    running.forEach(CompletableFuture::join);
  }

  /** Ends at once. */
  @Override
  public void close() {
    aborted = true;
    end();
  }
}
