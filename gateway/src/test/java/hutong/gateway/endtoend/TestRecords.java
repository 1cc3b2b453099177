package hutong.gateway.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Records for tests; synthetic. */
final class TestRecords {

  private TestRecords() {}

  /** Jiangsu tells Henan of an arrival. */
  static String arrival(String key) {
    try (var in = TestRecords.class.getResourceAsStream("/records/arrival.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("KEY", key);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
