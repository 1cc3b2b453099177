package hutong.gateway.dialects;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Writes the files of this package as JSON and reads them back; unknown fields are refused. */
final class Json {
  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  byte[] write(Object value) throws IOException {
    return mapper.writeValueAsBytes(value);
  }

  /** Says the line, never what stands there. */
  <T> T read(byte[] json, Class<T> type) throws IOException {
    try {
      return mapper.readValue(json, type);
    } catch (JacksonException broken) {
      throw new IOException(
          broken.getLocation() == null
              ? "not readable"
              : "line " + broken.getLocation().getLineNr() + " is not as it should be");
    }
  }
}
