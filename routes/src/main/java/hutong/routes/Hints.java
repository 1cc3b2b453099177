package hutong.routes;

import java.util.Map;

/**
 * The routing hints on a queue message, set in this one place. Only hints: a message whose hints
 * disagree with the signed header is refused (invariant 4).
 */
public final class Hints {

  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String COUNT = "count";
  private static final String TRACEPARENT = "traceparent";

  private Hints() {}

  public static Map<String, String> of(String from, String to, int count) {
    return Map.of(FROM, from, TO, to, COUNT, Integer.toString(count));
  }

  /**
   * The same, with where the sending stands in a trace.
   *
   * @param traceparent null if nobody follows it
   */
  public static Map<String, String> of(String from, String to, int count, String traceparent) {
    return traceparent == null
        ? of(from, to, count)
        : Map.of(FROM, from, TO, to, COUNT, Integer.toString(count), TRACEPARENT, traceparent);
  }

  /** Where the sender says its sending stands in a trace, as it came; null if it says nothing. */
  public static String traceparent(QueueMessage message) {
    return message.hints().get(TRACEPARENT);
  }

  /** Whether the signed header says what the message claims. */
  public static boolean agree(QueueMessage message, String signedFrom, String signedTo) {
    return signedFrom.equals(message.hints().get(FROM)) && signedTo.equals(message.hints().get(TO));
  }
}
