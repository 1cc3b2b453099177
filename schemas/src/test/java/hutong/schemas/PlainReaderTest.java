package hutong.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.hx.Exchange;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Receipt;
import hutong.schemas.hx.ResidentRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read at a glance is only what the general reader reads too, and is the same. */
class PlainReaderTest {
  private static final Limits LIMITS = Limits.defaults();
  private static final PlainReader PLAIN = new PlainReader(Documents.RECORDS, LIMITS);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern LEAF = Pattern.compile("<([A-Za-z]+)>([^<]*)</\\1>");
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z]+( xmlns=\"[^\"]*\")?/?>");

  /** Values at the edge of some type, and what XML or Java may see differently. */
  private static final List<String> VALUES = values();

  private static final List<String> JSON_VALUES =
      List.of(
          "0",
          "-0",
          "1",
          "99",
          "100",
          "9007199254740991",
          "9007199254740992",
          "1.0",
          "1e2",
          "123456789012345678901234567890",
          "true",
          "null",
          "[]",
          "{}",
          "[[]]",
          "[1]",
          "[\"x\",\"x\"]",
          "{\"x\":1}");

  private final DocumentReader general =
      new DocumentReader(Documents.context(), Documents.schema(), new JsonEvents(LIMITS), LIMITS);
  private final Map<String, Shape> records = new TreeMap<>(Documents.shapes());
  private final Map<String, Shape> exchange = Map.of("exchange", Shape.of(Exchange.class));
  private final Map<String, Shape> receipt = Map.of("receipt", Shape.of(Receipt.class));
  private int plainly;

  static List<ResidentRecord> oneOfEveryType() {
    return Samples.oneOfEveryType();
  }

  @ParameterizedTest
  @MethodSource("oneOfEveryType")
  void sound_records_are_read_at_a_glance_unless_something_is_attached(ResidentRecord record)
      throws Exception {
    String xml = new String(Seeds.DOCUMENTS.writeRecord(record, Format.XML), UTF_8);
    JsonNode json = JSON.readTree(Seeds.DOCUMENTS.writeRecord(record, Format.JSON));
    boolean plain = record.getAttachment().isEmpty();
    assertThat(PLAIN.record(xml) != null).isEqualTo(plain);
    assertThat(PLAIN.record(json) != null).isEqualTo(plain);
    assertThat(PLAIN.exchange(exchange(record)) != null).isEqualTo(plain);
  }

  @Test
  void every_field_is_plain_but_attachments() {
    PlainSchema schema = PlainSchema.load();
    Set<String> rest = new HashSet<>();
    for (Class<?> type : Documents.RECORDS) {
      notPlain(schema.element(type.getSimpleName(), type).orElseThrow(), rest);
    }
    notPlain(schema.type("Header", Header.class).orElseThrow(), rest);
    notPlain(schema.element("receipt", Receipt.class).orElseThrow(), rest);
    assertThat(rest).containsExactly("attachment");
  }

  private static void notPlain(PlainType type, Set<String> found) {
    for (PlainType.Part part : type.parts()) {
      if (part.inner() != null) {
        notPlain(part.inner(), found);
      } else if (part.value() == null) {
        found.add(part.name());
      }
    }
  }

  @Test
  void a_receipt_is_read_at_a_glance() {
    assertThat(Seeds.receipts()).allMatch(each -> PLAIN.receipt(new String(each, UTF_8)) != null);
  }

  @Test
  void whatever_a_value_is_both_readers_agree() {
    Set<String> done = new HashSet<>();
    for (ResidentRecord record : Samples.oneOfEveryType()) {
      String document = exchange(record);
      for (MatchResult leaf : found(LEAF, document)) {
        if (done.add(leaf.group())) {
          VALUES.forEach(value -> sameExchange(replaced(document, leaf, 2, value)));
        }
      }
    }
    assertThat(plainly).isBetween(done.size(), done.size() * VALUES.size() / 2);
  }

  @ParameterizedTest
  @MethodSource("oneOfEveryType")
  void wherever_an_element_stands_both_readers_agree(ResidentRecord record) {
    String document = exchange(record);
    forEachChangedTag(document, this::sameExchange);
    for (MatchResult leaf : found(LEAF, document)) {
      sameExchange(replaced(document, leaf, 0, ""));
      sameExchange(replaced(document, leaf, 0, leaf.group().repeat(2)));
      sameExchange(replaced(document, leaf, 0, leaf.group().repeat(70)));
    }
  }

  @Test
  void of_receipts_both_readers_say_the_same() {
    for (byte[] each : Seeds.receipts()) {
      String document = new String(each, UTF_8);
      for (MatchResult leaf : found(LEAF, document)) {
        VALUES.forEach(value -> sameReceipt(replaced(document, leaf, 2, value)));
        sameReceipt(replaced(document, leaf, 0, ""));
        sameReceipt(replaced(document, leaf, 0, leaf.group().repeat(2)));
      }
      forEachChangedTag(document, this::sameReceipt);
    }
  }

  @Test
  void of_json_both_readers_say_the_same() throws Exception {
    List<JsonNode> values = new ArrayList<>();
    VALUES.forEach(value -> values.add(JSON.getNodeFactory().textNode(value)));
    for (String value : JSON_VALUES) {
      values.add(JSON.readTree(value));
    }
    Set<String> done = new HashSet<>();
    for (ResidentRecord record : Samples.oneOfEveryType()) {
      JsonNode json = JSON.readTree(Seeds.DOCUMENTS.writeRecord(record, Format.JSON));
      for (int field = 0; change(json.deepCopy(), null, field) != null; field++) {
        JsonNode without = change(json.deepCopy(), null, field);
        sameRecord(without);
        if (done.add(gone(json, without))) {
          for (JsonNode value : values) {
            sameRecord(change(json.deepCopy(), value, field));
          }
        }
      }
    }
  }

  @Test
  void of_everything_stored_both_readers_say_the_same() {
    Seeds.exchanges().forEach(each -> sameExchange(new String(each, UTF_8)));
    for (byte[] each : Seeds.records(Format.XML)) {
      sameXml(new String(each, UTF_8));
    }
  }

  @Test
  void the_bounds_are_the_general_readers() throws Exception {
    String document = exchange(Samples.arrival());
    int tags = found(Pattern.compile("<[A-Za-z]"), document).size();
    for (Limits each :
        List.of(
            new Limits(9_999, 0, 32, 9_999, tags, 50),
            new Limits(9_999, 0, 32, 9_999, tags - 1, 50),
            new Limits(9_999, 0, 4, 9_999, tags, 50),
            new Limits(9_999, 0, 3, 9_999, tags, 50),
            new Limits(9_999, 0, 32, 12, tags, 50))) {
      boolean read = general(new Documents(each), document);
      assertThat(new PlainReader(Documents.RECORDS, each).exchange(document) != null)
          .as(each.toString())
          .isEqualTo(read);
    }
  }

  private static boolean general(Documents documents, String document) {
    try {
      documents.readExchange(document.replace("<header>", "<!-- --><header>").getBytes(UTF_8));
      return true;
    } catch (RefusedInput refused) {
      return false;
    }
  }

  private void sameExchange(String document) {
    PlainXml.Exchanged read = PLAIN.exchange(document);
    if (read != null) {
      plainly++;
      Exchange other = (Exchange) generally(document, exchange);
      assertThat(read.header()).usingRecursiveComparison().isEqualTo(other.getHeader());
      assertThat(read.record())
          .hasSameClassAs(other.getRecord())
          .usingRecursiveComparison()
          .isEqualTo(other.getRecord());
      assertThat(read.recordText()).isEqualTo(RecordSlice.of(document));
    }
  }

  private void sameReceipt(String document) {
    Receipt read = PLAIN.receipt(document);
    if (read != null) {
      assertThat(read).usingRecursiveComparison().isEqualTo(generally(document, receipt));
    }
  }

  private void sameXml(String document) {
    ResidentRecord read = PLAIN.record(document);
    if (read != null) {
      assertThat(read).usingRecursiveComparison().isEqualTo(generally(document, records));
    }
  }

  private void sameRecord(JsonNode record) {
    ResidentRecord read = PLAIN.record(record);
    if (read != null) {
      try {
        assertThat(read)
            .usingRecursiveComparison()
            .isEqualTo(general.readJson(record, records).root());
      } catch (RefusedInput refused) {
        throw new AssertionError("was read at a glance and is refused: " + record, refused);
      }
    }
  }

  private Object generally(String document, Map<String, Shape> roots) {
    try {
      return general.readXml(document, roots).root();
    } catch (RefusedInput refused) {
      throw new AssertionError("was read at a glance and is refused: " + document, refused);
    }
  }

  private interface Same {
    void check(String document);
  }

  private static void forEachChangedTag(String document, Same same) {
    for (MatchResult tag : found(TAG, document)) {
      String text = tag.group();
      for (String other :
          List.of(
              "",
              text + " ",
              "\n\t " + text,
              text + "x",
              text + "<!-- -->",
              text + "<?x?>",
              text.replace(">", "/>"),
              text.replace(">", " >"),
              text.replace(">", " x=\"y\">"),
              text.replace(">", " xmlns=\"\">"),
              text.replace(">", " xmlns=\"urn:hutong:hx:1\">"),
              text.replaceFirst(" xmlns=\"[^\"]*\"", ""),
              text.replace("hx:1", "hx:2"),
              text.replace("<", "<x:").replace("x:/", "/x:"),
              text.replace(">", "x>"),
              text.replaceFirst("[a-z]>", ">"),
              text + text,
              "</x>")) {
        same.check(replaced(document, tag, 0, other));
      }
    }
  }

  private static String exchange(ResidentRecord record) {
    byte[] xml = Seeds.DOCUMENTS.writeRecord(record, Format.XML);
    return new String(Seeds.DOCUMENTS.writeExchange(Samples.header(record), xml), UTF_8);
  }

  private static List<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  private static String replaced(String text, MatchResult match, int group, String by) {
    return text.substring(0, match.start(group)) + by + text.substring(match.end(group));
  }

  /** The record with one field, counted through it, changed or without it; null past the last. */
  private static JsonNode change(JsonNode record, JsonNode value, int field) {
    return change(record, value, new int[] {field}) ? record : null;
  }

  /** What the one has and the other lacks. */
  private static String gone(JsonNode whole, JsonNode without) {
    String all = whole.toString();
    String less = without.toString();
    int at = 0;
    while (all.charAt(at) == less.charAt(at)) {
      at++;
    }
    return all.substring(at, at + all.length() - less.length());
  }

  private static boolean change(JsonNode node, JsonNode value, int[] left) {
    if (node instanceof ArrayNode items) {
      for (JsonNode each : items) {
        if (change(each, value, left)) {
          return true;
        }
      }
    }
    if (node instanceof ObjectNode object) {
      for (var each : List.copyOf(object.properties())) {
        if (left[0]-- == 0) {
          if (value == null) {
            object.remove(each.getKey());
          } else {
            object.set(each.getKey(), value);
          }
          return true;
        }
        if (change(each.getValue(), value, left)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> values() {
    List<String> values = new ArrayList<>();
    values.addAll(
        List.of(
            "", " ", "\t", "\n", "x", "X", "0", "00", "-0", "+1", "-1", "1", "01", "1.0", "99"));
    values.addAll(List.of("100", "9007199254740991", "9007199254740992", "99999999999999999999"));
    values.addAll(List.of("true", "false", "TRUE", " true", "2147483648", "１", "٣", "a b", "a\nb"));
    values.addAll(List.of("0000-01-01", "0001-01-01", "2026-02-28", "2026-02-29", "2024-02-29"));
    values.addAll(List.of("2026-13-01", "2026-00-10", "2026-01-00", "2026-01-32", "9999-12-31"));
    values.addAll(
        List.of(" 2026-01-01", "2026-01-01Z", "-2026-01-01", "12026-01-01", "1900-02-29"));
    String day = "2026-03-01T";
    for (String time :
        List.of("00:00:00Z", "23:59:59Z", "24:00:00Z", "23:60:00Z", "23:59:60Z", "08:00:00.1Z")) {
      values.add(day + time);
    }
    for (String time :
        List.of(
            "08:00:00.123456789Z", "08:00:00.1234567890Z", "08:00:60.5Z", "08:00:00.Z", "08:00Z")) {
      values.add(day + time);
    }
    values.addAll(List.of(day + "08:00:00+08:00", day + "08:00:00", "2026-02-30T08:00:00Z"));
    values.addAll(
        List.of("0000-03-01T08:00:00Z", "2016-12-31T23:59:60Z", "2016-12-31T23:59:60.5Z"));
    values.addAll(
        List.of("0195f3a0-0000-7000-8000-000000000002", "0195F3A0-0000-7000-8000-000000000002"));
    values.addAll(List.of("0195f3a0-0000-7000-8000-00000000000", "1-1-1-1-1", "a".repeat(64)));
    values.addAll(
        List.of("0".repeat(128), "0".repeat(32), "330000", "330281001", "33028100", "０３３０００"));
    values.addAll(
        List.of("TRANSPORT", "transport", " TRANSPORT", "RECORD", "Inquiry", "1.0", "2.13"));
    values.addAll(
        List.of("a@b", "a@b@c", "@", "a @b", "a\u00A0@b", "a\u0085@b", "/a/b~0?", "//", "a/b"));
    for (int length :
        List.of(4, 8, 9, 40, 41, 80, 81, 100, 101, 200, 201, 254, 255, 400, 401, 4_001)) {
      values.add("A".repeat(length));
      values.add("永".repeat(length));
      values.add("𠮷".repeat(length));
    }
    values.addAll(
        List.of("&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&#65;", "&#13;", "&x;", "&", "&amp"));
    values.addAll(
        List.of(">", "]]>", "]]", "<![CDATA[x]]>", "<!-- -->", "<x/>", "<?x?>", "\r", "\r\n"));
    values.addAll(
        List.of("\u0000", "\u0001", "\u007F", "\u0085", "\u2028", "\uFFFD", "\uFFFE", "\uD842"));
    values.addAll(List.of("\uDFB7", "\uDFB7\uD842", "x\uD842", "\uFEFF", "\u202E", "e\u0301"));
    return List.copyOf(values);
  }
}
