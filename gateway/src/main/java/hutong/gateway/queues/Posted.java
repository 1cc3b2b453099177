package hutong.gateway.queues;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/**
 * What a local system has put into its submit queue.
 *
 * @param fault whether it can't be read at all
 * @param decision whether it decides on what was handed out; else it posts a record
 * @param type media type; our own JSON if nothing is said
 */
record Posted(
    boolean fault, boolean decision, byte[] body, String type, String dialect, String lease) {

  private static final Pattern WORD = Pattern.compile("[!-~]{1,255}");

  static Posted of(ClientMessage message) {
    try {
      String kind = word(message, "kind").orElse("record");
      boolean known = kind.equals("record") || kind.equals("decision");
      return new Posted(
          !known,
          kind.equals("decision"),
          body(message),
          word(message, "contentType").orElse("application/json"),
          word(message, "dialect").orElse(null),
          word(message, "lease").orElse(null));
    } catch (RuntimeException unreadable) {
      return new Posted(true, false, new byte[0], null, null, null);
    }
  }

  private static byte[] body(ClientMessage message) {
    if (message.getType() == Message.TEXT_TYPE) {
      SimpleString text = message.getBodyBuffer().readNullableSimpleString();
      return text == null ? new byte[0] : text.toString().getBytes(StandardCharsets.UTF_8);
    }
    ActiveMQBuffer buffer = message.getBodyBuffer();
    byte[] bytes = new byte[buffer.readableBytes()];
    buffer.readBytes(bytes);
    return bytes;
  }

  /** The sender's own word for its message, which stands in the answer. */
  static Optional<String> reference(ClientMessage message) {
    try {
      return word(message, "reference");
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static Optional<String> word(ClientMessage message, String name) {
    Object value = message.getObjectProperty(SimpleString.of(name));
    if (value != null && !WORD.matcher(value.toString()).matches()) {
      throw new IllegalArgumentException("a property is no word");
    }
    return Optional.ofNullable(value).map(Object::toString);
  }
}
