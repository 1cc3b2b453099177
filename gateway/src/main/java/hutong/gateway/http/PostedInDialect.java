package hutong.gateway.http;

import hutong.gateway.dialects.Dialects;
import hutong.routes.submit.Posting;
import hutong.schemas.Documents;
import hutong.schemas.RefusedInput;
import hutong.schemas.RejectionCode;
import hutong.schemas.Violation;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectReader;
import hutong.schemas.dialects.Translated;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One record in a partner's own form. */
record PostedInDialect(
    byte[] document, Dialect dialect, Map<String, String> beside, Dialects dialects, Clock clock)
    implements Posting {

  /** With what travelled beside it: another value there is another post. */
  @Override
  public byte[] body() {
    if (beside.isEmpty()) {
      return document;
    }
    byte[] values = new TreeMap<>(beside).toString().getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(document, document.length + values.length);
    System.arraycopy(values, 0, both, document.length, values.length);
    return both;
  }

  @Override
  public Read read(Documents documents) throws RefusedInput {
    try (DialectReader reader =
        dialect.open(new ByteArrayInputStream(document), clock.instant(), beside)) {
      Translated first = reader.next();
      if (first == null || (!first.refused() && reader.next() != null)) {
        throw new RefusedInput(List.of(notOne()));
      }
      dialects.wasRead(dialect, first, document, beside);
      return Posting.read(first, documents);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static Violation notOne() {
    return Violation.refuse(
        RejectionCode.NOT_WELL_FORMED,
        "",
        "one-record",
        "此处一次只接收一条记录;多条请用 POST /v1/batches。",
        "One record is taken here: POST /v1/batches takes many.");
  }
}
