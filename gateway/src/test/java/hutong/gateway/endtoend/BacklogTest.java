package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.ApiFailure;
import hutong.gateway.http.Posted;
import hutong.gateway.systems.Limits;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A destination that is down, until it has its fill. */
class BacklogTest {

  private static final String HENAN = "412701";
  private static final String JIANGXI = "360102";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000", "360000");
    henan = regions.get(1);
    jiangsu =
        regions
            .get(0)
            .start(
                Map.of(
                    "HUTONG_SUBMIT_BACKLOG", "3",
                    "HUTONG_RETRY_FIRST", "PT0.1S",
                    "HUTONG_RETRY_LONGEST", "PT0.5S"));
    suzhou = jiangsu.decider("suzhou", "3205");
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void a_full_backlog_is_told_to_the_poster_and_binds_no_other_destination() throws Exception {
    List<UUID> taken = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      taken.add(post(HENAN, "taken-" + i).id());
    }
    assertThatThrownBy(() -> post(HENAN, "one-more"))
        .hasCauseInstanceOf(ApiFailure.class)
        .cause()
        .satisfies(
            refused -> {
              assertThat(((ApiFailure) refused).status()).isEqualTo(429);
              assertThat(((ApiFailure) refused).code()).isEqualTo("BACKLOG_FULL");
            });
    assertThat(post(JIANGXI, "elsewhere").state()).isEqualTo("SUBMITTED");
    assertThat(post(HENAN, "taken-1").id()).as("a repeat").isEqualTo(taken.get(1));

    henan.start();
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> post(HENAN, "one-more").id() != null);
  }

  @Test
  void whoever_is_refused_hears_when_to_come_again() throws Exception {
    for (int i = 0; i < 3; i++) {
      post(HENAN, "taken-" + i);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(jiangsu.node().url() + "/v1/records"))
            .header("Authorization", "Bearer " + jiangsu.posterKey("kunshan", "3205"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(record(HENAN, "one-more")))
            .build();
    HttpResponse<String> told =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(told.statusCode()).isEqualTo(429);
    assertThat(told.headers().firstValue("Retry-After")).contains("30");
  }

  @Test
  void
      what_a_full_destination_refuses_takes_none_of_its_posters_room_and_a_new_limit_holds_at_once()
          throws Exception {
    jiangsu.node().systems().limit("suzhou", new Limits(null, null, null, 5));
    for (int i = 0; i < 3; i++) {
      post(HENAN, "taken-" + i);
    }
    for (int i = 0; i < 6; i++) {
      int number = i;
      assertThatThrownBy(() -> post(HENAN, "full-" + number)).hasCauseInstanceOf(ApiFailure.class);
    }
    assertThat(post(JIANGXI, "elsewhere-1").state()).isEqualTo("SUBMITTED");
    jiangsu.node().systems().limit("suzhou", new Limits(null, null, null, 4));
    assertThatThrownBy(() -> post(JIANGXI, "elsewhere-2")).hasMessageContaining("BACKLOG_FULL");
    jiangsu.node().systems().limit("suzhou", new Limits(null, null, null, 6));
    assertThat(post(JIANGXI, "elsewhere-2").id()).isNotNull();
  }

  private Posted post(String origin, String key) throws Exception {
    return get(suzhou.submit(record(origin, key), "application/json", key));
  }

  private static byte[] record(String origin, String key) {
    return TestRecords.arrival(key)
        .replace("\"division\": \"412701\"", "\"division\": \"" + origin + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }
}
