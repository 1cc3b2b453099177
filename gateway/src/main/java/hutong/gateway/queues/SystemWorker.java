package hutong.gateway.queues;

import hutong.gateway.http.SideDoor;
import hutong.gateway.http.SideDoor.Answer;
import hutong.gateway.http.SideDoor.Mailed;
import hutong.gateway.http.SideDoor.Told;
import hutong.routes.LocalSystem;
import hutong.routes.LocalSystems;
import hutong.routes.ledger.Outcomes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one local system: posts what it has put into its submit queue, many at once, and says what
 * became of each on its outcome queue; hands it what waits in its mailbox. A message is taken off
 * its queue last, when the ledger has it (invariant 1): after a crash it comes again, is known, and
 * is answered again.
 */
final class SystemWorker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SystemWorker.class);
  private static final int AT_ONCE = 256;
  private static final long WAIT_MS = 100;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long ANSWER_SECONDS = 60;
  private static final long AGAIN_MS = 1_000;
  private static final int MOST_TRIES = 5;
  private static final int MOST_UNREAD = 10_000;
  private static final int MOST_HANDED_OUT = 50;
  private static final Duration LEASE = Duration.ofMinutes(10);

  private final String name;
  private final SystemsBroker broker;
  private final ClientSessionFactory sessions;
  private final LocalSystems systems;
  private final SideDoor door;
  private final Outcomes outcomes;
  private final Thread thread;
  private volatile boolean running = true;
  private long looked = System.nanoTime() - LOOK_NANOS;

  SystemWorker(
      String name,
      SystemsBroker broker,
      ClientSessionFactory sessions,
      LocalSystems systems,
      SideDoor door,
      Outcomes outcomes) {
    this.name = name;
    this.broker = broker;
    this.sessions = sessions;
    this.systems = systems;
    this.door = door;
    this.outcomes = outcomes;
    this.thread = new Thread(this::run, "queues-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (running) {
      try (ClientSession session = session();
          ClientConsumer posted = session.createConsumer(Addresses.SUBMIT + name);
          ClientProducer told = session.createProducer(Addresses.OUTCOME + name);
          ClientProducer handed = session.createProducer(Addresses.DELIVER + name)) {
        session.start();
        while (running) {
          if (broker.waiting(Addresses.OUTCOME + name) < MOST_UNREAD) {
            take(session, posted, told);
          } else {
            TimeUnit.MILLISECONDS.sleep(WAIT_MS);
          }
          if (System.nanoTime() - looked >= LOOK_NANOS) {
            looked = System.nanoTime();
            tell(session, told);
            handOut(session, handed);
          }
        }
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      } catch (ActiveMQException | RuntimeException fault) {
        if (running) {
          LOG.warn("The queues of {} stopped; they are tried again", name, fault);
          pause();
        }
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  private ClientSession session() throws ActiveMQException {
    return sessions.createSession(
        SystemsGuard.INSIDE, broker.insidePassword(), false, false, false, false, 0);
  }

  private record Waiting(ClientMessage message, CompletableFuture<Answer> answer) {}

  private void take(ClientSession session, ClientConsumer posted, ClientProducer told)
      throws ActiveMQException, InterruptedException {
    Optional<LocalSystem> system = systems.working(name);
    ClientMessage first = posted.receive(WAIT_MS);
    if (first == null || system.isEmpty()) {
      return;
    }
    List<Waiting> waiting = new ArrayList<>();
    keepPace(system.get());
    for (ClientMessage next = first; next != null; ) {
      waiting.add(new Waiting(next, answer(system.get(), Posted.of(next))));
      // Whoever sends more than it may is answered what it has sent before the next is taken.
      boolean more = waiting.size() < AT_ONCE && door.pace(system.get()) == 0;
      next = more ? posted.receiveImmediate() : null;
    }
    for (Waiting each : waiting) {
      Answer answer = outcome(each);
      ClientMessage message = text(session, answer.json());
      message.putStringProperty("kind", "answer");
      message.putIntProperty("status", answer.status());
      Posted.reference(each.message()).ifPresent(r -> message.putStringProperty("reference", r));
      told.send(message);
    }
    waiting.get(waiting.size() - 1).message().acknowledge();
    session.commit();
  }

  private void keepPace(LocalSystem system) throws InterruptedException {
    for (long nanos = door.pace(system); nanos > 0; nanos = door.pace(system)) {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
  }

  private CompletableFuture<Answer> answer(LocalSystem system, Posted posted) {
    if (posted.fault()) {
      return CompletableFuture.completedFuture(SideDoor.malformed());
    }
    try {
      return posted.decision()
          ? CompletableFuture.completedFuture(door.decide(system, posted.lease(), posted.body()))
          : door.submit(system, posted.body(), posted.type(), posted.dialect());
    } catch (RuntimeException fault) {
      return CompletableFuture.failedFuture(fault);
    }
  }

  /**
   * What has no outcome is left on its queue, with all after it, and comes again; one that never
   * has any is told so in the end, and holds up the others no more.
   */
  private static Answer outcome(Waiting each) throws InterruptedException {
    try {
      return each.answer().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException unknown) {
      if (each.message().getDeliveryCount() > MOST_TRIES) {
        return SideDoor.unknown();
      }
      throw new IllegalStateException("the outcome of a post is not known", unknown);
    }
  }

  /** What became of its records since it was told last; from its first look on. */
  private void tell(ClientSession session, ClientProducer told) throws ActiveMQException {
    LocalSystem system = systems.working(name).orElse(null);
    if (system == null) {
      return;
    }
    long from = outcomes.toldByQueue(name).orElse(-1);
    if (from < 0) {
      outcomes.toldByQueue(name, outcomes.newest(name));
      return;
    }
    Optional<Told> news = news(system, from);
    while (news.isPresent()) {
      for (String json : news.get().json()) {
        ClientMessage message = text(session, json);
        message.putStringProperty("kind", "outcome");
        told.send(message);
      }
      session.commit();
      from = news.get().last();
      outcomes.toldByQueue(name, from);
      news = news(system, from);
    }
  }

  private Optional<Told> news(LocalSystem system, long from) {
    return running && broker.waiting(Addresses.OUTCOME + name) < MOST_UNREAD
        ? door.told(system, from, AT_ONCE)
        : Optional.empty();
  }

  /** Only while somebody reads, and a few at a time: what lies there is leased. */
  private void handOut(ClientSession session, ClientProducer handed) throws ActiveMQException {
    String queue = Addresses.DELIVER + name;
    LocalSystem system = systems.working(name).orElse(null);
    if (system == null || !broker.isRead(queue) || broker.waiting(queue) >= MOST_HANDED_OUT) {
      return;
    }
    List<Mailed> mail = door.lease(system, MOST_HANDED_OUT, LEASE);
    for (Mailed each : mail) {
      ClientMessage message = text(session, each.json());
      message.putStringProperty("kind", "record");
      message.putStringProperty("lease", each.lease().toString());
      message.putStringProperty("id", each.id().toString());
      message.setExpiration(each.until().toEpochMilli());
      handed.send(message);
    }
    session.commit();
  }

  private static ClientMessage text(ClientSession session, String json) {
    ClientMessage message = session.createMessage(ClientMessage.TEXT_TYPE, true);
    message.getBodyBuffer().writeNullableSimpleString(SimpleString.of(json));
    return message;
  }

  @Override
  public void close() {
    running = false;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
