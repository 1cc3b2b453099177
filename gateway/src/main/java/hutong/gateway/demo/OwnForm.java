package hutong.gateway.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.gateway.http.Mail;
import hutong.schemas.RefusedInput;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectReader;
import hutong.schemas.dialects.DialectWriter;
import hutong.schemas.dialects.Translated;
import hutong.schemas.dialects.Unwritable;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * A desk's own software, which writes and reads records in the desk's own form. What that form
 * can't carry whole it posts as the network writes it, and is handed out so.
 */
final class OwnForm {

  private final Dialect dialect;
  private final Clock clock;
  private final JsonMapper json = JsonMapper.builder().build();
  private final LongAdder posted = new LongAdder();
  private final LongAdder received = new LongAdder();
  private final LongAdder network = new LongAdder();

  OwnForm(Dialect dialect, Clock clock) {
    this.dialect = dialect;
    this.clock = clock;
  }

  String name() {
    return dialect.heading().name();
  }

  /** Documents that went out and came in by it, and records that did not fit. */
  String counts() {
    return "%-16s posted %d, received %d, in the network's form %d"
        .formatted(name(), posted.sum(), received.sum(), network.sum());
  }

  boolean used() {
    return posted.sum() > 0 && received.sum() > 0;
  }

  /** Empty if the form can't carry all of it. */
  Optional<byte[]> write(byte[] record) {
    var document = new ByteArrayOutputStream();
    try (DialectWriter writer = dialect.create(document, clock.instant())) {
      if (!writer.write((ObjectNode) json.readTree(record)).lost().isEmpty()) {
        network.increment();
        return Optional.empty();
      }
    } catch (Unwritable noSuchForm) {
      network.increment();
      return Optional.empty();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    posted.increment();
    return Optional.of(document.toByteArray());
  }

  /** The same mail with every record as the network writes it. */
  Mail read(Mail mail) {
    try {
      List<ObjectNode> together = mail.document() == null ? List.of() : records(mail.document());
      List<Mail.Item> items = new ArrayList<>();
      for (Mail.Item item : mail.items()) {
        items.add(read(item, together));
      }
      return new Mail(mail.lease(), mail.until(), items, null);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } catch (RefusedInput unreadable) {
      throw new IllegalStateException("What was handed out is not in " + name(), unreadable);
    }
  }

  private Mail.Item read(Mail.Item item, List<ObjectNode> together)
      throws IOException, RefusedInput {
    JsonObject content = item.content();
    if (item.record() != null) {
      network.increment();
      return item;
    }
    ObjectNode record;
    if (content.containsKey("inDocument")) {
      record = together.get(content.getInteger("inDocument") - 1);
    } else {
      record = records(item.document()).get(0);
    }
    received.increment();
    return new Mail.Item(
        item.from(),
        item.id(),
        item.type(),
        content.copy().put("record", new JsonObject(record.toString())));
  }

  private List<ObjectNode> records(byte[] document) throws IOException, RefusedInput {
    List<ObjectNode> records = new ArrayList<>();
    try (DialectReader reader =
        dialect.open(new ByteArrayInputStream(document), clock.instant(), Map.of())) {
      for (Translated each = reader.next(); each != null; each = reader.next()) {
        if (each.refused()) {
          throw new RefusedInput(each.found());
        }
        records.add(each.record());
      }
    }
    return records;
  }
}
