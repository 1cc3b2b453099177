package hutong.gateway.trace;

import hutong.gateway.ledger.EventWatch;
import hutong.gateway.ledger.Traced;
import hutong.gateway.trace.RecordTrace.Sampling;
import hutong.gateway.trace.StepHints.Hint;
import hutong.gateway.trace.StepHints.Step;
import hutong.routes.Traceparent;
import hutong.routes.Tracing;
import hutong.routes.ledger.TransferId;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows some of the records through this node. Whoever tells it something leaves a note and goes
 * on; one thread makes spans of the notes. When the collector is slow or gone, notes are dropped
 * and counted.
 */
public final class RecordTraces implements Tracing, EventWatch, CallTraces, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecordTraces.class);
  private static final int MOST_WAITING = 16_384;
  private static final long PATIENCE_MS = 1_000;
  private static final long LAST_WORDS_MS = 3_000;

  private final String node;
  private final Sampling sampling;
  private final SpanCount count;
  private final Clock clock;
  private final StepHints hints = new StepHints();
  private final IdGenerator chance = IdGenerator.random();
  private final Map<String, List<Note.Sent>> underway = new ConcurrentHashMap<>();
  private final BlockingQueue<Note> notes = new ArrayBlockingQueue<>(MOST_WAITING);
  private final SdkTracerProvider provider;
  private final Collector collector;
  private final WriteSpans spans;
  private final Thread thread = new Thread(this::run, "traces");
  private volatile boolean closed;

  /**
   * Where spans go.
   *
   * @param endpoint of OTLP over HTTP
   * @param trusted PEM of authorities; null: those that Java knows
   * @param sampled which share of all records is followed, 0 to 1
   */
  public record To(String endpoint, byte[] trusted, double sampled) {}

  public RecordTraces(
      String node, To to, LongFunction<Optional<Traced>> ledger, SpanCount count, Clock clock) {
    this.node = node;
    this.sampling = new Sampling(to.sampled());
    this.count = count;
    this.clock = clock;
    this.collector = new Collector(to.endpoint(), to.trusted(), count);
    GivenIds ids = new GivenIds();
    this.provider =
        SdkTracerProvider.builder()
            .setIdGenerator(ids)
            .setSampler(Sampler.alwaysOn())
            .addSpanProcessor(collector)
            .setResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        "hutong",
                        AttributeKey.stringKey("service.instance.id"),
                        node)))
            .build();
    this.spans = new WriteSpans(ledger, hints, provider.get("hutong"), ids);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public boolean on() {
    return true;
  }

  @Override
  public void posted(TransferId id, String traceparent) {
    RecordTrace trace = sampling.of(id.from(), id.id());
    if (trace != null) {
      hint(Step.POSTED, id.from(), trace, Traceparent.read(traceparent), clock.instant());
    }
  }

  @Override
  public String sending(String destination, boolean receipts, List<TransferId> about) {
    List<RecordTrace> followed =
        about.stream()
            .map(each -> sampling.of(each.from(), each.id()))
            .filter(Objects::nonNull)
            .toList();
    if (followed.isEmpty()) {
      return null;
    }
    String span = chance.generateSpanId();
    Instant now = clock.instant();
    Traceparent here = new Traceparent(followed.get(0).trace(), span, true);
    if (!receipts) {
      followed.forEach(each -> hint(Step.SENT, destination, each, Optional.of(here), now));
    }
    underway
        .computeIfAbsent(destination, any -> new ArrayList<>())
        .add(new Note.Sent(span, destination, receipts, followed, about.size(), now, null, null));
    return here.header();
  }

  @Override
  public void sent(String destination) {
    ended(destination, null);
  }

  @Override
  public void notSent(String destination, String cause) {
    ended(destination, cause);
  }

  private void ended(String destination, String cause) {
    List<Note.Sent> messages = underway.remove(destination);
    if (messages != null) {
      Instant now = clock.instant();
      messages.forEach(
          each ->
              note(
                  new Note.Sent(
                      each.span(),
                      destination,
                      each.receipts(),
                      each.of(),
                      each.count(),
                      each.from(),
                      now,
                      cause)));
    }
  }

  @Override
  public void arrived(String by, UUID id, boolean receipt, String traceparent, long nanosAgo) {
    RecordTrace trace = sampling.of(receipt ? node : by, id);
    if (trace != null) {
      Step step = receipt ? Step.CONFIRMED : Step.RECEIVED;
      Instant since = clock.instant().minusNanos(nanosAgo);
      hint(step, by, trace, Traceparent.read(traceparent), since);
    }
  }

  @Override
  public void committed(
      long key, boolean outbound, String sender, byte[] id, String word, String code, long at) {
    if (key == 0) {
      return; // Of the ledger itself.
    }
    RecordTrace trace = sampling.of(sender, id);
    if (trace != null) {
      note(
          new Note.Happened(
              trace, key, outbound, sender, id, word, code, Instant.ofEpochMilli(at)));
    }
  }

  @Override
  public void putOff(String destination, String cause) {}

  @Override
  public CallTrace begin(String operation, String traceparent) {
    return Traceparent.read(traceparent)
        .filter(Traceparent::sampled)
        .map(
            caller ->
                new CallTrace(this, caller, chance.generateSpanId(), operation, clock.instant()))
        .orElse(null);
  }

  /** The trace of a record of this node; null if it is not followed. */
  RecordTrace own(UUID id) {
    return sampling.of(node, id);
  }

  void called(
      Traceparent caller,
      String span,
      String operation,
      int status,
      List<RecordTrace> brought,
      Instant from) {
    note(new Note.Called(caller, span, operation, status, brought, from, clock.instant()));
  }

  private void hint(
      Step step, String by, RecordTrace trace, Optional<Traceparent> link, Instant since) {
    hints.put(new StepHints.Key(step, by, trace.trace()), new Hint(link.orElse(null), since));
  }

  private void note(Note note) {
    if (closed || !notes.offer(note)) {
      count.add(SpanCount.DROPPED, 1);
    }
  }

  private void run() {
    long last = System.nanoTime();
    while (!closed || !notes.isEmpty()) {
      try {
        Note next = notes.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
        if (next != null) {
          write(next);
        }
        if (collector.full() || System.nanoTime() - last >= PATIENCE_MS * 1_000_000) {
          collector.send();
          last = System.nanoTime();
        }
      } catch (InterruptedException stopping) {
        break;
      }
    }
    collector.send();
    provider.shutdown();
  }

  private void write(Note note) {
    try {
      spans.write(note);
    } catch (RuntimeException unreadable) {
      LOG.debug("A step could not be traced", unreadable);
      count.add(SpanCount.DROPPED, 1);
    }
  }

  /** What is on its way still goes, if that is quick. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join(LAST_WORDS_MS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
