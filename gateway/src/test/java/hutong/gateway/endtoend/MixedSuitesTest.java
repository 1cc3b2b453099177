package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.http.ApiClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members with other suites: what goes in which, and what does not go and says so. */
class MixedSuitesTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final String GB_SIGNED_DATA = "1.2.156.10197.6.1.4.2.2";
  private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final List<Region> regions = new ArrayList<>();
  private int persons;

  @BeforeEach
  void start() throws Exception {
    regions.addAll(
        Region.make(
            folder,
            vertx,
            List.of(
                Region.newNode("320000", "").withSuites(List.of("INTL", "SM"), "INTL"),
                Region.newNode("330000", "").withSuites(List.of("SM"), "SM"),
                Region.newNode("410000", "").withSuites(List.of("INTL", "PQ"), "INTL"))));
    for (Region each : regions) {
      each.start();
    }
  }

  @AfterEach
  void stop() {
    regions.forEach(Region::close);
    vertx.close();
  }

  @Test
  void each_pair_uses_what_both_have_and_a_pair_without_is_told_so() throws Exception {
    ApiClient suzhou = regions.get(0).decider("suzhou", "3205");
    UUID national = submit(suzhou, "320582", "330203", "national");
    UUID international = submit(suzhou, "320582", "412701", "international");
    assertThat(receiptType(suzhou, national)).isEqualTo(GB_SIGNED_DATA);
    assertThat(receiptType(suzhou, international)).isEqualTo(SIGNED_DATA);

    ApiClient ningbo = regions.get(1).decider("ningbo", "3302");
    ApiClient operator = regions.get(1).operator();
    UUID impossible = submit(ningbo, "330203", "412701", "impossible");
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              JsonObject route = route(operator, "410000");
              assertThat(route.getString("state")).isEqualTo("PUT_OFF");
              assertThat(route.getString("cause")).isEqualTo("SUITE_NOT_ALLOWED");
            });
    assertThat(get(ningbo.find(impossible)).getString("state")).isEqualTo("WAITING_RETRY");
  }

  private static String receiptType(ApiClient client, UUID id) throws Exception {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(get(client.find(id)).getString("state")).isEqualTo("DELIVERED"));
    return ASN1Sequence.getInstance(get(client.receipt(id))).getObjectAt(0).toString();
  }

  private UUID submit(ApiClient client, String from, String division, String key) throws Exception {
    String record =
        TestRecords.arrival(key)
            .replace("\"division\": \"320582\"", "\"division\": \"" + from + "\"")
            .replace("\"division\": \"412701\"", "\"division\": \"" + division + "\"")
            .replace(
                "412701198502030007",
                SyntheticNumber.of("412701", LocalDate.of(1950, 1, 1).plusDays(persons++)));
    byte[] body = record.getBytes(StandardCharsets.UTF_8);
    return get(client.submit(body, "application/json", null)).id();
  }

  private static JsonObject route(ApiClient operator, String node) throws Exception {
    return get(operator.status()).getJsonArray("routes").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("node").equals(node))
        .findFirst()
        .orElseThrow();
  }
}
