package hutong.schemas.dialects;

import java.nio.charset.Charset;
import java.util.List;

/** Makes the format that a dialect's file describes. */
final class Formats {
  private Formats() {}

  /**
   * @param places that the dialect reads and writes, as it names them and in its order
   * @throws IllegalArgumentException if there is no such format, or its settings don't fit
   */
  static PartnerFormat of(Yaml format, List<String> places) {
    return switch (format.text("type")) {
      case "json" -> json(format);
      case "xml" -> xml(format, places);
      case "hl7" -> hl7(format);
      default ->
          throw new IllegalArgumentException(
              "the types are xml, json, csv, xlsx, fixed-width, hl7 and json-lines");
    };
  }

  private static PartnerFormat json(Yaml format) {
    format.only("type", "each", "charset");
    return new JsonFormat(new JsonFormat.Options(format.text("each", null), charset(format)));
  }

  private static PartnerFormat xml(Yaml format, List<String> places) {
    format.only("type", "root", "each", "namespaces", "charset");
    return new XmlFormat(
        new XmlFormat.Options(
            format.text("root"),
            format.text("each", null),
            format.inside("namespaces").texts(),
            charset(format),
            places));
  }

  private static PartnerFormat hl7(Yaml format) {
    format.only("type", "version", "segments", "charset");
    return new Hl7Format(
        new Hl7Format.Options(
            format.text("version", null), charset(format), format.list("segments")));
  }

  private static Charset charset(Yaml format) {
    return Charset.forName(format.text("charset", "UTF-8"));
  }
}
