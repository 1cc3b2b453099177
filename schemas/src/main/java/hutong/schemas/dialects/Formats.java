package hutong.schemas.dialects;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Makes the format that a dialect's file describes. */
final class Formats {
  private Formats() {}

  /**
   * @param places that the dialect writes, in its order
   * @throws IllegalArgumentException if there is no such format, or its settings don't fit
   */
  static PartnerFormat of(Yaml format, List<String> places) {
    String type = format.text("type");
    if (!type.equals("json")) {
      throw new IllegalArgumentException("no format is called " + type + places.size());
    }
    return new PartnerFormat() {
      @Override
      public RecordSource open(InputStream in) {
        throw new UnsupportedOperationException();
      }

      @Override
      public RecordSink create(OutputStream out) {
        throw new UnsupportedOperationException();
      }

      @Override
      public String mediaType() {
        return "application/json";
      }

      @Override
      public boolean many() {
        return false;
      }
    };
  }
}
