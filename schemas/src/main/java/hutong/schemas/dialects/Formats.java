package hutong.schemas.dialects;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
      case "csv" -> csv(format, places);
      case "xlsx" -> xlsx(format, places);
      case "fixed-width" -> fixedWidth(format, places);
      case "json-lines" -> jsonLines(format);
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

  private static PartnerFormat csv(Yaml format, List<String> places) {
    format.only("type", "delimiter", "lineEnd", "bom", "headerRow", "charset");
    String delimiter = format.text("delimiter", ",");
    if (delimiter.length() != 1) {
      throw new IllegalArgumentException("a delimiter is one character");
    }
    return new CsvFormat(
        new CsvFormat.Options(
            delimiter.charAt(0),
            format.text("lineEnd", "CRLF").equals("LF") ? "\n" : "\r\n",
            format.text("charset", "UTF-8"),
            format.flag("bom"),
            format.number("headerRow", 1),
            places));
  }

  private static PartnerFormat fixedWidth(Yaml format, List<String> places) {
    format.only("type", "charset", "layout");
    List<FixedWidthFormat.Column> columns = new ArrayList<>();
    for (Yaml each : format.each("layout")) {
      each.only("name", "from", "length", "align", "pad");
      columns.add(
          new FixedWidthFormat.Column(
              each.text("name"),
              each.number("from", 0),
              each.number("length", 0),
              FixedWidthFormat.Align.valueOf(each.text("align", "left").toUpperCase(Locale.ROOT)),
              (each.text("pad", " ") + " ").charAt(0)));
    }
    for (String place : places) {
      if (columns.stream().noneMatch(column -> column.name().equals(place))) {
        format.fault("layout", "there is no column " + place);
      }
    }
    String charset = format.text("charset", "GB18030");
    int length = columns.stream().mapToInt(FixedWidthFormat.Column::last).max().orElse(0);
    return new FixedWidthFormat(new FixedWidthFormat.Options(charset, columns, length));
  }

  private static PartnerFormat jsonLines(Yaml format) {
    format.only("type");
    return new JsonLinesFormat();
  }

  private static PartnerFormat xlsx(Yaml format, List<String> places) {
    format.only("type", "sheet", "headerRow");
    return new XlsxFormat(
        new XlsxFormat.Options(format.text("sheet", ""), format.number("headerRow", 1), places));
  }

  private static Charset charset(Yaml format) {
    return Charset.forName(format.text("charset", "UTF-8"));
  }
}
