package hutong.gateway.trace;

/** Counts what became of spans. */
@FunctionalInterface
public interface SpanCount {

  String EXPORTED = "exported";

  /** The collector did not take them. */
  String FAILED = "failed";

  /** Never made: more came than could be sent. */
  String DROPPED = "dropped";

  void add(String outcome, long spans);
}
