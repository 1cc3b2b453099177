package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.routes.QueueNames;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts by members with valid keys that are not what they say; none of them moves a record. */
class ForgedReceiptTest {

  private static final String JIANGSU = "320000";
  private static final String JIANGXI = "360000";
  private static final String HENAN = "410000";
  private static final String OTHER_CONTENT = "sha-256:" + "ab".repeat(32);

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private ApiClient operator;
  private Rogue jiangxi;
  private Rogue henan;
  private UUID id;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, JIANGSU, JIANGXI, HENAN);
    jiangsu = regions.get(0).start();
    operator = jiangsu.operator();
    jiangxi = new Rogue(JIANGXI, regions.get(1).home(), jiangsu.node()::directory);
    henan = new Rogue(HENAN, regions.get(2).home(), jiangsu.node()::directory);
    byte[] record = TestRecords.arrival("receipted").getBytes(StandardCharsets.UTF_8);
    id = get(jiangsu.decider("suzhou", "3205").submit(record, "application/json", null)).id();
  }

  @AfterEach
  void stop() {
    henan.close();
    jiangxi.close();
    jiangsu.close();
    vertx.close();
  }

  @Test
  void by_another_member_than_the_recipient_it_is_alarmed() throws Exception {
    put(jiangxi, jiangxi.acceptance(JIANGSU, id, OTHER_CONTENT));
    awaitAlarm("RECEIPT_MISMATCHED", JIANGXI, id);
  }

  @Test
  void for_other_content_than_was_sent_it_is_alarmed() throws Exception {
    put(henan, henan.acceptance(JIANGSU, id, OTHER_CONTENT));
    awaitAlarm("RECEIPT_MISMATCHED", HENAN, id);
  }

  @Test
  void for_something_never_sent_it_is_alarmed() throws Exception {
    UUID never = UUID.fromString("01a20166-49ee-77e0-95e3-1357ce59639e");
    put(henan, henan.acceptance(JIANGSU, never, OTHER_CONTENT));
    awaitAlarm("RECEIPT_FOR_NOTHING_SENT", HENAN, never);
  }

  @Test
  void for_what_another_sent_under_the_same_id_it_is_alarmed() throws Exception {
    put(henan, henan.acceptance(JIANGXI, id, OTHER_CONTENT));
    awaitAlarm("RECEIPT_FOR_NOTHING_SENT", HENAN, id);
  }

  @Test
  void with_a_changed_octet_it_is_quarantined_under_the_name_of_who_wrote_it() throws Exception {
    byte[] receipt = henan.acceptance(JIANGSU, id, OTHER_CONTENT);
    receipt[receipt.length - 1] ^= 1;
    put(jiangxi, receipt);
    awaitQuarantine("SIGNATURE_INVALID", JIANGXI);
  }

  @Test
  void that_is_an_exchange_document_it_is_quarantined() throws Exception {
    put(henan, henan.signed("<receipt/>".getBytes(StandardCharsets.UTF_8)));
    awaitQuarantine("WRONG_KIND", HENAN);
  }

  @Test
  void signed_later_than_now_it_is_quarantined() throws Exception {
    put(henan, henan.at(Duration.ofMinutes(6)).acceptance(JIANGSU, id, OTHER_CONTENT));
    awaitQuarantine("IMPLAUSIBLE_TIME", HENAN);
  }

  private void put(Rogue rogue, byte[] receipt) throws Exception {
    rogue.put(receipt, JIANGSU, QueueNames.receipts(JIANGSU), 1);
  }

  private void awaitAlarm(String code, String partner, UUID about) throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(get(operator.alarms(100)).getJsonArray("items").stream())
                    .map(JsonObject.class::cast)
                    .anyMatch(
                        alarm ->
                            alarm.getString("code").equals(code)
                                && partner.equals(alarm.getString("partner"))
                                && alarm.getString("about").equals(about.toString())));
    unmoved();
  }

  private void awaitQuarantine(String fault, String from) throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(get(operator.quarantine(100)).getJsonArray("items").stream())
                    .map(JsonObject.class::cast)
                    .anyMatch(
                        each ->
                            each.getString("fault").equals(fault)
                                && from.equals(each.getString("from"))));
    unmoved();
  }

  private void unmoved() throws Exception {
    assertThat(get(operator.find(id)).getString("state"))
        .isIn("SUBMITTED", "WAITING_RETRY", "SENT");
  }
}
