package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.Directory;
import hutong.certs.DirectoryStore;
import hutong.gateway.http.ApiClient;
import hutong.routes.DirectoryFrame;
import hutong.routes.QueueNames;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newer directory that one member has taken reaches all the others by itself. */
class DirectoryTravelsTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";
  private static final String JIANGXI = "360000";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final MovedClock clock = new MovedClock();
  private Signatory signatory;
  private Region jiangsu;
  private Region henan;
  private Region jiangxi;

  @BeforeEach
  void make() throws Exception {
    List<Region> regions = Region.make(folder, vertx, JIANGSU, HENAN, JIANGXI);
    signatory = new Signatory(folder.resolve("authority"));
    jiangsu = regions.get(0).start(clock);
    henan = regions.get(1).start(clock);
    jiangxi = regions.get(2);
  }

  @AfterEach
  void stop() {
    List.of(jiangsu, henan, jiangxi).forEach(Region::close);
    vertx.close();
  }

  @Test
  void it_reaches_those_who_are_there_at_once_and_who_was_down_on_its_return() throws Exception {
    Directory first = Signatory.held(jiangsu);
    signatory.give(jiangsu, first.members(), Duration.ofDays(300));
    awaitVersion(henan, first.version() + 1);
    clock.move(Duration.ofDays(7));
    assertThat(Signatory.held(jiangxi).version()).isEqualTo(first.version());
    jiangxi.start(clock);
    awaitVersion(jiangxi, first.version() + 1);
  }

  @Test
  void one_whose_own_directory_has_expired_meanwhile_gets_it_too() throws Exception {
    Directory first = Signatory.held(jiangsu);
    signatory.give(jiangxi, first.members(), Duration.ofHours(1));
    signatory.give(jiangsu, first.members(), Duration.ofDays(300));
    clock.move(Duration.ofHours(2));
    jiangxi.start(clock);
    awaitVersion(jiangxi, first.version() + 2);
    awaitVersion(henan, first.version() + 2);
  }

  @Test
  void it_does_not_wait_behind_a_record_that_nothing_can_be_sealed_for_meanwhile()
      throws Exception {
    Directory first = Signatory.held(henan);
    jiangsu.close();
    signatory.give(jiangsu, first.members(), Duration.ofHours(1));
    signatory.give(henan, first.members(), Duration.ofDays(300));
    clock.move(Duration.ofHours(2));
    jiangsu.start(clock);
    ApiClient suzhou = jiangsu.decider("suzhou", "3205");
    byte[] body = TestRecords.arrival("early").getBytes(StandardCharsets.UTF_8);
    UUID id = get(suzhou.submit(body, "application/json", null)).id();
    awaitVersion(jiangsu, first.version() + 2);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> get(suzhou.find(id)).getString("state").equals("DELIVERED"));
  }

  @Test
  void a_large_one_goes_in_parts_that_are_asked_for_one_by_one() throws Exception {
    Directory first = Signatory.held(jiangsu);
    byte[] large =
        signatory.give(
            jiangsu,
            signatory.withOthers(first.members(), IntStream.range(500_000, 500_010)),
            Duration.ofDays(300));
    assertThat(large.length).isGreaterThan(2 * DirectoryFrame.PART);
    awaitVersion(henan, first.version() + 1);
    assertThat(henan.node().directory().signed()).isEqualTo(large);
  }

  @Test
  void a_forged_one_is_quarantined_and_nothing_changes() throws Exception {
    Directory first = Signatory.held(henan);
    byte[] forged = first.signed();
    forged[forged.length - 1] ^= 1;
    byte[] frame = DirectoryFrame.of(JIANGSU, first.version() + 5, forged, 0).orElseThrow().write();
    try (Rogue rogue = new Rogue(JIANGSU, jiangsu.home(), jiangsu.node()::directory)) {
      rogue.put(frame, HENAN, QueueNames.controls(HENAN), 1);
      rogue.put(new byte[] {4, 3, 1, 2, 3}, HENAN, QueueNames.controls(HENAN), 1);
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(get(henan.operator().quarantine(10)).encode())
                    .contains("DIRECTORY_SIGNATURE_INVALID", "DIRECTORY_MALFORMED"));
    assertThat(henan.node().directory().version()).isEqualTo(first.version());
    signatory.give(jiangsu, first.members(), Duration.ofDays(300));
    awaitVersion(henan, first.version() + 1);
  }

  private static void awaitVersion(Region region, long version) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> region.node().directory().version() == version);
    assertThat(region.node().directory().expiredAt(Clock.systemUTC().instant())).isFalse();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> store(region).current().orElseThrow().version() == version);
  }

  private static DirectoryStore store(Region region) throws Exception {
    return Signatory.store(region);
  }
}
