package hutong.gateway.process;

import static hutong.gateway.process.Calls.get;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A local system that accepts whatever it is offered, and keeps its own book: it goes on through
 * every failure of its gateway, and notices if it is offered again what it was told is done.
 */
final class Decider implements AutoCloseable {

  private static final int LEASE_SECONDS = 5;

  private final ApiClient client;
  private final Set<UUID> offered = ConcurrentHashMap.newKeySet();
  private final Set<UUID> done = ConcurrentHashMap.newKeySet();
  private final Set<UUID> offeredAgain = ConcurrentHashMap.newKeySet();
  private final CompletableFuture<Void> running;
  private volatile boolean stopping;

  Decider(ApiClient client) {
    this.client = client;
    this.running =
        CompletableFuture.runAsync(this::run, work -> new Thread(work, "decider").start());
  }

  /** Ids that it has seen. */
  Set<UUID> offered() {
    return offered;
  }

  /** Ids offered after their decision had been taken: has to stay empty. */
  Set<UUID> offeredAgain() {
    return offeredAgain;
  }

  private void run() {
    while (!stopping) {
      try {
        Optional<Mail> mail = get(client.mailbox(1, 100, LEASE_SECONDS));
        if (mail.isPresent()) {
          decide(mail.get());
        }
      } catch (Exception gatewayIsDown) {
        LockSupport.parkNanos(50_000_000);
      }
    }
  }

  private void decide(Mail mail) throws Exception {
    for (Mail.Item item : mail.items()) {
      offered.add(item.id());
      if (done.contains(item.id())) {
        offeredAgain.add(item.id());
      }
    }
    List<Mail.Verdict> verdicts = mail.items().stream().map(Mail.Verdict::accept).toList();
    JsonObject answer = get(client.decide(mail.lease(), verdicts));
    for (int i = 0; i < verdicts.size(); i++) {
      String result = answer.getJsonArray("results").getJsonObject(i).getString("result");
      if (result.equals("DONE") || result.equals("ALREADY")) {
        done.add(verdicts.get(i).id());
      }
    }
  }

  @Override
  public void close() {
    stopping = true;
    running.join();
    client.close();
  }
}
