package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.http.ApiClient;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A county that was split, whose successors are of several members. */
class SplitAcrossNodesTest {

  @TempDir private Path folder;

  @Test
  void the_sender_waits_for_a_person_to_choose_among_the_candidates() throws Exception {
    Vertx vertx = Vertx.vertx();
    List<Region> regions = Region.make(folder, vertx, "320000", "130302", "130304");
    try (Region jiangsu = regions.get(0).start()) {
      ApiClient suzhou = jiangsu.decider("suzhou", "3205");
      UUID id = get(suzhou.submit(to("130323", "2014-07-01"), "application/json", null)).id();

      JsonObject waiting = get(suzhou.find(id));
      assertThat(waiting.getString("state")).isEqualTo("AWAITING_ADDRESS");
      assertThat(waiting.getJsonArray("candidates")).containsExactly("130302", "130304");
      assertThat(waiting.getJsonArray("addressEvidence").getString(0))
          .startsWith("divisions CN-")
          .endsWith(": 130323 as of 2014-07-01 -> 130302, 130304, 130306");

      assertThat(get(suzhou.address(id, "130304")).getString("result")).isEqualTo("DONE");
      assertThat(get(suzhou.find(id)).getString("to")).isEqualTo("130304");
    } finally {
      vertx.close();
    }
  }

  private static byte[] to(String division, String asOf) {
    return TestRecords.arrival("to-" + division)
        .replace(
            "\"412701\", \"asOf\": \"1999-05-01\"",
            "\"" + division + "\", \"asOf\": \"" + asOf + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }
}
