package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.broker.FreePort;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.NewNode;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Henan's broker has a name that only a proxy knows. */
class ProxyTest {

  private static final String HENAN = "410000";
  private static final String NAME = "henan.invalid";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private SocksProxy proxy;
  private Region jiangsu;
  private Region henan;
  private int port;

  @BeforeEach
  void make() throws Exception {
    proxy = new SocksProxy();
    port = FreePort.find();
    List<Region> regions =
        Region.make(
            folder,
            vertx,
            List.of(
                Region.newNode("320000", ""),
                new NewNode(HENAN, HENAN, HENAN, List.of("41"), "", NAME, port, 0)));
    jiangsu = regions.get(0);
    henan = regions.get(1);
  }

  @AfterEach
  void stop() throws Exception {
    jiangsu.close();
    henan.close();
    proxy.close();
    vertx.close();
  }

  @Test
  void a_broker_is_reached_through_the_proxy_that_its_entry_names() throws Exception {
    Signatory signatory = new Signatory(folder.resolve("authority"));
    signatory.give(
        jiangsu,
        Signatory.held(jiangsu).members().stream()
            .map(each -> each.id().equals(HENAN) ? each.withProxy(proxy.url()) : each)
            .toList(),
        Duration.ofDays(300));
    reaches(Map.of());
  }

  @Test
  void or_through_the_proxy_of_the_settings() throws Exception {
    reaches(Map.of("HUTONG_BROKER_PROXY", proxy.url()));
  }

  private void reaches(Map<String, String> environment) throws Exception {
    jiangsu.start(environment);
    henan.start(Map.of("HUTONG_BROKER_HOST", "127.0.0.1"));
    ApiClient suzhou = jiangsu.decider("suzhou", "3205");
    byte[] body = TestRecords.arrival("by-proxy").getBytes(StandardCharsets.UTF_8);
    UUID id = get(suzhou.submit(body, "application/json", null)).id();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(suzhou.find(id)).getString("state").equals("DELIVERED"));
    assertThat(proxy.asked()).contains(NAME + ":" + port);
  }
}
