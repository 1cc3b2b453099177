package hutong.routes;

import java.util.Map;

/**
 * One message of a queue: a bundle of envelopes, and hints for routing.
 *
 * @param queue a name of {@link QueueNames}
 * @param hints routing hints; nothing in them is trusted, nothing is about a person
 * @param body see {@link Bundle}
 * @param writtenBy the member that the broker authenticated; null if it does not say, and while it
 *     has not been sent
 */
public record QueueMessage(String queue, Map<String, String> hints, byte[] body, String writtenBy) {

  public QueueMessage(String queue, Map<String, String> hints, byte[] body) {
    this(queue, hints, body, null);
  }
}
