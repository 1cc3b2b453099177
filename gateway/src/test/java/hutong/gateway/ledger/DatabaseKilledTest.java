package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.broker.FreePort;
import hutong.routes.ledger.LedgerUnavailable;
import hutong.routes.ledger.Viewer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is killed under traffic and started again. */
class DatabaseKilledTest {
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir Path folder;

  private final Queue<UUID> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean over = new AtomicBoolean();

  private EmbeddedPostgres server(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .setServerConfig("fsync", "on")
        .setPort(port)
        .setPGStartupWait(SOON)
        .start();
  }

  private void write(SqlLedger ledger) {
    while (!over.get()) {
      UUID id = UUID.randomUUID();
      try {
        ledger.submit(List.of(Samples.posted(id, null, "s" + id, 1)));
        acknowledged.add(id);
      } catch (LedgerUnavailable notAcknowledged) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void a_database_that_is_killed_loses_nothing_acknowledged_and_the_ledger_goes_on()
      throws Exception {
    int port = FreePort.find();
    EmbeddedPostgres first = server(port);
    String url = "jdbc:postgresql://localhost:" + port + "/postgres";
    SqlLedger ledger =
        SqlLedger.open(
            Postgres.database(url, "1"), Samples.vault(), Clock.fixed(NOW, ZoneOffset.UTC));
    Thread writer = new Thread(() -> write(ledger));
    writer.start();
    await().atMost(SOON).until(() -> acknowledged.size() > 200);
    long postmaster =
        Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0));
    ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
    List<ProcessHandle> backends = process.descendants().toList();
    process.destroyForcibly(); // SIGKILL
    process.onExit().join();
    backends.forEach(each -> each.onExit().join());
    first.close(); // Nothing runs any more: it gives the folder free.
    int before = acknowledged.size();
    try (EmbeddedPostgres second = server(port)) {
      assertThat(second.getPort()).isEqualTo(first.getPort());
      await().atMost(SOON).until(() -> acknowledged.size() > before + 200);
      over.set(true);
      writer.join();
      assertThat(acknowledged).allMatch(id -> ledger.find(id, new Viewer.Operator()).isPresent());
      assertThat(ledger.verifyChain()).isEmpty();
      ledger.close();
    } finally {
      over.set(true);
    }
  }
}
