package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.PayloadVault;
import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.http.ApiClient;
import hutong.gateway.ledger.SqlLedger;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.TransferFacts;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record whose stored bytes are damaged, and one that can't be signed, among good ones. */
class SetAsideTest {

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void a_poisonous_record_in_a_group_is_set_aside_and_alarmed_and_its_neighbours_go()
      throws Exception {
    ApiClient suzhou = jiangsu.decider("suzhou", "3205");
    get(jiangsu.operator().pause("410000", "TEST"));
    List<UUID> posted = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String person = SyntheticNumber.of("412701", LocalDate.of(1960, 1, 1).plusDays(i));
      String record = TestRecords.arrival("k" + i).replace("412701198502030007", person);
      byte[] body = record.getBytes(StandardCharsets.UTF_8);
      posted.add(get(suzhou.submit(body, "application/json", null)).id());
    }
    jiangsu.close();
    UUID unsignable = UUID.randomUUID();
    submitUnsignable(unsignable);
    damageFirstPayload();
    jiangsu.start();
    ApiClient operator = jiangsu.operator();
    get(operator.resume("410000"));
    List<UUID> good = posted.subList(1, 4);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              for (UUID id : good) {
                assertThat(state(operator, id)).isEqualTo("DELIVERED");
              }
              assertThat(state(operator, posted.get(0))).isEqualTo("SET_ASIDE");
              assertThat(state(operator, unsignable)).isEqualTo("SET_ASIDE");
            });
    assertThat(get(operator.alarms(9)).getJsonArray("items"))
        .extracting(each -> ((JsonObject) each).getString("code"))
        .containsExactly("SET_ASIDE", "SET_ASIDE");
    get(operator.abandon(unsignable));
    assertThat(state(operator, unsignable)).isEqualTo("ABANDONED");
  }

  @Test
  void a_lone_record_that_can_not_be_signed_has_some_chances_before_it_is_set_aside()
      throws Exception {
    jiangsu.close();
    UUID unsignable = UUID.randomUUID();
    submitUnsignable(unsignable);
    jiangsu.start(Map.of("HUTONG_RETRY_FIRST", "PT0.1S", "HUTONG_RETRY_LONGEST", "PT0.5S"));
    ApiClient operator = jiangsu.operator();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(operator, unsignable).equals("SET_ASIDE"));
    assertThat(get(operator.timeline(unsignable)).getJsonArray("events"))
        .extracting(each -> ((JsonObject) each).getString("what"))
        .containsSubsequence("WAITING_RETRY", "WAITING_RETRY", "WAITING_RETRY", "SET_ASIDE");
  }

  private static String state(ApiClient operator, UUID id) throws Exception {
    return get(operator.find(id)).getString("state");
  }

  private void submitUnsignable(UUID id) throws Exception {
    byte[] key = jiangsu.home().secret(Map.of()).key("payloads");
    Clock clock = Clock.systemUTC();
    Instant now = Instant.now();
    try (SqlLedger ledger = SqlLedger.open(jiangsu.home().ledger(), new PayloadVault(key), clock)) {
      TransferFacts facts =
          new TransferFacts(
              id,
              "320000",
              "410000",
              "NoSuchType",
              "1.0",
              "SC-663",
              "412701",
              LocalDate.of(2026, 1, 1),
              null,
              false,
              now,
              now.plus(Duration.ofDays(3)));
      ledger.submit(
          List.of(
              new NewTransfer(
                  facts,
                  "suzhou",
                  null,
                  0,
                  null,
                  new byte[1],
                  new byte[9],
                  List.of(),
                  List.of(),
                  List.of(),
                  null,
                  null)));
    }
  }

  private void damageFirstPayload() throws Exception {
    String url = "jdbc:sqlite:" + jiangsu.home().ledger();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      int changed =
          statement.executeUpdate(
              "UPDATE payload SET body = zeroblob(200)"
                  + " WHERE transfer = (SELECT MIN(transfer) FROM payload)");
      assertThat(changed).isEqualTo(1);
    }
  }
}
