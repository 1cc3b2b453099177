package hutong.gateway.trace;

import hutong.routes.Traceparent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** One call that goes on with the trace of its caller; event loop only. */
public final class CallTrace {

  private static final int MOST_LINKS = 64;

  private final RecordTraces traces;
  private final Traceparent caller;
  private final String span;
  private final String operation;
  private final Instant from;
  private final List<RecordTrace> brought = new ArrayList<>();

  CallTrace(RecordTraces traces, Traceparent caller, String span, String operation, Instant from) {
    this.traces = traces;
    this.caller = caller;
    this.span = span;
    this.operation = operation;
    this.from = from;
  }

  /** Of the call's own span. */
  public String traceparent() {
    return new Traceparent(caller.trace(), span, true).header();
  }

  /** It brought this record. */
  public void brought(UUID id) {
    RecordTrace trace = traces.own(id);
    if (trace != null && brought.size() < MOST_LINKS) {
      brought.add(trace);
    }
  }

  /** It was answered. */
  public void ended(int status) {
    traces.called(caller, span, operation, status, List.copyOf(brought), from);
  }
}
