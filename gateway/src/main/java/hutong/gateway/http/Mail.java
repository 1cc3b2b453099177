package hutong.gateway.http;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Records that a node handed out under one lease, as its client sees them. */
public record Mail(UUID lease, Instant until, List<Item> items) {

  /**
   * One record.
   *
   * @param from node that sent it
   * @param content everything that was said of it, the record included
   */
  public record Item(String from, UUID id, String type, JsonObject content) {

    /** The record's canonical JSON; null if the node could not read what it stored. */
    public JsonObject record() {
      return content.getJsonObject("record");
    }
  }

  /**
   * What the system decided about an item.
   *
   * @param code why it is rejected; null if it is accepted
   * @param pointers JSON Pointers to what is wrong; may be empty
   * @param reason in a few words; may be null
   */
  public record Verdict(String from, UUID id, String code, List<String> pointers, String reason) {

    public static Verdict accept(Item item) {
      return new Verdict(item.from(), item.id(), null, List.of(), null);
    }

    public static Verdict reject(Item item, String code, List<String> pointers, String reason) {
      return new Verdict(item.from(), item.id(), code, pointers, reason);
    }
  }

  static Mail of(JsonObject answer) {
    List<Item> items =
        answer.getJsonArray("items").stream()
            .map(JsonObject.class::cast)
            .map(
                item ->
                    new Item(
                        item.getString("from"),
                        UUID.fromString(item.getString("id")),
                        item.getString("type"),
                        item))
            .toList();
    return new Mail(
        UUID.fromString(answer.getString("lease")),
        Instant.parse(answer.getString("until")),
        items);
  }
}
