package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.NodeKeys;
import hutong.gateway.broker.BrokerSettings;
import hutong.gateway.broker.EmbeddedBroker;
import hutong.gateway.broker.TlsStores;
import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.node.Home;
import hutong.gateway.settings.Settings;
import hutong.gateway.settings.SettingsFile;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker's journal is damaged while its node is stopped: queues only carry, nothing is lost. */
@Tag("processes")
class DamagedJournalTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int RECORDS = 40;

  /** With it an envelope begins: the object identifier of authEnvelopedData, RFC 5083. */
  private static final byte[] ENVELOPE = HexFormat.of().parseHex("060b2a864886f70d0109100117");

  private static final int INTO_IT = 900;

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start(Map.of("HUTONG_RETRY_REPEATAFTER", "PT4S"));
    henan = regions.get(1);
    suzhou = jiangsu.decider("suzhou", "3205");
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void bytes_flipped_in_unread_envelopes_are_noticed_and_each_comes_again_whole() throws Exception {
    List<UUID> posted = postedAndUnread();
    int flipped = 0;
    for (Path file : journal()) {
      flipped += flipInEnvelopes(file);
    }
    assertThat(flipped).isPositive();
    String key = registered();
    henan.start();
    assertThat(taken(henan.client(key))).containsExactlyInAnyOrderElementsOf(posted);
    assertThat(get(henan.operator().quarantine(100)).getJsonArray("items")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 50, 90})
  void a_journal_that_was_cut_short_loses_no_message(int percent) throws Exception {
    List<UUID> posted = postedAndUnread();
    for (Path file : journal()) {
      try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
        cut.setLength(used(file) * percent / 100);
      }
    }
    String key = registered();
    henan.start();
    assertThat(taken(henan.client(key))).containsExactlyInAnyOrderElementsOf(posted);
  }

  /** Everything is in the recipient's inbox, and its node has not run yet. */
  private List<UUID> postedAndUnread() throws Exception {
    List<UUID> posted = new ArrayList<>();
    EmbeddedBroker inbox = broker(henan.home());
    try {
      for (int i = 0; i < RECORDS; i++) {
        String number = SyntheticNumber.of("412701", LocalDate.of(1950, 1, 1).plusDays(i));
        byte[] body =
            TestRecords.arrival("journal-" + i)
                .replace("412701198502030007", number)
                .getBytes(StandardCharsets.UTF_8);
        posted.add(get(suzhou.submit(body, "application/json", null)).id());
      }
      for (UUID id : posted) {
        await().atMost(LONG).until(() -> state(id).equals("SENT"));
      }
    } finally {
      inbox.close();
    }
    return posted;
  }

  /** Before its node starts, or what arrives at once is parked. */
  private String registered() throws IOException {
    return new SystemsFile(henan.home().systems(), Clock.systemUTC(), new SecureRandom())
        .add(new LocalSystem("zhoukou", true, null, Set.of(), List.of("4116")), null);
  }

  private String state(UUID id) throws Exception {
    return get(suzhou.find(id)).getString("state");
  }

  /** All that comes, until every record is known to have arrived. */
  private List<UUID> taken(ApiClient system) {
    List<UUID> taken = new ArrayList<>();
    await()
        .atMost(LONG)
        .pollInSameThread()
        .until(
            () -> {
              Optional<Mail> mail = get(system.mailbox(1, 100, 60));
              if (mail.isPresent()) {
                mail.get().items().forEach(item -> taken.add(item.id()));
                get(system.acknowledge(mail.get().lease()));
              }
              return taken.size() >= RECORDS;
            });
    return taken;
  }

  private List<Path> journal() throws IOException {
    try (var files = Files.list(henan.home().broker().resolve("journal"))) {
      return files.filter(file -> used(file) > 4_096).toList();
    }
  }

  /** How far records reach in a file that is filled with zeros or Js behind them. */
  private static long used(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length;
      while (end > 0 && (bytes[end - 1] == 0 || bytes[end - 1] == 'J')) {
        end--;
      }
      return end;
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }

  /** In every other one; returns in how many. */
  private static int flipInEnvelopes(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int found = 0;
    int flipped = 0;
    for (int at = 0; at + INTO_IT < bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + ENVELOPE.length, ENVELOPE, 0, ENVELOPE.length)
          && found++ % 2 == 0) {
        bytes[at + INTO_IT] ^= 0x55;
        flipped++;
      }
    }
    Files.write(file, bytes);
    return flipped;
  }

  private static EmbeddedBroker broker(Home home) throws Exception {
    Settings settings = new SettingsFile().read(home.folder(), Map.of());
    TlsStores tls =
        new TlsStores(
            NodeKeys.tlsKeyStore(home.keys()),
            NodeKeys.tlsTrustStore(home.keys()),
            new String(home.secret(Map.of()).characters()));
    return new EmbeddedBroker(
        new BrokerSettings(
            home.broker(), "127.0.0.1", settings.broker().port(), List.of(settings.node()), tls),
        settings.node(),
        1_000_099,
        (certificate, member) -> true);
  }
}
