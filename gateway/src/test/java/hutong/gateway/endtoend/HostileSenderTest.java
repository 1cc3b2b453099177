package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.routes.QueueNames;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A member with a valid certificate, against a running node. Nothing it does stops the node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSenderTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";
  private static final String JIANGXI = "360000";

  @TempDir private static Path folder;
  @TempDir private static Path elsewhere;

  private Vertx vertx;
  private Region henan;
  private ApiClient operator;
  private ApiClient zhoukou;
  private Rogue jiangsu;

  List<Region> regions(Path folder, Vertx vertx, String... codes) throws Exception {
    return Region.make(folder, vertx, codes);
  }

  @BeforeAll
  void start() throws Exception {
    vertx = Vertx.vertx();
    List<Region> regions = regions(folder, vertx, JIANGSU, JIANGXI, HENAN);
    henan = regions.get(2).start();
    operator = henan.operator();
    zhoukou = henan.decider("zhoukou", "4116");
    jiangsu = new Rogue(JIANGSU, regions.get(0).home(), henan.node()::directory);
  }

  @AfterAll
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void replayed_envelope_is_delivered_once() throws Exception {
    ResidentRecord record = jiangsu.arrival("replayed");
    Header header = jiangsu.header(record, HENAN);
    byte[] envelope = jiangsu.envelope(jiangsu.document(header, record), HENAN);
    for (int i = 0; i < 5; i++) {
      jiangsu.put(envelope, HENAN);
    }
    awaitState(header.getId(), "OFFERED");
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, record), HENAN), HENAN);
    String marker = deliverAnother("after-the-replays");
    Mail mail = get(zhoukou.mailbox(10, 500, 60)).orElseThrow();
    assertThat(mail.items().stream().filter(item -> item.id().equals(header.getId()))).hasSize(1);
    assertThat(mail.items()).anyMatch(item -> item.id().toString().equals(marker));
    get(zhoukou.giveBack(mail.lease()));
  }

  @Test
  void same_id_with_other_content_is_refused_and_alarmed() throws Exception {
    ResidentRecord record = jiangsu.arrival("first");
    Header header = jiangsu.header(record, HENAN);
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, record), HENAN), HENAN);
    awaitState(header.getId(), "OFFERED");
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, jiangsu.arrival("other")), HENAN), HENAN);
    awaitAlarm("ID_REUSED", header.getId().toString());
    assertThat(state(header.getId())).isEqualTo("OFFERED");
  }

  @Test
  void record_signed_by_another_than_its_sender_is_quarantined() throws Exception {
    ResidentRecord record = jiangsu.arrival("not-the-signer");
    Header header = jiangsu.header(record, HENAN);
    header.setFrom(JIANGXI);
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, record), HENAN), HENAN);
    awaitQuarantine("SENDER_IS_NOT_SIGNER");
  }

  @Test
  void record_for_another_node_is_quarantined() throws Exception {
    ResidentRecord record = jiangsu.arrival("for-another");
    Header header = jiangsu.header(record, JIANGXI);
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, record), HENAN), HENAN);
    awaitQuarantine("NOT_FOR_THIS_NODE");
  }

  @Test
  void hints_that_disagree_with_the_signed_header_are_refused_and_the_genuine_copy_is_taken()
      throws Exception {
    ResidentRecord record = jiangsu.arrival("lying-hints");
    Header header = jiangsu.header(record, HENAN);
    byte[] envelope = jiangsu.envelope(jiangsu.document(header, record), HENAN);
    jiangsu.put(envelope, HENAN, JIANGXI, HENAN);
    awaitQuarantine("HINTS_DISAGREE");
    jiangsu.put(envelope, HENAN);
    awaitState(header.getId(), "OFFERED");
  }

  @Test
  void sender_outside_its_divisions_is_refused_and_alarmed() throws Exception {
    ResidentRecord record = jiangsu.arrival("outside");
    record.getCurrent().setDivision("360102");
    Header header = jiangsu.header(record, HENAN);
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, record), HENAN), HENAN);
    awaitRejected(header.getId(), "NOT_AUTHORISED");
    awaitAlarm("SENDER_NOT_COMPETENT", header.getId().toString());
  }

  @Test
  void words_that_are_no_types_are_all_counted_as_one() throws Exception {
    for (String word : new String[] {"Zhangsan", "Lisi", "Wangwu"}) {
      Header header = jiangsu.header(jiangsu.arrival(word), HENAN);
      header.setType(word);
      jiangsu.put(jiangsu.envelope(jiangsu.nonsense(header), HENAN), HENAN);
      awaitState(header.getId(), "REJECTED");
      assertThat(get(operator.find(header.getId())).getString("type")).isEqualTo("Unknown");
    }
    assertThat(get(operator.status()).getJsonArray("tally").encode())
        .contains("\"Unknown\"")
        .doesNotContain("Zhangsan", "Lisi");
  }

  @Test
  void first_arrival_after_its_expiry_is_refused() throws Exception {
    ResidentRecord record = jiangsu.arrival("too-old");
    Header header = jiangsu.header(record, HENAN);
    header.setCreated(Instant.parse("2026-01-01T00:00:00Z"));
    header.setExpires(Instant.parse("2026-01-04T00:00:00Z"));
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, record), HENAN), HENAN);
    awaitRejected(header.getId(), "TOO_OLD");
  }

  @Test
  void record_of_the_future_is_refused() throws Exception {
    ResidentRecord record = jiangsu.arrival("future");
    Header header = jiangsu.header(record, HENAN);
    header.setCreated(
        Instant.now().plus(Duration.ofDays(1)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, record), HENAN), HENAN);
    awaitRejected(header.getId(), "IMPLAUSIBLE");
  }

  @Test
  void record_that_would_be_taken_for_years_is_refused() throws Exception {
    ResidentRecord record = jiangsu.arrival("for-years");
    Header header = jiangsu.header(record, HENAN);
    header.setExpires(header.getCreated().plus(Duration.ofDays(32)));
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, record), HENAN), HENAN);
    awaitRejected(header.getId(), "IMPLAUSIBLE");
  }

  @Test
  void answer_to_nothing_asked_is_refused() throws Exception {
    ResidentRecord record = jiangsu.arrival("answers-nothing");
    Header header = jiangsu.header(record, HENAN);
    header.setCorrelation(UUID.randomUUID());
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, record), HENAN), HENAN);
    awaitRejected(header.getId(), "SCHEMA_INVALID");
  }

  @Test
  void record_that_breaks_the_schema_is_refused_with_its_pointer() throws Exception {
    ResidentRecord record = jiangsu.arrival("broken");
    Header header = jiangsu.header(record, HENAN);
    String document =
        new String(jiangsu.document(header, record), StandardCharsets.UTF_8)
            .replace("<arrivedOn>", "<surprise>1</surprise><arrivedOn>");
    jiangsu.put(jiangsu.envelope(document.getBytes(StandardCharsets.UTF_8), HENAN), HENAN);
    awaitRejected(header.getId(), "SCHEMA_INVALID");
    JsonObject refusal = get(operator.find(header.getId())).getJsonObject("refusal");
    assertThat(refusal.getJsonArray("pointers").encode()).contains("/surprise");
  }

  @Test
  void signed_bomb_is_quarantined() throws Exception {
    String bomb =
        "<!DOCTYPE a [<!ENTITY b \"xxxxxxxxxx\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><a>&c;</a>";
    jiangsu.put(jiangsu.envelope(bomb.getBytes(StandardCharsets.UTF_8), HENAN), HENAN);
    awaitQuarantine("HEADER_UNREADABLE");
  }

  @Test
  void bytes_that_are_no_envelope_are_quarantined() throws Exception {
    jiangsu.put("hello".getBytes(StandardCharsets.UTF_8), HENAN);
    awaitQuarantine("MALFORMED");
  }

  @Test
  void envelope_over_the_bound_is_quarantined() throws Exception {
    byte[] huge = new byte[600 << 10];
    huge[0] = 0x30;
    huge[1] = (byte) 0x83;
    huge[2] = (byte) ((huge.length - 5) >> 16);
    huge[3] = (byte) ((huge.length - 5) >> 8);
    huge[4] = (byte) (huge.length - 5);
    jiangsu.put(huge, HENAN);
    awaitQuarantine("TOO_LARGE");
  }

  @Test
  void one_bad_envelope_in_a_bundle_does_not_hold_up_its_neighbours() throws Exception {
    ResidentRecord record = jiangsu.arrival("good-neighbour");
    Header header = jiangsu.header(record, HENAN);
    byte[] good = jiangsu.envelope(jiangsu.document(header, record), HENAN);
    byte[] bad = good.clone();
    bad[bad.length - 20] ^= 1;
    jiangsu.put(hutong.routes.Bundle.write(List.of(bad, good)), HENAN);
    awaitState(header.getId(), "OFFERED");
    awaitQuarantine("DECRYPTION_FAILED");
  }

  @Test
  void member_can_not_read_the_inbox_of_another() throws Exception {
    try (Connection connection = jiangsu.connect(HENAN);
        Session session = connection.createSession()) {
      for (String queue : List.of(QueueNames.inbox(HENAN), QueueNames.receipts(HENAN))) {
        assertThatThrownBy(() -> session.createConsumer(session.createQueue(queue)))
            .isInstanceOf(JMSSecurityException.class);
        assertThatThrownBy(() -> session.createBrowser(session.createQueue(queue)).getEnumeration())
            .isInstanceOf(JMSException.class);
      }
    }
  }

  @Test
  void member_can_not_write_to_any_other_address() throws Exception {
    try (Connection connection = jiangsu.connect(HENAN);
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      assertThatThrownBy(
              () -> {
                session
                    .createProducer(session.createQueue("hutong.dead"))
                    .send(session.createTextMessage("x"));
                session.commit();
              })
          .isInstanceOf(JMSException.class);
    }
  }

  @Test
  void certificate_of_a_foreign_authority_gets_no_connection() throws Exception {
    Region foreign = Region.make(elsewhere, vertx, JIANGSU).get(0);
    try (Rogue stranger = new Rogue(JIANGSU, foreign.home(), henan.node()::directory)) {
      assertThatThrownBy(() -> stranger.connect(HENAN)).isInstanceOf(JMSException.class);
    }
  }

  @Test
  void nobody_without_a_certificate_gets_a_connection() throws Exception {
    try (Rogue stranger = jiangsu.withoutCertificate(folder)) {
      assertThatThrownBy(() -> stranger.connect(HENAN)).isInstanceOf(JMSException.class);
    }
  }

  @Test
  void member_can_create_no_queue_and_no_address() throws Exception {
    try (Connection connection = jiangsu.connect(HENAN);
        Session session = connection.createSession()) {
      assertThatThrownBy(() -> session.createTemporaryQueue()).isInstanceOf(JMSException.class);
      assertThatThrownBy(() -> session.createConsumer(session.createQueue("hutong.inbox.999999")))
          .isInstanceOf(JMSException.class);
      assertThatThrownBy(
              () ->
                  session
                      .createProducer(session.createQueue("hutong.inbox.999999"))
                      .send(session.createTextMessage("x")))
          .isInstanceOf(JMSException.class);
    }
  }

  @Test
  void member_can_not_manage_the_broker() throws Exception {
    try (Connection connection = jiangsu.connect(HENAN);
        Session session = connection.createSession()) {
      assertThatThrownBy(
              () ->
                  session
                      .createProducer(session.createQueue("activemq.management"))
                      .send(session.createTextMessage("x")))
          .isInstanceOf(JMSSecurityException.class);
    }
  }

  private String deliverAnother(String key) throws Exception {
    ResidentRecord record = jiangsu.arrival(key);
    Header header = jiangsu.header(record, HENAN);
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, record), HENAN), HENAN);
    awaitState(header.getId(), "OFFERED");
    return header.getId().toString();
  }

  private String state(UUID id) throws Exception {
    return get(operator.find(id)).getString("state");
  }

  private void awaitState(UUID id, String state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(state(id)).isEqualTo(state));
  }

  private void awaitRejected(UUID id, String code) throws Exception {
    awaitState(id, "REJECTED");
    assertThat(get(operator.find(id)).getJsonObject("refusal").getString("code")).isEqualTo(code);
    assertThat(get(operator.receipt(id))).as("its signed rejection receipt").isNotEmpty();
  }

  private void awaitAlarm(String code, String about) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(get(operator.alarms(1_000)).getJsonArray("items").stream())
                    .map(JsonObject.class::cast)
                    .anyMatch(
                        alarm ->
                            alarm.getString("code").equals(code)
                                && alarm.getString("about").contains(about)));
  }

  private void awaitQuarantine(String fault) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(get(operator.quarantine(1_000)).getJsonArray("items").stream())
                    .map(JsonObject.class::cast)
                    .anyMatch(each -> each.getString("fault").equals(fault)));
    assertThat(henan.node().id()).isEqualTo(HENAN);
  }
}
