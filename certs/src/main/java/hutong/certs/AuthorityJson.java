package hutong.certs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Writes and reads what an applicant and the authority send each other; octets as base64. */
final class AuthorityJson {

  /** The directory is by far the largest part of an answer. */
  static final int MAX_BYTES = 2 * DirectoryJson.MAX_BYTES;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(4)
                          .maxStringLength(MAX_BYTES)
                          .maxNameLength(64)
                          .maxDocumentLength(MAX_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private AuthorityJson() {}

  static byte[] write(Object content) {
    try {
      return MAPPER.writeValueAsBytes(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(byte[] json, Class<T> type) throws Untrusted {
    try {
      if (json.length > MAX_BYTES) {
        throw new Untrusted(Fault.TOO_LARGE, "an application or an answer to one");
      }
      return Objects.requireNonNull(MAPPER.readValue(json, type));
    } catch (IOException | RuntimeException e) {
      throw Untrusted.malformed("an application's or an answer's JSON");
    }
  }
}
