package hutong.gateway.trace;

/** Begins traces of calls. */
@FunctionalInterface
public interface CallTraces {

  /** Nobody follows anything. */
  CallTraces NONE = (operation, traceparent) -> null;

  /**
   * A known caller calls.
   *
   * @param traceparent as the caller gave it; null if it gave none
   * @return null unless the caller follows it
   */
  CallTrace begin(String operation, String traceparent);
}
