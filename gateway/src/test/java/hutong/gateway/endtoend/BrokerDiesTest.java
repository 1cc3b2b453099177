package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that stand by themselves are killed under traffic: nothing is lost, nothing is twice. */
@Timeout(300)
@Tag("processes")
class BrokerDiesTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";
  private static final int RECORDS = 60;

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final List<AutoCloseable> running = new ArrayList<>();
  private final List<UUID> sent = new ArrayList<>();
  private final List<UUID> delivered = new ArrayList<>();
  private ApiClient suzhou;
  private ApiClient zhoukou;

  @AfterEach
  void stop() throws Exception {
    for (int i = running.size() - 1; i >= 0; i--) {
      running.get(i).close();
    }
    vertx.close();
  }

  @Test
  void broker_killed_under_traffic_and_started_again_loses_and_doubles_nothing() throws Exception {
    ExternalBroker one = broker("one");
    ExternalBroker other = broker("other");
    List<Region> regions =
        Region.make(
            folder,
            vertx,
            List.of(Region.newNode(JIANGSU, one.url()), Region.newNode(HENAN, other.url())));
    one.prepare(authority(), List.of(JIANGSU)).start();
    other.prepare(authority(), List.of(HENAN)).start();
    start(regions);
    submit(0, RECORDS / 3);
    take(5);
    other.kill();
    submit(RECORDS / 3, 2 * RECORDS / 3);
    one.kill();
    other.start();
    one.start();
    submit(2 * RECORDS / 3, RECORDS);
    awaitAllOnce();
  }

  @Test
  void backup_takes_over_from_a_primary_that_is_killed_and_traffic_goes_on() throws Exception {
    ExternalBroker primary = broker("primary");
    ExternalBroker backup = broker("backup");
    String url = primary.url() + "," + backup.url();
    List<Region> regions = Region.makeAt(url, folder, vertx, JIANGSU, HENAN);
    String data = folder.resolve("shared").toString();
    List<String> members = List.of(JIANGSU, HENAN);
    primary.prepare(authority(), members, "--primary", "--data", data).start();
    backup.prepare(authority(), members, "--backup", "--data", data).launch();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> backup.said().contains("AMQ221032")); // It waits to become the one that works.
    start(regions);
    submit(0, RECORDS / 2);
    take(5);
    primary.kill();
    submit(RECORDS / 2, RECORDS);
    awaitAllOnce();
    assertThat(backup.said()).contains("AMQ221010");
  }

  @Test
  void member_that_joins_later_is_served_without_a_restart() throws Exception {
    ExternalBroker hub = broker("hub");
    Region jiangsu = Region.makeAt(hub.url(), folder, vertx, JIANGSU).get(0);
    hub.prepare(authority(), List.of(JIANGSU)).start();
    Region henan = Region.makeAt(hub.url(), folder, vertx, HENAN).get(0);
    hub.prepare(authority(), List.of(JIANGSU, HENAN));
    jiangsu.takeDirectory(authority());
    start(List.of(jiangsu, henan));
    submit(0, 3);
    awaitAllOnce();
  }

  private ExternalBroker broker(String name) throws Exception {
    ExternalBroker broker = new ExternalBroker(folder.resolve(name));
    running.add(broker);
    return broker;
  }

  private Path authority() {
    return folder.resolve("authority");
  }

  private void start(List<Region> regions) throws Exception {
    for (Region region : regions) {
      running.add(region.start());
    }
    suzhou = regions.get(0).decider("suzhou", "3205");
    zhoukou = regions.get(1).decider("zhoukou", "4116");
  }

  /** Each of a person of its own, so that none waits for another. */
  private void submit(int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      String number = SyntheticNumber.of("412701", LocalDate.of(1985, 1, 1).plusDays(i));
      byte[] record =
          TestRecords.arrival("dies-" + i)
              .replace("412701198502030007", number)
              .getBytes(StandardCharsets.UTF_8);
      sent.add(get(suzhou.submit(record, "application/json", null)).id());
    }
  }

  /** Takes and accepts what has come, at most so many. */
  private void take(int most) throws Exception {
    Optional<Mail> mail = get(zhoukou.mailbox(2, most, 60));
    if (mail.isPresent()) {
      mail.get().items().forEach(item -> delivered.add(item.id()));
      get(
          zhoukou.decide(
              mail.get().lease(), mail.get().items().stream().map(Mail.Verdict::accept).toList()));
    }
  }

  private void awaitAllOnce() {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(
            () -> {
              take(100);
              return delivered.size() >= sent.size();
            });
    assertThat(delivered).containsExactlyInAnyOrderElementsOf(sent);
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              for (UUID id : sent) {
                assertThat(get(suzhou.find(id)).getString("state")).isEqualTo("ACCEPTED");
              }
            });
    assertThat(delivered).hasSameSizeAs(sent);
  }
}
