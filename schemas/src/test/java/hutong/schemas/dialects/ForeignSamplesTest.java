package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.CodeLists;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import hutong.schemas.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Real messages of other exchange systems, read and written by files alone. */
class ForeignSamplesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final String CASE = "0195f3a0-0000-7000-8000-000000000001";
  private static final Map<String, String> BESIDE =
      Map.of(
          "source.system", "rina",
          "source.key", "1234567-X009",
          "issuingOffice", "11110000MB0FAKE02Y",
          "legalBasis", "SC-663",
          "eventDate", "2026-11-26",
          "observedAt", "2026-11-26T08:00:00Z");

  private final DialectFiles files = new DialectFiles(RecordTypes.load(), CodeLists.load());
  private final Documents documents = new Documents();

  @Test
  void the_acknowledgements_of_fifteen_states_are_decisions() throws Exception {
    List<Translated> all = read("hl7-ack", "us-hl7v2-iis/acks_by_state.hl7", Map.of());

    assertThat(all).hasSizeGreaterThanOrEqualTo(14);
    for (Translated each : all) {
      assertThat(each.record()).as("message %s: %s", each.row(), each.found()).isNotNull();
      assertThat(each.record().get("type").asText()).isEqualTo("Decision");
      assertThat(each.record().get("outcome").asText()).isIn("ACCEPTED", "REJECTED");
      boolean says = each.record().has("concerns");
      assertThat(each.found())
          .filteredOn(found -> found.rule().equals("required"))
          .extracting(found -> found.source().column())
          .isEqualTo(says ? List.of() : List.of("MSA-2"));
      assertThat(each.record().toString()).doesNotContain("Snow");
    }
    assertThat(all).filteredOn(each -> !each.record().has("concerns")).hasSize(3);
    assertThat(all.get(0).record().get("outcome").asText()).isEqualTo("ACCEPTED");
    assertThat(all.get(1).record().get("outcome").asText()).isEqualTo("REJECTED");
  }

  @Test
  void a_condition_without_a_counterpart_is_reported_with_its_place() throws Exception {
    String acks = Files.readString(resource("samples/us-hl7v2-iis/acks_by_state.hl7"));
    assertThat(acks).contains("102^Data type error");
    byte[] others = acks.replace("102^Data type error", "199^Other").getBytes(UTF_8);

    List<Violation> found = new ArrayList<>();
    for (Translated each : read(dialect("hl7-ack"), new ByteArrayInputStream(others), Map.of())) {
      found.addAll(each.found());
    }

    assertThat(found)
        .filteredOn(each -> each.rule().equals("code-unmapped"))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.source().column()).isEqualTo("ERR-3.1"));
  }

  @Test
  void the_receipt_of_an_xoev_standard_is_a_decision_and_is_written_as_one() throws Exception {
    Translated receipt =
        read("xoev-quittung", "de-xoev/xwasser_administration_quittung_0020.xml", Map.of()).get(0);

    assertThat(receipt.found()).isEmpty();
    assertThat(receipt.unread()).isEmpty();
    assertThat(receipt.record().get("outcome").asText()).isEqualTo("ACCEPTED");
    assertThat(receipt.record().get("concerns").asText())
        .isEqualTo("693c64d6-456f-4d14-abe7-fe9681c74aae");
    String written = written("xoev-quittung", receipt.record());
    assertThat(written)
        .contains("<xwas:administration.quittung.0020 ")
        .contains("<code>200</code>")
        .contains("<referenzUUID>693c64d6-456f-4d14-abe7-fe9681c74aae</referenzUUID>");
  }

  @Test
  void what_european_offices_say_about_a_case_is_read_as_records_of_ours() throws Exception {
    Translated reminder = sed("eux_x009.json", "concerns");
    Translated promises = sed("eux_x010.json", "inReplyTo");
    Translated question = sed("eux_x012.json", "inReplyTo");
    Translated forward = sed("eux_x007.json", "inReplyTo");

    for (Translated each : List.of(reminder, promises, question, forward)) {
      assertThat(each.found()).isEmpty();
      documents.readRecord(each.record());
    }
    assertThat(reminder.record().get("type").asText()).isEqualTo("Reminder");
    assertThat(promises.record().get("promise")).hasSize(6);
    assertThat(question.record().at("/question/0/text").asText())
        .isEqualTo("Del / Punkt / grunnAnnet");
    assertThat(forward.record().at("/competent/division").asText()).isEqualTo("320500");
    assertThat(reminder.unread()).contains("purringer/gjelder");
  }

  @Test
  void a_rejection_of_theirs_is_a_decision() throws Exception {
    Translated rejection = read("eessi-sed", "eu-eessi-sed/eux_x011.json", Map.of()).get(0);

    assertThat(rejection.record().get("concerns").asText()).isEqualTo("123123123");
    assertThat(rejection.record().get("outcome").asText()).isEqualTo("REJECTED");
    assertThat(written("eessi-sed", rejection.record())).contains("\"sedType\":\"X011\"");
  }

  @Test
  void what_is_read_is_written_and_read_again_without_another_loss() throws Exception {
    for (String name :
        List.of("eux_x009.json", "eux_x010.json", "eux_x012.json", "eux_x007.json")) {
      ObjectNode record = sed(name, name.contains("x009") ? "concerns" : "inReplyTo").record();
      var bytes = new ByteArrayOutputStream();
      try (DialectWriter writer = dialect("eessi-sed").create(bytes, NOW)) {
        // What travels beside the document is not in it.
        assertThat(writer.write(record).lost())
            .allSatisfy(
                each ->
                    assertThat(each)
                        .matches(
                            "/(concerns|inReplyTo|source/.*|issuingOffice|legalBasis|eventDate"
                                + "|observedAt|competent/asOf)"));
      }
    }
  }

  @Test
  void a_document_of_theirs_that_no_type_is_for_is_refused() throws Exception {
    Translated other = read("eessi-sed", "eu-eessi-sed/melosys_sedA009.json", Map.of()).get(0);

    assertThat(other.record()).isNull();
    assertThat(other.found()).extracting(Violation::rule).containsExactly("type-unknown");
  }

  private Translated sed(String name, String reference) throws Exception {
    Map<String, String> beside = new java.util.HashMap<>(BESIDE);
    beside.put(reference, CASE);
    return read("eessi-sed", "eu-eessi-sed/" + name, beside).get(0);
  }

  private String written(String name, ObjectNode record) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (DialectWriter writer = dialect(name).create(bytes, NOW)) {
      writer.write(record);
    }
    return bytes.toString(UTF_8);
  }

  private List<Translated> read(String name, String sample, Map<String, String> beside)
      throws Exception {
    try (InputStream in = Files.newInputStream(resource("samples/" + sample))) {
      return read(dialect(name), in, beside);
    }
  }

  private static List<Translated> read(Dialect dialect, InputStream in, Map<String, String> beside)
      throws Exception {
    List<Translated> all = new ArrayList<>();
    try (DialectReader reader = dialect.open(in, NOW, beside)) {
      for (Translated each = reader.next(); each != null; each = reader.next()) {
        all.add(each);
      }
    }
    return all;
  }

  private Dialect dialect(String name) throws Exception {
    return files.read(DialectFiles.in(resource("foreign/" + name)));
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(ForeignSamplesTest.class.getResource(name).toURI());
  }
}
