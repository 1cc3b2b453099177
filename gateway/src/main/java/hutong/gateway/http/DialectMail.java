package hutong.gateway.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.gateway.dialects.Dialects;
import hutong.schemas.Violation;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectWriter;
import hutong.schemas.dialects.Unwritable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;

/**
 * Writes the records of one lease in a partner's own form: each as a document of its own, or all of
 * them in one, where the form is a list. Used for one lease.
 */
final class DialectMail {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Dialect dialect;
  private final Dialects dialects;
  private final Clock clock;
  private final ByteArrayOutputStream together = new ByteArrayOutputStream();
  private DialectWriter all;
  private int inDocument;

  DialectMail(Dialect dialect, Dialects dialects, Clock clock) {
    this.dialect = dialect;
    this.dialects = dialects;
    this.clock = clock;
  }

  /** Says which dialect it is, in which version. */
  void head(JsonBody out) throws IOException {
    out.text("dialect", dialect.heading());
    out.text("mediaType", dialect.mediaType());
  }

  /** What the dialect can't carry whole is handed out in our form too, so nothing is withheld. */
  void record(JsonBody out, byte[] canonical) throws IOException {
    ObjectNode record = (ObjectNode) JSON.readTree(canonical);
    try {
      DialectWriter.Written written;
      if (dialect.many()) {
        written = together().write(record);
        out.number("inDocument", ++inDocument);
      } else {
        var document = new ByteArrayOutputStream();
        try (DialectWriter writer = dialect.create(document, clock.instant())) {
          written = writer.write(record);
        }
        out.base64("document", document.toByteArray());
      }
      out.texts("lost", written.lost());
      out.texts("rules", written.found().stream().map(Violation::rule).distinct().toList());
      if (!written.lost().isEmpty()) {
        out.written("record", canonical);
      }
    } catch (Unwritable unwritable) {
      out.text("fault", "NOT_IN_DIALECT");
      out.texts("rules", unwritable.violations().stream().map(Violation::rule).distinct().toList());
      out.written("record", canonical);
    }
    dialects.wasWritten(dialect, record);
  }

  private DialectWriter together() throws IOException {
    if (all == null) {
      all = dialect.create(together, clock.instant());
    }
    return all;
  }

  /** The document of all of them, if there is one. */
  void end(JsonBody out) throws IOException {
    if (all != null) {
      all.close();
      out.base64("document", together.toByteArray());
    }
  }
}
