package hutong.gateway.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.routes.ledger.Outcomes.Outcome;
import java.time.Instant;
import java.util.Locale;

/**
 * What a webhook is told.
 *
 * @param id of the message, the same in every attempt
 */
public record HookMessage(String id, byte[] body) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static HookMessage of(Outcome outcome) {
    ObjectNode message = JSON.createObjectNode();
    message.put("type", "record." + outcome.what().toLowerCase(Locale.ROOT));
    message.put("timestamp", outcome.at().toString());
    ObjectNode data = message.putObject("data");
    data.put("cursor", Long.toString(outcome.number()));
    data.put("id", outcome.id().toString());
    data.put("type", outcome.type());
    data.put("state", outcome.what());
    if (outcome.code() != null) {
      data.put("code", outcome.code());
    }
    return new HookMessage("out_" + outcome.number(), bytes(message));
  }

  /** Something of no meaning, to see whether it gets through. */
  public static HookMessage test(String id, Instant now) {
    ObjectNode message = JSON.createObjectNode().put("type", "test");
    message.put("timestamp", now.toString());
    message.putObject("data");
    return new HookMessage(id, bytes(message));
  }

  private static byte[] bytes(ObjectNode message) {
    try {
      return JSON.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
