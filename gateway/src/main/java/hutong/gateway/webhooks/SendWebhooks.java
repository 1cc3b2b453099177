package hutong.gateway.webhooks;

import hutong.routes.LocalSystems;
import hutong.routes.ledger.Outcomes;
import hutong.routes.ledger.Outcomes.Outcome;
import hutong.routes.ledger.Webhooks;
import hutong.routes.ledger.Webhooks.Webhook;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each webhook, in order, what became of its system's records: each at least once, under an
 * id by which a repeat is known. One that hangs or fails holds up no other. Where each stands is in
 * the ledger alone.
 */
public final class SendWebhooks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SendWebhooks.class);
  private static final long LOOK_MS = 500;
  private static final int MOST_AT_ONCE = 32;
  private static final int MOST_DUE = 1_000;
  private static final int PART = 50;

  /** Of one system at the same time, so that what hangs of one holds up no other's. */
  private static final int MOST_OF_ONE = 2;

  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final long CLOSE_SECONDS = 15;

  private final Webhooks webhooks;
  private final Outcomes outcomes;
  private final LocalSystems systems;
  private final CallHook caller;
  private final Clock clock;
  private final Map<UUID, String> busy = new ConcurrentHashMap<>();
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(work -> thread(work, "webhooks"));
  private final ExecutorService tellers =
      new ThreadPoolExecutor(
          0,
          MOST_AT_ONCE,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> thread(work, "webhook"));

  /** Begins at once. */
  public SendWebhooks(
      Webhooks webhooks, Outcomes outcomes, LocalSystems systems, CallHook caller, Clock clock) {
    this.webhooks = webhooks;
    this.outcomes = outcomes;
    this.systems = systems;
    this.caller = caller;
    this.clock = clock;
    var unused = looker.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private void look() {
    try {
      for (Webhook each : webhooks.due(clock.instant(), MOST_DUE)) {
        if (mayStart(each)) {
          start(each);
        }
      }
    } catch (RuntimeException fault) {
      LOG.warn("Webhooks could not be looked at; it is tried again", fault);
    }
  }

  private boolean mayStart(Webhook hook) {
    boolean more = Collections.frequency(busy.values(), hook.system()) < MOST_OF_ONE;
    return more && busy.putIfAbsent(hook.id(), hook.system()) == null;
  }

  private void start(Webhook hook) {
    try {
      tellers.execute(
          () -> {
            try {
              tell(hook);
            } catch (RuntimeException fault) {
              LOG.warn("Webhook {} could not be told; it is tried again", hook.id(), fault);
            } finally {
              busy.remove(hook.id());
            }
          });
    } catch (RejectedExecutionException full) {
      busy.remove(hook.id());
    }
  }

  /** As long as there is news, and for a while: then others have their turn. */
  private void tell(Webhook due) {
    long end = System.nanoTime() + TURN_NANOS;
    Optional<Webhook> hook = Optional.of(due);
    while (hook.isPresent()
        && tellPart(hook.get())
        && System.nanoTime() < end
        && !looker.isShutdown()) {
      hook =
          webhooks
              .find(due.id(), due.system())
              .filter(each -> each.state() == Webhooks.State.ACTIVE);
    }
  }

  /** Whether all of a whole part was taken. */
  private boolean tellPart(Webhook hook) {
    boolean works = systems.working(hook.system()).isPresent();
    List<Outcome> news =
        works ? outcomes.after(hook.system(), hook.cursor(), PART) : List.<Outcome>of();
    long cursor = hook.cursor();
    int failures = hook.failures();
    for (Outcome each : news) {
      HookMessage message = HookMessage.of(each);
      Delivery delivery =
          caller.call(
              hook.url(),
              message.id(),
              message.body(),
              webhooks.secrets(hook.id(), clock.instant()));
      if (!delivery.taken()) {
        if (cursor > hook.cursor()) {
          webhooks.told(hook.id(), hook.cursor(), cursor, clock.instant());
          failures = 0;
        }
        failed(hook, failures, delivery);
        return false;
      }
      cursor = each.number();
    }
    if (cursor > hook.cursor()) {
      webhooks.told(hook.id(), hook.cursor(), cursor, clock.instant());
    }
    return news.size() == PART;
  }

  private void failed(Webhook hook, int failures, Delivery delivery) {
    Optional<Duration> wait = RetrySchedule.after(failures, delivery.asked());
    if (delivery.gone() || wait.isEmpty()) {
      webhooks.disable(hook.id(), delivery.cause(), clock.instant());
    } else {
      webhooks.failed(hook.id(), delivery.cause(), clock.instant().plus(wait.get()));
    }
  }

  @Override
  public void close() throws IOException {
    looker.shutdownNow();
    tellers.shutdownNow();
    try {
      if (!tellers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A webhook did not stop in time");
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    caller.close();
  }
}
