package hutong.schemas.dialects;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Reads and writes one JSON object a line. A line with nothing but {@code batch} says what holds
 * for all records after it, until the next such line; an empty one ends that.
 */
final class JsonLinesFormat implements PartnerFormat {
  static final int LONGEST = 256 * 1024;

  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  JsonLinesFormat() {
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(32)
                .maxStringLength(FlatRow.LONGEST)
                .maxNumberLength(40)
                .maxNameLength(100)
                .maxTokenCount(8_000)
                .build());
  }

  @Override
  public RecordSource open(InputStream in) throws IOException, RefusedInput {
    return new JsonLinesSource(in, mapper);
  }

  @Override
  public RecordSink create(OutputStream out) throws IOException {
    return new JsonLinesSink(out, mapper);
  }

  @Override
  public String mediaType() {
    return "application/x-ndjson";
  }

  @Override
  public boolean many() {
    return true;
  }

  @Override
  public boolean streams() {
    return true;
  }
}
