package hutong.gateway.evidence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hutong.routes.ledger.LedgerPosition;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What the exporting node says of a transfer in its own words, {@code evidence.json}. The rest of
 * the container proves it, or does not.
 *
 * @param format {@code hutong-evidence-1}
 * @param node id of the node that exported it
 * @param exported when
 * @param sender id of the node that sent the record
 * @param id the sender's id of it
 * @param recipient id of the node it is for
 * @param type record type
 * @param outbound whether the exporting node is the sender
 * @param state how it stands there
 * @param digest {@code ALGORITHM:hex} of the exchange document
 * @param erased whether the document itself is no longer held there, erased or pruned as the events
 *     tell; receipts and digest remain
 * @param events what happened to it there, oldest first; 2,000 at most
 */
public record Statement(
    String format,
    String node,
    Instant exported,
    String sender,
    UUID id,
    String recipient,
    String type,
    boolean outbound,
    String state,
    String digest,
    boolean erased,
    List<Event> events) {

  static final String FORMAT = "hutong-evidence-1";
  static final int MAX_BYTES = 2 << 20;

  /** Of more, those that are proved come first. */
  static final int MOST_EVENTS = 2_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(4)
                          .maxStringLength(4096)
                          .maxNameLength(64)
                          .maxNumberLength(20)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .build())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  /**
   * One event with its place in the node's ledger.
   *
   * @param digest hex SHA-256 of the event, which covers the one before it
   */
  public record Event(
      Instant at,
      String what,
      String detail,
      long epoch,
      String writer,
      long number,
      String digest) {

    public Event {
      Objects.requireNonNull(digest);
    }

    LedgerPosition position() {
      return new LedgerPosition(epoch, writer, number, digest);
    }
  }

  public Statement {
    events = List.copyOf(events);
  }

  /** Whether it is not erased: its content was kept long enough. */
  boolean pruned() {
    return erased && events.stream().noneMatch(each -> each.what.equals("ERASED"));
  }

  byte[] write() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a statement", e);
    }
  }

  static Statement read(byte[] json) throws IOException {
    Statement read = JSON.readValue(json, Statement.class);
    if (read == null) {
      throw new IOException("no statement");
    }
    return read;
  }
}
