package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.demo.people.Clerk;
import hutong.gateway.demo.people.Counties;
import hutong.gateway.demo.people.Notices;
import hutong.gateway.demo.people.People;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.Canon;
import hutong.routes.Deadlines;
import hutong.schemas.Format;
import hutong.schemas.hx.Attachment;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as large as they may be, many for one destination at the same time. */
class LargeRecordsTest {

  private static final int RECORDS = 64;
  private static final int ATTACHMENTS = 3;
  private static final int ATTACHMENT_BYTES = 16_384;

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final Canon canon = Canon.load();
  private final Random random = new Random(11);
  private final LocalDate today = LocalDate.ofInstant(Instant.now(), Deadlines.ZONE);
  private final People people = new People(new Counties(canon.divisions(), today), today, random);
  private final Notices notices = new Notices(new Clerk("poster", Clock.systemUTC(), random));
  private final List<Region> regions = new ArrayList<>();

  @AfterEach
  void stop() {
    regions.forEach(Region::close);
    vertx.close();
  }

  @Test
  void many_large_records_that_wait_for_one_destination_all_arrive() throws Exception {
    regions.addAll(Region.make(folder, vertx, "360000", "320000"));
    Map<String, String> soon = Map.of("HUTONG_RETRY_LONGEST", "PT1S");
    ApiClient nanchang = regions.get(0).start(soon).decider("nanchang", "36");
    List<UUID> posted = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      posted.add(get(nanchang.submit(large(), "application/json", null)).id());
    }
    regions.get(1).start();
    for (UUID id : posted) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> get(nanchang.find(id)).getString("state").equals("DELIVERED"));
    }
    ApiClient jiangsu = regions.get(1).operator();
    assertThat(get(jiangsu.quarantine(10)).getJsonArray("items")).isEmpty();
  }

  private byte[] large() {
    var person = people.registeredIn(hutong.gateway.demo.people.Region.JIANGSU);
    var home = people.homeIn(hutong.gateway.demo.people.Region.JIANGXI);
    var notice = notices.married(person, home, "large");
    notice.getAttachment().clear();
    for (int i = 0; i < ATTACHMENTS; i++) {
      Attachment attachment = new Attachment();
      attachment.setName("note-" + i + ".txt");
      attachment.setMediaType("text/plain");
      attachment.setContent("x".repeat(ATTACHMENT_BYTES).getBytes(StandardCharsets.US_ASCII));
      notice.getAttachment().add(attachment);
    }
    return canon.documents().writeRecord(notice, Format.JSON);
  }
}
