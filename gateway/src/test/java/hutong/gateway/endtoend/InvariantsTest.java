package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.routes.Bundle;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import io.vertx.core.Vertx;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the architecture promises for ever, on running nodes; each test has the promise's words. */
class InvariantsTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";
  private static final String JIANGXI = "360000";
  private static final List<String> PERSONAL =
      List.of("王𠮷", "412701198502030007", "198502030007", "样例路 1 号", "personal-key-77");

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private List<Region> regions;
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;
  private ApiClient zhoukou;

  @BeforeEach
  void start() throws Exception {
    lines.start();
    root().addAppender(lines);
    regions = Region.make(folder, vertx, JIANGSU, HENAN, JIANGXI);
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    suzhou = jiangsu.decider("suzhou", "3205");
    zhoukou = henan.decider("zhoukou", "4116");
  }

  @AfterEach
  void stop() {
    root().detachAppender(lines);
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void nothing_is_counted_as_a_duplicate_answered_or_delivered_before_it_is_verified()
      throws Exception {
    try (Rogue rogue = rogue()) {
      ResidentRecord record = rogue.arrival("verified-first");
      Header header = rogue.header(record, HENAN);
      byte[] genuine = rogue.envelope(rogue.document(header, record), HENAN);
      byte[] tampered = genuine.clone();
      tampered[tampered.length - 20] ^= 1;
      rogue.put(tampered, HENAN);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> count(henan, "SELECT COUNT(*) FROM quarantine") == 1);
      assertThat(count(henan, "SELECT COUNT(*) FROM transfer")).isZero();
      assertThat(count(henan, "SELECT COUNT(*) FROM outbox")).isZero();
      rogue.put(genuine, HENAN);
      awaitState(henan, header.getId(), "OFFERED");
    }
  }

  @Test
  void what_is_verified_is_the_bytes_received_they_are_never_reserialised_first() throws Exception {
    try (Rogue rogue = rogue()) {
      ResidentRecord record = rogue.arrival("unusual");
      Header header = rogue.header(record, HENAN);
      String plain = new String(rogue.document(header, record), StandardCharsets.UTF_8);
      String unusual =
          "<?xml version='1.0'?>\n"
              + plain
                  .replace("<exchange xmlns=", "<exchange\n   xmlns = ")
                  .replace("样例路", "&#x6837;&#20363;路")
                  .replace("</exchange>", "</exchange  >\n\n");
      assertThat(unusual).isNotEqualTo(plain).contains("&#x6837;");
      byte[] bytes = unusual.getBytes(StandardCharsets.UTF_8);
      rogue.put(rogue.envelope(bytes, HENAN), HENAN);
      awaitState(henan, header.getId(), "OFFERED");
      assertThat(texts(henan, "SELECT digest FROM transfer"))
          .containsExactly("sha-256:" + HexFormat.of().formatHex(Bundle.sha256(bytes)));
    }
  }

  @Test
  void broker_properties_are_hints_if_they_disagree_with_the_signed_header_it_is_refused()
      throws Exception {
    try (Rogue rogue = rogue()) {
      ResidentRecord record = rogue.arrival("hints");
      Header header = rogue.header(record, HENAN);
      byte[] envelope = rogue.envelope(rogue.document(header, record), HENAN);
      rogue.put(envelope, HENAN, JIANGXI, HENAN);
      rogue.put(envelope, HENAN, JIANGSU, JIANGXI);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  count(henan, "SELECT COUNT(*) FROM alarm WHERE code = 'ENVELOPE_QUARANTINED'")
                      == 2);
      assertThat(texts(henan, "SELECT fault FROM quarantine")).containsOnly("HINTS_DISAGREE");
      assertThat(count(henan, "SELECT COUNT(*) FROM transfer")).isZero();
    }
  }

  @Test
  void no_personal_data_in_a_queue_name_message_property_log_line_error_text_or_file()
      throws Exception {
    UUID id = exchange("personal-key-77");
    String wrong =
        TestRecords.arrival("personal-key-77").replace("412701198502030007", "412701198502030008");
    String refusal;
    try {
      refusal =
          get(suzhou.submit(wrong.getBytes(StandardCharsets.UTF_8), "application/json", null))
              .toString();
    } catch (java.util.concurrent.ExecutionException refused) {
      refusal = refused.getCause().toString();
    }
    assertThat(refusal).doesNotContain(PERSONAL).doesNotContain("412701198502030008");
    assertThat(get(jiangsu.operator().timeline(id)).encode()).doesNotContain(PERSONAL);
    for (ILoggingEvent line : List.copyOf(lines.list)) {
      assertThat(line.getFormattedMessage()).doesNotContain(PERSONAL);
    }
    jiangsu.close();
    henan.close();
    List<Path> files;
    try (var all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files).anyMatch(file -> file.endsWith("ledger.db"));
    assertThat(files).anyMatch(file -> file.toString().contains("journal"));
    for (Path file : files) {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      for (String value : PERSONAL) {
        assertThat(bytes.contains(as(value, StandardCharsets.UTF_8))).as("%s", file).isFalse();
        assertThat(bytes.contains(as(value, StandardCharsets.UTF_16LE))).as("%s", file).isFalse();
        assertThat(bytes.contains(as(value, StandardCharsets.UTF_16BE))).as("%s", file).isFalse();
      }
    }
    Path known = Files.write(folder.resolve("known"), PERSONAL);
    assertThat(new String(Files.readAllBytes(known), StandardCharsets.ISO_8859_1))
        .as("the search finds what is there")
        .contains(as(PERSONAL.get(0), StandardCharsets.UTF_8));
  }

  @Test
  void receipts_are_never_receipted() throws Exception {
    exchange("receipted");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> count(henan, "SELECT COUNT(*) FROM outbox") == 0);
    assertThat(count(jiangsu, "SELECT COUNT(*) FROM outbox")).isZero();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> count(jiangsu, "SELECT COUNT(*) FROM control") == 0);
    assertThat(count(jiangsu, "SELECT COUNT(*) FROM receipt")).isEqualTo(2);
    assertThat(count(henan, "SELECT COUNT(*) FROM receipt")).isEqualTo(2);
    assertThat(count(henan, "SELECT COUNT(*) FROM transfer WHERE outbound = 1")).isZero();
    assertThat(count(jiangsu, "SELECT COUNT(*) FROM transfer WHERE outbound = 0")).isZero();
  }

  private UUID exchange(String key) throws Exception {
    byte[] body = TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
    UUID id = get(suzhou.submit(body, "application/json", null)).id();
    Mail mail = get(zhoukou.mailbox(30, 10, 60)).orElseThrow();
    get(zhoukou.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    awaitState(jiangsu, id, "ACCEPTED");
    return id;
  }

  private Rogue rogue() throws Exception {
    return new Rogue(JIANGSU, jiangsu.home(), henan.node()::directory);
  }

  private static void awaitState(Region region, UUID id, String state) {
    ApiClient operator = region.operator();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(get(operator.find(id)).getString("state")).isEqualTo(state));
  }

  private static long count(Region region, String sql) throws Exception {
    return Long.parseLong(texts(region, sql).get(0));
  }

  private static List<String> texts(Region region, String sql) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection reading = DriverManager.getConnection("jdbc:sqlite:" + region.home().ledger());
        Statement statement = reading.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private static String as(String value, Charset charset) {
    return new String(value.getBytes(charset), StandardCharsets.ISO_8859_1);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
