package hutong.gateway.trace;

import hutong.gateway.ledger.Traced;
import hutong.gateway.trace.StepHints.Hint;
import hutong.gateway.trace.StepHints.Step;
import hutong.routes.Traceparent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * Makes spans of notes: one for each event of a record, from the event before it until itself, so
 * that waits are to scale. They hold ids, types, nodes, states and codes; nothing else of a record
 * is looked at.
 */
final class WriteSpans {

  private static final AttributeKey<String> ID = AttributeKey.stringKey("hutong.transfer.id");
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("hutong.transfer.type");
  private static final AttributeKey<String> PARTNER = AttributeKey.stringKey("hutong.partner");
  private static final AttributeKey<String> STATE = AttributeKey.stringKey("hutong.state");
  private static final AttributeKey<String> CODE = AttributeKey.stringKey("hutong.code");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("hutong.operation");
  private static final AttributeKey<Long> COUNT =
      AttributeKey.longKey("messaging.batch.message_count");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");

  /** The legs, by the words with which they end. */
  private static final Map<String, String> SENDING =
      Map.of(
          "SENT", "dispatch", "DELIVERED", "confirm", "ACCEPTED", "confirm", "REJECTED", "confirm");

  private static final Map<String, String> RECEIVING =
      Map.of("OFFERED", "deliver", "ACCEPTED", "decide", "REJECTED", "decide");

  private static final Set<String> FAILED =
      Set.of("EXPIRED", "ABANDONED", "SET_ASIDE", "WAITING_RETRY");

  private static final int SERVER_FAULT = 500;

  private final LongFunction<Optional<Traced>> ledger;
  private final StepHints hints;
  private final Tracer tracer;
  private final GivenIds ids;

  WriteSpans(LongFunction<Optional<Traced>> ledger, StepHints hints, Tracer tracer, GivenIds ids) {
    this.ledger = ledger;
    this.hints = hints;
    this.tracer = tracer;
    this.ids = ids;
  }

  void write(Note note) {
    if (note instanceof Note.Happened happened) {
      ledger.apply(happened.key()).ifPresent(traced -> write(happened, traced));
    } else if (note instanceof Note.Sent sent) {
      write(sent);
    } else if (note instanceof Note.Called called) {
      write(called);
    }
  }

  private void write(Note.Happened event, Traced record) {
    int place = record.place(event.word(), event.at());
    boolean first = place == 0 && record.whole();
    RecordTrace trace = event.trace();
    Hint hint = hint(event, record, first);
    SpanBuilder span = tracer.spanBuilder(name(event, first)).setNoParent();
    if (!first) {
      span.setParent(under(trace.trace(), trace.root(event.outbound()), false));
      ids.next(null, null);
    } else if (event.outbound()) {
      ids.next(trace.trace(), trace.atSender());
    } else {
      span.setParent(under(trace.trace(), trace.atSender(), true)).setSpanKind(SpanKind.CONSUMER);
      ids.next(null, trace.atRecipient());
    }
    if (hint != null && hint.link() != null) {
      span.addLink(context(hint.link().trace(), hint.link().span(), true));
    }
    span.setStartTimestamp(since(event, record, place, hint));
    span.setAttribute(ID, uuid(event.id()).toString());
    span.setAttribute(TYPE, record.type());
    span.setAttribute(STATE, event.word());
    if (record.partner() != null) {
      span.setAttribute(PARTNER, record.partner());
    }
    if (event.code() != null) {
      span.setAttribute(CODE, event.code());
    }
    Span made = span.startSpan();
    if (event.outbound() && FAILED.contains(event.word())) {
      made.setStatus(StatusCode.ERROR);
    }
    made.end(event.at());
  }

  /** From the event before; the first one from when it came here. */
  private static Instant since(Note.Happened event, Traced record, int place, Hint hint) {
    Instant since = event.at();
    if (place > 0) {
      since = record.steps().get(place - 1).at();
    } else if (place == 0 && record.whole() && event.outbound()) {
      since = record.created();
    } else if (hint != null) {
      since = hint.since();
    }
    return since.isAfter(event.at()) ? event.at() : since;
  }

  private Hint hint(Note.Happened event, Traced record, boolean first) {
    String trace = event.trace().trace();
    if (!event.outbound()) {
      return first ? hints.take(new StepHints.Key(Step.RECEIVED, event.sender(), trace)) : null;
    } else if (first) {
      return hints.take(new StepHints.Key(Step.POSTED, event.sender(), trace));
    }
    return switch (event.word()) {
      case "SENT" -> hints.take(new StepHints.Key(Step.SENT, record.partner(), trace));
      case "DELIVERED", "ACCEPTED", "REJECTED" ->
          hints.take(new StepHints.Key(Step.CONFIRMED, record.partner(), trace));
      default -> null;
    };
  }

  private static String name(Note.Happened event, boolean first) {
    if (first) {
      return event.outbound() ? "submit" : "receive";
    }
    Map<String, String> legs = event.outbound() ? SENDING : RECEIVING;
    return legs.getOrDefault(event.word(), event.word().toLowerCase(Locale.ROOT));
  }

  /** In the trace of the first record, linked to the others. */
  private void write(Note.Sent sent) {
    RecordTrace first = sent.of().get(0);
    SpanBuilder span =
        tracer
            .spanBuilder(sent.receipts() ? "send receipts" : "send records")
            .setSpanKind(SpanKind.PRODUCER)
            .setParent(under(first.trace(), first.root(!sent.receipts()), false))
            .setStartTimestamp(sent.from())
            .setAttribute(PARTNER, sent.destination())
            .setAttribute(COUNT, (long) sent.count());
    link(span, sent.of().subList(1, sent.of().size()), !sent.receipts());
    ids.next(null, sent.span());
    if (sent.code() != null) {
      span.setAttribute(CODE, sent.code());
    }
    Span made = span.startSpan();
    if (sent.code() != null) {
      made.setStatus(StatusCode.ERROR);
    }
    made.end(sent.until());
  }

  private void write(Note.Called called) {
    Traceparent caller = called.caller();
    SpanBuilder span =
        tracer
            .spanBuilder(called.operation())
            .setSpanKind(SpanKind.SERVER)
            .setParent(under(caller.trace(), caller.span(), true))
            .setStartTimestamp(called.from())
            .setAttribute(OPERATION, called.operation())
            .setAttribute(STATUS, (long) called.status());
    link(span, called.of(), true);
    ids.next(null, called.span());
    Span made = span.startSpan();
    if (called.status() >= SERVER_FAULT) {
      made.setStatus(StatusCode.ERROR);
    }
    made.end(called.until());
  }

  private static void link(SpanBuilder span, List<RecordTrace> to, boolean outbound) {
    to.forEach(each -> span.addLink(context(each.trace(), each.root(outbound), false)));
  }

  private static Context under(String trace, String span, boolean remote) {
    return Context.root().with(Span.wrap(context(trace, span, remote)));
  }

  private static SpanContext context(String trace, String span, boolean remote) {
    return remote
        ? SpanContext.createFromRemoteParent(
            trace, span, TraceFlags.getSampled(), TraceState.getDefault())
        : SpanContext.create(trace, span, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static UUID uuid(byte[] id) {
    ByteBuffer halves = ByteBuffer.wrap(id);
    return new UUID(halves.getLong(), halves.getLong());
  }
}
