package hutong.gateway.simulate;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The peer's local system: decides what comes as the script says, late, against it, or never. */
final class WrongDesk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WrongDesk.class);
  private static final int WAIT_SECONDS = 1;
  private static final int MOST = 100;
  private static final int LEASE_SECONDS = 3_600;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long STOP_MS = 5_000;

  private record Due(Instant at, UUID lease, Mail.Item item) {}

  private final ApiClient client;
  private final Script script;
  private final Deeds deeds;
  private final Random chance;
  private final Clock clock;
  private final List<Due> waiting = new ArrayList<>();
  private final Set<UUID> ignored = new HashSet<>();
  private final Thread thread = new Thread(this::work, "wrong-desk");
  private volatile boolean stopped;

  WrongDesk(ApiClient client, Script script, Deeds deeds, Random chance, Clock clock) {
    this.client = client;
    this.script = script;
    this.deeds = deeds;
    this.chance = chance;
    this.clock = clock;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void work() {
    while (!stopped) {
      try {
        done(client.mailbox(waiting.isEmpty() ? WAIT_SECONDS : 0, MOST, LEASE_SECONDS))
            .ifPresent(this::take);
        decide();
        if (!waiting.isEmpty()) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      } catch (CompletionException fault) {
        if (!stopped) {
          LOG.warn("The simulated desk could not do its work", fault);
          LockSupport.parkNanos(PAUSE_NANOS);
        }
      }
    }
  }

  private void take(Mail mail) {
    Act act = script.now();
    for (Mail.Item item : mail.items()) {
      if (ignored.contains(item.id()) || chance.nextDouble() < act.ignore()) {
        if (ignored.add(item.id())) {
          deeds.did(Deed.IGNORED, item.id().toString());
        }
      } else {
        waiting.add(new Due(clock.instant().plus(act.decideAfter()), mail.lease(), item));
      }
    }
  }

  private void decide() {
    Instant now = clock.instant();
    for (Due due : List.copyOf(waiting)) {
      if (!due.at().isAfter(now)) {
        Act act = script.now();
        boolean refuse = chance.nextDouble() < act.refuse();
        done(client.decide(due.lease(), List.of(verdict(due.item(), act, refuse))));
        waiting.remove(due);
        deeds.did(refuse ? Deed.REFUSED : Deed.ACCEPTED, due.item().id().toString());
      }
    }
  }

  private static Mail.Verdict verdict(Mail.Item item, Act act, boolean refuse) {
    return refuse
        ? Mail.Verdict.reject(item, act.code().name(), List.of(), "simulated")
        : Mail.Verdict.accept(item);
  }

  private static <T> T done(Future<T> asked) {
    return asked.toCompletionStage().toCompletableFuture().join();
  }

  @Override
  public void close() {
    stopped = true;
    client.close();
    try {
      thread.join(STOP_MS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
