package hutong.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Records that a node handed out under one lease, as its client sees them.
 *
 * @param document all of them in one, if they were asked for in a dialect whose form is a list;
 *     else null
 */
public record Mail(UUID lease, Instant until, List<Item> items, byte[] document) {

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

    /** The record in the dialect asked for; null if that has none of its own for it. */
    public byte[] document() {
      return bytes(content);
    }
  }

  /**
   * What the system decided about an item.
   *
   * @param code why it is rejected; null if it is accepted
   * @param pointers JSON Pointers to what is wrong; may be empty
   * @param reason in a few words; may be null
   * @param evaluation {@code match} and {@code deviations} of what is accepted; may be null
   * @param unknown whether the person is not known yet: neither accepted nor rejected
   */
  public record Verdict(
      String from,
      UUID id,
      String code,
      List<String> pointers,
      String reason,
      JsonObject evaluation,
      boolean unknown) {

    /** The record is offered again, day by day for two weeks. */
    public static Verdict unknown(Item item) {
      return new Verdict(item.from(), item.id(), null, List.of(), null, null, true);
    }

    public Verdict(String from, UUID id, String code, List<String> pointers, String reason) {
      this(from, id, code, pointers, reason, null, false);
    }

    public static Verdict accept(Item item) {
      return new Verdict(item.from(), item.id(), null, List.of(), null);
    }

    /** Accepted, after it was compared with the system's own books. */
    public static Verdict accept(Item item, boolean matched, List<String> deviations) {
      JsonObject evaluation =
          new JsonObject()
              .put("match", matched ? "MATCHED" : "NOT_MATCHED")
              .put("deviations", new JsonArray(deviations));
      return new Verdict(item.from(), item.id(), null, List.of(), null, evaluation, false);
    }

    public static Verdict reject(Item item, String code, List<String> pointers, String reason) {
      return new Verdict(item.from(), item.id(), code, pointers, reason);
    }
  }

  /** Base64 as RFC 4648, 4, has it; null if there is none. */
  private static byte[] bytes(JsonObject from) {
    String text = from.getString("document");
    return text == null ? null : Base64.getDecoder().decode(text);
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
        items,
        bytes(answer));
  }
}
