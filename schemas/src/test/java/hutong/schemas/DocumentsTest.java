package hutong.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hutong.schemas.hx.ArrivalNotice;
import hutong.schemas.hx.Digest;
import hutong.schemas.hx.DigestAlgorithm;
import hutong.schemas.hx.Due;
import hutong.schemas.hx.LedgerPosition;
import hutong.schemas.hx.Outcome;
import hutong.schemas.hx.Receipt;
import hutong.schemas.hx.ReceiptKind;
import hutong.schemas.hx.ReceiptSubject;
import hutong.schemas.hx.Rejection;
import hutong.schemas.hx.ResidentRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentsTest {
  private static final Documents DOCUMENTS = new Documents();

  static List<ResidentRecord> oneOfEveryType() {
    return Samples.oneOfEveryType();
  }

  @ParameterizedTest
  @MethodSource("oneOfEveryType")
  void every_type_survives_json_and_xml(ResidentRecord record) throws RefusedInput {
    byte[] xml = DOCUMENTS.writeRecord(record, Format.XML);
    ResidentRecord fromXml = DOCUMENTS.readRecord(xml, Format.XML);
    byte[] json = DOCUMENTS.writeRecord(fromXml, Format.JSON);
    ResidentRecord fromJson = DOCUMENTS.readRecord(json, Format.JSON);
    assertThat(fromJson).hasSameClassAs(record).usingRecursiveComparison().isEqualTo(record);
    assertThat(DOCUMENTS.writeRecord(fromJson, Format.XML)).isEqualTo(xml);
  }

  @ParameterizedTest
  @MethodSource("oneOfEveryType")
  void a_stored_document_reads_as_it_did_when_it_was_received(ResidentRecord record)
      throws RefusedInput {
    byte[] xml = DOCUMENTS.writeRecord(record, Format.XML);
    byte[] document = DOCUMENTS.writeExchange(Samples.header(record), xml);
    assertThat(DOCUMENTS.readStored(document))
        .usingRecursiveComparison()
        .isEqualTo(DOCUMENTS.readExchange(document).record());
  }

  @Test
  void a_record_is_written_with_its_own_default_namespace_and_no_declaration() {
    String xml = new String(DOCUMENTS.writeRecord(Samples.arrival(), Format.XML), UTF_8);
    assertThat(xml).startsWith("<ArrivalNotice xmlns=\"urn:hutong:hx:1\"><subject><name>王𠮷·买买提");
  }

  @Test
  void json_has_the_type_first_and_times_in_utc() {
    String json = new String(DOCUMENTS.writeRecord(Samples.arrival(), Format.JSON), UTF_8);
    assertThat(json)
        .startsWith("{\"type\":\"ArrivalNotice\",\"subject\":{\"name\":\"王𠮷·买买提\"")
        .contains("\"observedAt\":\"2026-03-01T08:00:00Z\"", "\"asOf\":\"1999-05-01\"")
        .contains("\"version\":2")
        .doesNotContain("null", "attachment");
  }

  @Test
  void the_exchange_gives_back_the_records_own_bytes() throws RefusedInput {
    byte[] recordXml = DOCUMENTS.writeRecord(Samples.arrival(), Format.XML);
    byte[] document = DOCUMENTS.writeExchange(Samples.header(Samples.arrival()), recordXml);
    ReceivedExchange read = DOCUMENTS.readExchange(document);
    assertThat(read.recordXml()).isEqualTo(recordXml);
    assertThat(read.header())
        .usingRecursiveComparison()
        .isEqualTo(Samples.header(Samples.arrival()));
    assertThat(read.record()).usingRecursiveComparison().isEqualTo(Samples.arrival());
  }

  @Test
  void a_record_that_leans_on_the_outer_namespace_still_stands_alone_afterwards()
      throws RefusedInput {
    String document =
        exchange().replace("<ArrivalNotice xmlns=\"urn:hutong:hx:1\">", "<ArrivalNotice>");
    byte[] recordXml = DOCUMENTS.readExchange(document.getBytes(UTF_8)).recordXml();
    assertThat(DOCUMENTS.readRecord(recordXml, Format.XML)).isInstanceOf(ArrivalNotice.class);
  }

  @Test
  void prefixes_comments_and_cdata_of_other_software_are_read() throws RefusedInput {
    String document =
        exchange()
            .replaceAll("<(/?)([A-Za-z])", "<$1p:$2")
            .replace("xmlns=", "xmlns:p=")
            .replace("王吉", "<![CDATA[王吉]]>")
            .replace("<p:subject><p:name>", "<!-- </p:subject> --><p:subject><p:name>");
    ReceivedExchange read = DOCUMENTS.readExchange(document.getBytes(UTF_8));
    assertThat(DOCUMENTS.readRecord(read.recordXml(), Format.XML))
        .usingRecursiveComparison()
        .isEqualTo(Samples.arrival());
  }

  @Test
  void header_and_record_must_name_the_same_type() {
    String document = exchange().replace("<type>ArrivalNotice", "<type>Inquiry");
    assertThatThrownBy(() -> DOCUMENTS.readExchange(document.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            RefusedInput.class,
            e -> assertThat(e.violations()).extracting("pointer").containsExactly("/header/type"));
  }

  @Test
  void another_version_is_named_as_such() {
    for (String document :
        List.of(
            exchange().replace("urn:hutong:hx:1", "urn:hutong:hx:2"),
            exchange().replace("<schemaVersion>1.0", "<schemaVersion>2.0"))) {
      assertThatThrownBy(() -> DOCUMENTS.readExchange(document.getBytes(UTF_8)))
          .isInstanceOfSatisfying(
              RefusedInput.class,
              e ->
                  assertThat(e.violations())
                      .extracting("code")
                      .containsExactly(RejectionCode.VERSION_NOT_PROCESSABLE));
    }
  }

  @Test
  void a_byte_order_mark_is_read_over() throws RefusedInput {
    byte[] xml = ("\uFEFF" + record()).getBytes(UTF_8);
    assertThat(DOCUMENTS.readRecord(xml, Format.XML)).isInstanceOf(ArrivalNotice.class);
  }

  @Test
  void a_receipt_survives() throws RefusedInput {
    byte[] xml = DOCUMENTS.writeReceipt(receipt());
    assertThat(new String(xml, UTF_8)).startsWith("<receipt xmlns=\"urn:hutong:hx:1\"><says>");
    assertThat(DOCUMENTS.readReceipt(xml)).usingRecursiveComparison().isEqualTo(receipt());
  }

  @Test
  void a_reader_sees_only_the_fields_named() throws RefusedInput {
    Set<String> fields = Set.of("/source/system", "/source/key", "/arrivedOn", "/subject/name");
    String xml = new String(DOCUMENTS.restrict(Samples.arrival(), fields, Format.XML), UTF_8);
    assertThat(xml)
        .isEqualTo(
            "<ArrivalNotice xmlns=\"urn:hutong:hx:1\"><subject><name>王𠮷·买买提</name></subject>"
                + "<source><system>desk-7</system><key>2026-000017</key></source>"
                + "<arrivedOn>2026-02-27</arrivedOn></ArrivalNotice>");
    String json = new String(DOCUMENTS.restrict(Samples.arrival(), fields, Format.JSON), UTF_8);
    assertThat(json)
        .isEqualTo(
            "{\"type\":\"ArrivalNotice\",\"subject\":{\"name\":\"王𠮷·买买提\"},"
                + "\"source\":{\"system\":\"desk-7\",\"key\":\"2026-000017\"},"
                + "\"arrivedOn\":\"2026-02-27\"}");
  }

  @Test
  void many_threads_read_at_once_and_a_refusal_leaves_no_trace() {
    byte[] good = DOCUMENTS.writeRecord(Samples.arrival(), Format.XML);
    byte[] bad = record().replace("<subject>", "<subject><x>").getBytes(UTF_8);
    byte[] invalid = record().replace("2026-02-27", "2026-02-30").getBytes(UTF_8);
    List<ResidentRecord> read =
        IntStream.range(0, 400)
            .parallel()
            .mapToObj(i -> readAfter(i % 2 == 0 ? bad : invalid, good))
            .toList();
    assertThat(read)
        .allSatisfy(r -> assertThat(r).usingRecursiveComparison().isEqualTo(Samples.arrival()));
  }

  private static ResidentRecord readAfter(byte[] bad, byte[] good) {
    assertThatThrownBy(() -> DOCUMENTS.readRecord(bad, Format.XML))
        .isInstanceOf(RefusedInput.class);
    try {
      return DOCUMENTS.readRecord(good, Format.XML);
    } catch (RefusedInput e) {
      throw new AssertionError(e);
    }
  }

  static String record() {
    return new String(DOCUMENTS.writeRecord(Samples.arrival(), Format.XML), UTF_8);
  }

  private static String exchange() {
    byte[] header =
        DOCUMENTS.writeExchange(Samples.header(Samples.arrival()), record().getBytes(UTF_8));
    return new String(header, UTF_8);
  }

  private static Receipt receipt() {
    Receipt receipt = new Receipt();
    receipt.getSays().addAll(List.of(ReceiptKind.TRANSPORT, ReceiptKind.REJECTION));
    ReceiptSubject subject = new ReceiptSubject();
    subject.setSender("330000");
    subject.setId(Samples.ID);
    receipt.setSubject(subject);
    receipt.setRecipient("410000");
    Digest digest = new Digest();
    digest.setAlgorithm(DigestAlgorithm.SHA_256);
    digest.setHex("0".repeat(64));
    receipt.setDigest(digest);
    receipt.setReceivedAt(Instant.parse("2026-03-02T01:02:04Z"));
    receipt.setDecidedAt(Instant.parse("2026-03-02T01:02:05Z"));
    receipt.setOutcome(Outcome.REJECTED);
    Due due = new Due();
    due.setDate(LocalDate.of(2026, 3, 5));
    due.setRule("arrival-3-working-days");
    due.setCalendarVersion("CN-2026.1+plain-week");
    receipt.setDue(due);
    LedgerPosition position = new LedgerPosition();
    position.setEpoch(1);
    position.setWriter("w1");
    position.setNumber(42);
    position.setEventDigest("f".repeat(64));
    receipt.setLedgerPosition(position);
    Rejection rejection = new Rejection();
    rejection.setCode(RejectionCode.NOT_COMPETENT);
    rejection.getPointer().add("/origin/division");
    rejection.setZh(RejectionCode.NOT_COMPETENT.zh());
    rejection.setEn(RejectionCode.NOT_COMPETENT.en());
    receipt.setRejection(rejection);
    return receipt;
  }

  /** Of every type, for every role that reads it, in both formats. */
  @Test
  void no_reader_sees_a_field_that_its_role_does_not_allow() throws Exception {
    RecordTypes types = RecordTypes.load();
    int seen = 0;
    for (ResidentRecord record : Samples.oneOfEveryType()) {
      RecordType type = types.of(record);
      for (String role : type.readers().keySet()) {
        byte[] json = DOCUMENTS.restrict(record, type.fieldsFor(role), Format.JSON);
        Set<String> fields = new TreeSet<>();
        fields("", new ObjectMapper().readTree(json), fields);
        fields.remove("/type");
        assertThat(type.fieldsFor(role)).as(type.name() + " " + role).containsAll(fields);
        seen += fields.size();
      }
      byte[] unknown = DOCUMENTS.restrict(record, type.fieldsFor("nobody"), Format.JSON);
      assertThat(new String(unknown, UTF_8)).isEqualTo("{\"type\":\"" + type.name() + "\"}");
    }
    assertThat(seen).isGreaterThan(100);
  }

  private static void fields(String path, JsonNode node, Set<String> found) {
    if (node.isObject()) {
      node.properties().forEach(each -> fields(path + "/" + each.getKey(), each.getValue(), found));
    } else if (node.isArray()) {
      node.forEach(each -> fields(path, each, found));
    } else {
      found.add(path);
    }
  }
}
