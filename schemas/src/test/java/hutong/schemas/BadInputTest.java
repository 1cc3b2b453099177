package hutong.schemas;

import static hutong.schemas.RejectionCode.NOT_WELL_FORMED;
import static hutong.schemas.RejectionCode.SCHEMA_INVALID;
import static hutong.schemas.RejectionCode.VERSION_NOT_PROCESSABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import hutong.schemas.hx.ResidentRecord;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class BadInputTest {
  private static final Documents DOCUMENTS = new Documents();

  @ParameterizedTest
  @ValueSource(strings = {"arrival.xml", "arrival.json"})
  void what_the_faults_were_put_into_is_sound(String file) throws Exception {
    assertThat(DOCUMENTS.readRecord(bytes("good", file), format(file))).isNotNull();
  }

  /** The schema allows it; the value had been lost without a word. */
  @ParameterizedTest
  @ValueSource(strings = {"JSON", "XML"})
  void a_date_with_space_around_it_is_read_as_the_date(Format format) throws Exception {
    String written =
        format == Format.JSON
            ? new String(bytes("good", "space-around-a-date.json"), UTF_8)
            : new String(bytes("good", "arrival.xml"), UTF_8)
                .replaceFirst("<arrivedOn>(.*)</arrivedOn>", "<arrivedOn> $1 </arrivedOn>");
    assertThat(written).containsPattern("arrivedOn\\W+2026-02-27 ");

    ResidentRecord record = DOCUMENTS.readRecord(written.getBytes(UTF_8), format);

    String read = new String(DOCUMENTS.writeRecord(record, Format.XML), UTF_8);
    assertThat(read).contains("<arrivedOn>2026-02-27</arrivedOn>");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "billion-laughs.xml, doctype",
    "external-entity.xml, doctype",
    "doctype.xml, doctype",
    "doctype-in-a-value.xml, xml",
    "undefined-entity.xml, xml",
    "gb18030-sent-as-utf8.xml, charset",
    "gb18030-sent-as-utf8.json, charset",
    "gb18030-declared.xml, charset",
    "utf16-with-mark.xml, charset",
    "utf16-with-mark.json, charset",
    "trailing-garbage.xml, xml",
    "trailing-garbage.json, trailing",
    "cut-off.xml, xml",
    "cut-off.json, json",
    "empty.xml, xml",
    "empty.json, trailing",
    "duplicate-key.json, duplicate-key",
  })
  void what_is_not_well_formed_is_refused(String file, String rule) throws Exception {
    assertThat(refusal("bad", file))
        .extracting("code", "pointer", "rule")
        .containsExactly(tuple(NOT_WELL_FORMED, "", rule));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "xinclude.xml, /current/address, structure",
    "unknown-field.xml, /fingerprint, unknown-field",
    "unknown-field.json, /fingerprint, unknown-field",
    "unknown-field-named-like-a-value.json, /?, unknown-field",
    "unknown-type.xml, '', type",
    "unknown-type.json, '', type",
    "no-type.json, /type, type",
    "another-namespace.xml, '', type",
    "wrong-type-number-for-string.json, /subject/documentNumber, json-type",
    "wrong-type-string-for-number.json, /source/version, json-type",
    "wrong-type-fraction.json, /source/version, json-type",
    "wrong-type-array.json, /eventDate, json-type",
    "null-for-a-value.json, /eventDate, json-type",
    "repeated-element.xml, /eventDate, repeated",
    "wrong-order.xml, /observedAt, order",
    "no-such-day.xml, /eventDate, cvc-datatype-valid.1.2.1",
    "no-such-day.json, /eventDate, cvc-datatype-valid.1.2.1",
    "local-time.json, /observedAt, cvc-pattern-valid",
    "hour-24.json, /observedAt, cvc-pattern-valid",
    "attribute.xml, /eventDate, attribute",
    "schema-type-swap.xml, /subject, attribute",
    "comment-in-a-value.xml, /source/system, comment",
    "processing-instruction.xml, '', instruction",
    "nested-in-a-value.xml, /subject/name, structure",
    "text-between-fields.xml, '', cvc-complex-type.2.3",
    "control-character.json, /current/address, character",
    "half-a-surrogate.json, /current/address, character",
  })
  void what_breaks_the_schema_is_refused_where_it_breaks_it(
      String file, String pointer, String rule) throws Exception {
    assertThat(refusal("bad", file))
        .extracting("code", "pointer", "rule")
        .containsExactly(tuple(SCHEMA_INVALID, pointer, rule));
  }

  @Test
  void the_next_version_is_refused_as_such() throws Exception {
    assertThat(refusal("bad", "next-version.xml"))
        .extracting("code")
        .containsExactly(VERSION_NOT_PROCESSABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing-fields.xml", "missing-fields.json"})
  void everything_missing_is_named(String file) throws Exception {
    assertThat(refusal("bad", file))
        .extracting("pointer", "rule")
        .containsExactlyInAnyOrder(
            tuple("/eventDate", "required"), tuple("/subject/documentType", "required"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"many-faults.xml", "many-faults.json"})
  void every_fault_is_collected(String file) throws Exception {
    assertThat(refusal("bad", file))
        .extracting("pointer")
        .containsExactlyInAnyOrder(
            "/arrivedOn",
            "/current/division",
            "/current/x",
            "/current/y",
            "/eventDate",
            "/source/version");
  }

  @Test
  void no_sentence_repeats_a_value() throws Exception {
    for (String file : files()) {
      assertThat(refusal("bad", file))
          .as(file)
          .allSatisfy(
              v ->
                  assertThat(v.toString())
                      .doesNotContainIgnoringCase("canary")
                      .doesNotContain("412701", "王", "-02-30", "+08:00"));
    }
  }

  @Test
  void every_bad_file_is_refused() throws Exception {
    for (String file : files()) {
      assertThat(refusal("bad", file)).as(file).isNotEmpty();
    }
  }

  @Test
  void nesting_is_bounded() {
    String xml = text().replace("<origin>", "<a>".repeat(500) + "</a>".repeat(500) + "<origin>");
    assertThat(refusal(xml, Format.XML)).extracting("rule").contains("depth");
    String json =
        "{\"type\":\"ArrivalNotice\",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertThat(refusal(json, Format.JSON)).extracting("rule").containsExactly("json-bound");
  }

  @Test
  void length_is_bounded() {
    String huge = "永".repeat(30_000);
    String xml = text().replace("<key>2026-000017", "<key>" + huge);
    assertThat(refusal(xml, Format.XML)).extracting("pointer").containsExactly("/source/key");
    String json = "{\"type\":\"ArrivalNotice\",\"name\":\"" + huge + "\"}";
    assertThat(refusal(json, Format.JSON)).extracting("rule").containsExactly("json-bound");
    assertThat(refusal("永".repeat(200_000), Format.XML)).extracting("rule").containsExactly("size");
  }

  @Test
  void numbers_are_bounded() {
    String json = "{\"type\":\"ArrivalNotice\",\"source\":{\"version\":" + "9".repeat(5_000) + "}}";
    assertThat(refusal(json, Format.JSON)).extracting("rule").containsExactly("json-bound");
    String xml = text().replace("<version>2", "<version>" + "9".repeat(5_000));
    assertThat(refusal(xml, Format.XML)).extracting("pointer").containsExactly("/source/version");
  }

  @Test
  void the_number_of_fields_and_of_faults_is_bounded() {
    String xml = text().replace("<origin>", "<a/>".repeat(40_000) + "<origin>");
    assertThat(refusal(xml, Format.XML)).hasSize(Limits.defaults().violations());
    String items =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "\"a" + i + "\":1")
            .collect(Collectors.joining(",", "{\"type\":\"ArrivalNotice\",", "}"));
    assertThat(refusal(items, Format.JSON)).hasSize(Limits.defaults().violations());
  }

  private static String text() {
    return DocumentsTest.record();
  }

  private static List<Violation> refusal(String folder, String file) throws Exception {
    return refusal(bytes(folder, file), format(file));
  }

  private static List<Violation> refusal(String text, Format format) {
    return refusal(text.getBytes(UTF_8), format);
  }

  private static List<Violation> refusal(byte[] body, Format format) {
    RefusedInput refused =
        catchThrowableOfType(RefusedInput.class, () -> DOCUMENTS.readRecord(body, format));
    assertThat(refused).as("was read without complaint").isNotNull();
    return refused.violations();
  }

  private static Format format(String file) {
    return file.endsWith(".xml") ? Format.XML : Format.JSON;
  }

  private static byte[] bytes(String folder, String file) throws Exception {
    return Files.readAllBytes(folder(folder).resolve(file));
  }

  private static Set<String> files() throws IOException, URISyntaxException {
    try (var files = Files.list(folder("bad"))) {
      return files
          .map(f -> f.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Path folder(String name) throws URISyntaxException {
    return Path.of(BadInputTest.class.getResource("/" + name).toURI());
  }
}
