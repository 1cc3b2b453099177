package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.broker.EmbeddedBroker;
import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.http.ApiClient;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A node among very many members. */
@Tag("processes")
@Isolated("It counts the threads of this process")
class ManyDestinationsTest {

  private static final int DESTINATIONS = 300;
  private static final int DEAD = 20;
  private static final int MEMBERS = 1_000;

  /** With two members it has some 80. */
  private static final int MOST_THREADS = 200;

  /** Nobody listens at such ports: those that are found free are higher. */
  private static final int NOBODYS_PORT = 8_000;

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final List<AutoCloseable> open = new ArrayList<>();
  private Region region;

  @BeforeEach
  void make() throws Exception {
    region = Region.make(folder, vertx, "320000").get(0);
    open.add(region);
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    vertx.close();
  }

  @Test
  void a_node_among_a_thousand_members_needs_no_thread_for_each() throws Exception {
    Map<String, String> brokers = new TreeMap<>();
    IntStream.range(0, MEMBERS)
        .forEach(
            i -> brokers.put(String.valueOf(600_000 + i), "tls://127.0.0.1:" + (NOBODYS_PORT + i)));
    ManyMembers.enter(region, brokers);
    int before = Thread.getAllStackTraces().size();
    region.start();
    // It tells several of them each second which directory it holds, and none of them is there.
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> get(region.operator().status()).encode().split("PUT_OFF", -1).length > 20);
    assertThat(region.node().directory().members()).hasSize(MEMBERS + 1);
    assertThat(Thread.getAllStackTraces().size() - before).isLessThan(MOST_THREADS);
  }

  @Test
  void a_record_for_each_of_300_arrives_quickly_though_20_of_them_are_dead() throws Exception {
    List<String> codes = counties();
    EmbeddedBroker hub = ManyMembers.hub(region, codes.subList(DEAD, DESTINATIONS));
    open.add(0, hub);
    TcpLine silent = TcpLine.silent(0);
    open.add(silent);
    Map<String, String> brokers = new TreeMap<>();
    for (int i = 0; i < DESTINATIONS; i++) {
      int port = i < DEAD ? silent.port() : hub.port();
      brokers.put(codes.get(i), "tls://127.0.0.1:" + port);
    }
    ManyMembers.enter(region, brokers);
    ApiClient suzhou = region.start().decider("suzhou", "3205");

    List<UUID> posted = new ArrayList<>();
    for (String code : codes) {
      posted.add(post(suzhou, code));
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              for (int i = DEAD; i < DESTINATIONS; i++) {
                assertThat(get(suzhou.find(posted.get(i))).getString("state")).isEqualTo("SENT");
              }
            });
    for (int i = 0; i < DEAD; i++) {
      assertThat(get(suzhou.find(posted.get(i))).getString("state")).isNotEqualTo("SENT");
    }
  }

  private static UUID post(ApiClient by, String division) throws Exception {
    String person = SyntheticNumber.of(division, LocalDate.of(1960, 1, 1));
    String record =
        TestRecords.arrival("to-" + division)
            .replace("412701198502030007", person)
            .replace("\"division\": \"412701\"", "\"division\": \"" + division + "\"");
    return get(by.submit(record.getBytes(StandardCharsets.UTF_8), "application/json", null)).id();
  }

  /** That were there all the time, outside of the node's own province. */
  private static List<String> counties() throws Exception {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ManyDestinationsTest.class.getResourceAsStream(
                    "/hutong/schemas/divisions/divisions.csv"),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.split(",", -1))
          .filter(each -> each[2].equals("county") && !each[0].startsWith("32"))
          .filter(each -> each[4].compareTo("1990") < 0 && each[5].isEmpty())
          .map(each -> each[0])
          .limit(DESTINATIONS)
          .toList();
    }
  }
}
