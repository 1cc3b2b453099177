package hutong.gateway.http;

import hutong.gateway.dialects.Dialects;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.MailItem;
import hutong.routes.ledger.OutboundState;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.RecordType;
import hutong.schemas.RecordTypes;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.hx.ResidentRecord;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the records of a lease as JSON. A reader sees only the fields that its role allows, and of
 * a type that its role does not know, none.
 */
final class MailJson {

  private static final Logger LOG = LoggerFactory.getLogger(MailJson.class);

  private static final String NOTICE = "DeliveryFailure";
  private static final Set<OutboundState> FAILED =
      EnumSet.of(OutboundState.EXPIRED, OutboundState.ABANDONED);

  private final Documents documents;
  private final RecordTypes types;
  private final Function<byte[], byte[]> documentOf;
  private final Dialects dialects;
  private final Clock clock;

  MailJson(ApiParts parts) {
    this.dialects = parts.dialects();
    this.clock = parts.clock();
    this.documents = parts.documents();
    this.types = parts.types();
    this.documentOf = parts.documentOf();
  }

  /**
   * @param dialect in which the records are written; null for our own form
   */
  Buffer write(Lease lease, Dialect dialect) {
    DialectMail in = dialect == null ? null : new DialectMail(dialect, dialects, clock);
    return JsonBody.object(
        out -> {
          out.text("lease", lease.id());
          out.text("until", lease.until());
          if (in != null) {
            in.head(out);
          }
          out.objects("items", lease.items(), item -> item(out, item, in));
          if (in != null) {
            in.end(out);
          }
        });
  }

  /** One record of a lease by itself, in our own form. */
  Buffer write(Lease lease, MailItem item) {
    return JsonBody.object(
        out -> {
          out.text("lease", lease.id());
          out.text("until", lease.until());
          item(out, item, null);
        });
  }

  private void item(JsonBody out, MailItem item, DialectMail in) throws IOException {
    out.text("from", item.facts().from());
    out.text("id", item.facts().id());
    out.text("type", item.notice() == null ? item.facts().type() : NOTICE);
    out.object("due", item.due(), due -> ViewJson.due(out, due));
    out.text("receivedAt", item.receivedAt());
    out.number("deliveries", item.deliveries());
    out.texts("marks", item.marks());
    out.text("correlation", item.facts().correlation());
    if (item.notice() != null) {
      out.object("notice", item, notice -> notice(out, notice));
      return;
    }
    out.text("role", item.role());
    byte[] record = record(item);
    if (record == null) {
      out.text("fault", "UNREADABLE");
    } else if (in == null) {
      out.written("record", record);
    } else {
      in.record(out, record);
    }
  }

  /** Of what the system posted itself: which record, where to, and how it stands now. */
  private static void notice(JsonBody out, MailItem item) throws IOException {
    out.text("id", item.facts().id());
    out.text("recordType", item.facts().type());
    out.text("to", item.facts().to());
    out.text("state", item.notice());
    out.flag("corrected", !FAILED.contains(item.notice()));
  }

  /** Null if what is stored can't be read: one damaged record must not block a mailbox. */
  private byte[] record(MailItem item) {
    if (item.signedData() == null) {
      LOG.error("The stored record of transfer {} is damaged", item.facts().id());
      return null;
    }
    try {
      ResidentRecord record = documents.readStored(documentOf.apply(item.signedData()));
      return item.role() == null
          ? documents.writeRecord(record, Format.JSON)
          : documents.restrict(record, allowed(item), Format.JSON);
    } catch (IllegalArgumentException | IllegalStateException fault) {
      LOG.error(
          "The stored record of transfer {} can't be read: {}",
          item.facts().id(),
          fault.getClass().getName());
      return null;
    }
  }

  private Set<String> allowed(MailItem item) {
    return types
        .of(item.facts().type())
        .map((RecordType type) -> type.fieldsFor(item.role()))
        .orElse(Set.of());
  }
}
