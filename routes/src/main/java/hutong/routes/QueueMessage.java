package hutong.routes;

import java.util.Map;

/**
 * One message of a queue: a bundle of envelopes, and hints for routing.
 *
 * @param queue a name of {@link QueueNames}
 * @param hints routing hints; nothing in them is trusted, nothing is about a person
 * @param body see {@link Bundle}
 */
public record QueueMessage(String queue, Map<String, String> hints, byte[] body) {}
