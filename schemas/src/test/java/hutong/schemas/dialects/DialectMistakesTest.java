package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.CodeLists;
import hutong.schemas.RecordTypes;
import hutong.schemas.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What a mistake in a dialect, or a document that leads one astray, comes to: a word, never a loss.
 */
class DialectMistakesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final String HEAD =
      """
      dialect: lake
      version: "1"
      validFrom: 2026-01-01
      title: {zh: 湖, en: Lake}
      """;

  private final DialectFiles files = new DialectFiles(RecordTypes.load(), CodeLists.load());

  @Test
  void every_mistake_is_named_with_its_place_and_no_other_than_as_a_fault() {
    assertThat(faults("format: {type: json}\ntypes: {Decision: {fields: {a: outcome | part}}}"))
        .isNotEmpty();
    assertThat(faults("format: {type: json}\ntypes: {Decision: {fields: {a: outcome | codes x}}}"))
        .anyMatch(each -> each.contains("there is no code map x"));
    assertThat(faults("format: {type: hl7}\ntypes: {Decision: {marks: {MSH-9-2: x}}}"))
        .anyMatch(each -> each.contains("MSH-9-2"));
    assertThat(faults("format: {type: csv, charset: KLINGON}\ntypes: {Decision: {}}"))
        .anyMatch(each -> each.contains("unknown charset"));
    assertThat(
            faults(
                "format: {type: fixed-width, layout: [{name: A, from: 1, length: 3}]}\n"
                    + "types: {Decision: {fields: {B: outcome}}}"))
        .anyMatch(each -> each.contains("there is no column B"));
    for (String rule : List.of("division -6", "date HH:mm", "date YYYY/M/D", "date yyyy/m/d")) {
      assertThat(
              faults(
                  "format: {type: json}\ntypes: {Decision: {fields: {a: outcome | " + rule + "}}}"))
          .as(rule)
          .isNotEmpty();
    }
    assertThat(faults("format: {type: json}\ntypes: {\tDecision: [}"))
        .singleElement()
        .asString()
        .contains("line ");
  }

  @Test
  void a_number_without_quotes_is_a_fault_since_yaml_makes_another_of_it() {
    assertThat(
            faults(
                "format: {type: json}\ntypes: {Decision: {marks: {t: 01}, fields: {a: outcome | codes m}}}\n"
                    + "codes: {m: {x: 010}}"))
        .anyMatch(each -> each.contains("t: put it in quotes"))
        .anyMatch(each -> each.contains("x: put it in quotes"));
  }

  @Test
  void a_code_map_leads_only_to_codes_that_there_are() {
    assertThat(
            faults(
                """
                format: {type: json}
                types: {ArrivalNotice: {fields: {a: reason | codes m}}}
                codes: {m: {"5": HOSPITAL}}
                """))
        .anyMatch(each -> each.contains("HOSPITAL"));
  }

  @Test
  void what_stands_again_where_one_is_read_is_named_as_not_carried() throws Exception {
    Dialect dialect =
        dialect(
            "format: {type: json}\n"
                + "types: {Decision: {fields: {id: concerns, why: code}, defaults: {outcome: REJECTED}}}");

    Translated read = read(dialect, "{\"id\":\"x\",\"why\":[\"IMPLAUSIBLE\",\"TOO_OLD\"]}");

    assertThat(read.unread()).containsExactly("why/2");
  }

  @Test
  void a_transformation_that_fails_refuses_its_record_and_no_other() throws Exception {
    Map<String, byte[]> given =
        Map.of(
            "dialect.yaml",
            (HEAD
                    + "format: {type: json-lines}\n"
                    + "types: {Decision: {read: in.jslt, uses: [n, s]}}")
                .getBytes(UTF_8),
            "in.jslt",
            ("{\"concerns\": string(10 / .n), \"outcome\":"
                    + " if (test(.s, \"(a|b)*c\")) \"ACCEPTED\" else \"REJECTED\"}")
                .getBytes(UTF_8));
    Dialect dialect = files.read(given);
    String long1 = "ab".repeat(9_000);

    List<Translated> all =
        all(
            dialect,
            "{\"n\":2,\"s\":\"c\"}\n{\"n\":0,\"s\":\"c\"}\n{\"n\":2,\"s\":\""
                + long1
                + "\"}\n{\"n\":5,\"s\":\"c\"}\n");

    assertThat(all).extracting(Translated::refused).containsExactly(false, true, true, false);
    assertThat(all.get(1).found()).extracting(Violation::rule).contains("transformation");
  }

  @Test
  void parts_are_put_together_in_their_order_whatever_the_order_of_the_lines() throws Exception {
    Dialect dialect =
        dialect(
            "format: {type: json}\n"
                + "types: {ArrivalNotice: {fields: {ming: subject.name | part 2 \"\", xing:"
                + " subject.name | part 1 \"\"}}}");

    assertThat(
            read(dialect, "{\"xing\":\"𠮷\",\"ming\":\"建国\"}")
                .record()
                .at("/subject/name")
                .asText())
        .isEqualTo("𠮷建国");
    assertThat(written(dialect, "{\"type\":\"ArrivalNotice\",\"subject\":{\"name\":\"𠮷建国\"}}"))
        .isEqualTo("{\"ming\":\"建国\",\"xing\":\"𠮷\"}");
    assertThat(read(dialect, "{\"ming\":\"建国\"}").found())
        .extracting(Violation::rule)
        .containsExactly("part-missing");
  }

  @Test
  void what_would_be_read_as_another_type_is_not_written() throws Exception {
    Dialect dialect =
        dialect(
            "format: {type: json}\n"
                + "types: {Decision: {fields: {id: concerns}, defaults: {outcome: ACCEPTED}},"
                + " ArrivalNotice: {fields: {id: source.key}}}");

    Unwritable said =
        catchThrowableOfType(
            Unwritable.class,
            () -> written(dialect, "{\"type\":\"ArrivalNotice\",\"source\":{\"key\":\"k\"}}"));

    assertThat(said.violations()).extracting(Violation::rule).containsExactly("type-ambiguous");
  }

  @Test
  void a_record_that_is_not_in_our_form_is_not_written_and_its_value_not_told() throws Exception {
    Dialect dialect =
        dialect(
            "format: {type: json}\n"
                + "types: {ArrivalNotice: {fields: {d: arrivedOn | date yyyyMMdd}}}");
    var bytes = new ByteArrayOutputStream();
    try (DialectWriter writer = dialect.create(bytes, NOW)) {
      DialectWriter.Written written =
          writer.write(object("{\"type\":\"ArrivalNotice\",\"arrivedOn\":\"SECRET\"}"));
      assertThat(written.lost()).containsExactly("/arrivedOn");
      assertThat(written.found()).extracting(Violation::rule).containsExactly("not-in-our-form");
      assertThat(written.found().toString()).doesNotContain("SECRET");
    }
  }

  @Test
  void a_fault_in_a_list_is_told_at_the_place_where_its_writer_finds_it() throws Exception {
    Dialect dialect =
        dialect(
            "format: {type: json}\n"
                + "types: {Decision: {fields: {id: concerns, ok: outcome, \"p/*\": pointer.*}}}");

    Translated read =
        read(dialect, "{\"id\":\"x\",\"ok\":\"ACCEPTED\",\"p\":[\"\",\"\",\"/subject\"]}");

    assertThat(read.record().get("pointer")).hasSize(1);
    assertThat(read.place("/pointer/0").column()).isEqualTo("p/3");
    assertThat(Comparison.of(read, read.record(), null, NOW).lines())
        .filteredOn(line -> line.pointer().equals("/pointer/0"))
        .singleElement()
        .satisfies(line -> assertThat(line.from().get(0).place()).isEqualTo("p/3"));
  }

  @Test
  void a_terminals_times_are_put_right_and_known_to_move() throws Exception {
    Dialect dialect = files.read(DialectFiles.builtIn().get("terminal-jsonl"));
    String document =
        """
        {"batch":{"terminal":"T1","office":"11110000MB0FAKE02Y","clock":"2026-11-27 15:00:00"}}
        {"t":"arrival","no":"1","at":"2026-11-25 09:00:00","on":"2026-11-25","name":"王小明"}
        """;

    Translated read = all(dialect, document).get(0);

    // It is 16:00 there when the terminal says that it is 15:00.
    assertThat(read.record().get("observedAt").asText()).isEqualTo("2026-11-25T02:00:00Z");
    assertThat(read.moving()).containsExactly("/observedAt");
    assertThat(read.found()).extracting(Violation::rule).containsExactly("clock-corrected");
    try (DialectReader reader =
        dialect.open(
            new ByteArrayInputStream(document.getBytes(UTF_8)),
            NOW,
            Map.of("clock", "2026-11-27 16:00:00"))) {
      assertThat(reader.next().record().get("observedAt").asText())
          .isEqualTo("2026-11-25T01:00:00Z");
    }
  }

  private List<String> faults(String text) {
    DialectFaults said = catchThrowableOfType(DialectFaults.class, () -> dialect(text));
    assertThat(said).as(text).isNotNull();
    return said.faults();
  }

  private Dialect dialect(String text) throws DialectFaults {
    return files.read(Map.of("dialect.yaml", (HEAD + text + "\n").getBytes(UTF_8)));
  }

  private static Translated read(Dialect dialect, String document) throws Exception {
    return all(dialect, document).get(0);
  }

  private static List<Translated> all(Dialect dialect, String document) throws Exception {
    List<Translated> all = new ArrayList<>();
    try (DialectReader reader =
        dialect.open(new ByteArrayInputStream(document.getBytes(UTF_8)), NOW, Map.of())) {
      for (Translated each = reader.next(); each != null; each = reader.next()) {
        all.add(each);
      }
    }
    return all;
  }

  private static String written(Dialect dialect, String record) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (DialectWriter writer = dialect.create(bytes, NOW)) {
      writer.write(object(record));
    }
    return bytes.toString(UTF_8);
  }

  private static ObjectNode object(String json) throws Exception {
    return (ObjectNode) JsonMapper.builder().build().readTree(json);
  }
}
