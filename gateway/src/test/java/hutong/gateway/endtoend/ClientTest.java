package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.TestRecords.arrival;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import hutong.client.HutongClient;
import hutong.client.HutongProblem;
import hutong.gateway.systems.Limits;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The small client against real nodes. */
class ClientTest {

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private HutongClient suzhou;
  private HutongClient zhoukou;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    suzhou = client(jiangsu, jiangsu.keyOf("suzhou", "3205"));
    zhoukou = client(henan, henan.keyOf("zhoukou", "4116"));
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  private static HutongClient client(Region region, String key) {
    return new HutongClient(URI.create(region.node().url()), key, "en", null);
  }

  private static byte[] record(String key) {
    return arrival(key).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_record_goes_out_is_decided_and_its_poster_learns_of_it() throws Exception {
    HutongClient.Posted one = suzhou.post(record("c1"), null, "one");
    assertThat(suzhou.post(record("c1"), null, "one").replayed()).isTrue();
    HutongClient.Posted two = suzhou.post(record("c2"), null, "two");
    zhoukou.giveBack(zhoukou.mail(1, 30).orElseThrow());
    for (int decided = 0; decided < 2; ) {
      HutongClient.Mail mail = zhoukou.mail(10, 30).orElseThrow();
      for (JsonNode item : mail.items()) {
        if (item.get("id").asText().equals(one.id().toString())) {
          zhoukou.accept(mail, item);
        } else {
          zhoukou.reject(mail, item, "PERSON_NOT_FOUND", List.of("/subject"));
        }
        decided++;
      }
    }
    assertThat(suzhou.await(one.id(), 30).get("state").asText()).isEqualTo("ACCEPTED");
    assertThat(suzhou.await(two.id(), 30).get("state").asText()).isEqualTo("REJECTED");
    assertThat(suzhou.receipt(one.id())).isNotEmpty();
    assertThat(suzhou.timeline(one.id()).get("events")).isNotEmpty();
    HutongClient.Outcomes told = suzhou.outcomes("", 10);
    assertThat(told.items()).hasSize(4);
    assertThat(suzhou.outcomes(told.next(), 0).items()).isEmpty();
  }

  @Test
  void a_refusal_says_where_and_how_to_mend_it() {
    assertThatThrownBy(() -> suzhou.post("{}".getBytes(StandardCharsets.UTF_8), null, "bad"))
        .isInstanceOfSatisfying(
            HutongProblem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("SCHEMA_INVALID");
              assertThat(problem.fix()).isNotBlank();
              assertThat(problem.requestId()).isNotBlank();
            });
  }

  @Test
  void what_is_put_off_or_breaks_off_is_tried_again() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    HttpServer shaky =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shaky.createContext(
        "/",
        call -> {
          int now = calls.incrementAndGet();
          if (now == 1) {
            call.getResponseHeaders().add("Retry-After", "1");
            call.sendResponseHeaders(429, -1);
          } else if (now > 2) {
            byte[] body = "{\"state\":\"SENT\"}".getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(200, body.length);
            call.getResponseBody().write(body);
          }
          call.close();
        });
    shaky.start();
    try {
      HutongClient client =
          new HutongClient(
              URI.create("http://127.0.0.1:" + shaky.getAddress().getPort()), "k", "en", null);
      assertThat(client.read("/v1/anything").get("state").asText()).isEqualTo("SENT");
      assertThat(calls.get()).isEqualTo(3);
    } finally {
      shaky.stop(0);
    }
  }

  @Test
  void a_limit_slows_it_and_loses_nothing() throws Exception {
    jiangsu.node().systems().limit("suzhou", new Limits(null, null, 2, null));
    for (int i = 0; i < 4; i++) {
      assertThat(suzhou.post(record("l" + i), null, "l" + i).replayed()).isFalse();
    }
  }
}
