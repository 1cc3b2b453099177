package hutong.gateway.process;

import static hutong.gateway.process.Calls.get;
import static hutong.gateway.process.Moment.before;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.endtoend.Scan;
import hutong.gateway.http.ApiFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A node is killed with SIGKILL while an attachment is on its way: it arrives whole, and once. */
@Tag("processes")
class KilledAmongPiecesTest {

  private static final Duration SETTLED = Duration.ofSeconds(90);
  private static final long REACHED_MS = 60_000;

  @TempDir private static Path folder;

  private static TwoProcesses regions;

  @BeforeAll
  static void start() throws Exception {
    regions = new TwoProcesses(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    regions.close();
  }

  static Stream<Moment> sender() {
    return Stream.of(
        before("gateway.ledger.PutSql", "finish"), before("gateway.ledger.AttachmentSql", "sent"));
  }

  static Stream<Moment> recipient() {
    return Stream.of(
        before("gateway.ledger.StageSql", "stage"),
        before("gateway.ledger.HeldSql", "hold"),
        before("routes.receive.CompareAttachments", "compare"),
        before("gateway.ledger.HeldSql", "release"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void sender(Moment moment) throws Exception {
    survives(regions.sender(), moment);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void recipient(Moment moment) throws Exception {
    survives(regions.recipient(), moment);
  }

  private static void survives(NodeProcess victim, Moment moment) throws Exception {
    String key = (victim == regions.sender() ? "s-" : "r-") + moment.toString().replace(' ', '-');
    Scan scan = Scan.of(key.hashCode(), 3 << 20);
    CompletableFuture<UUID> posted;
    try (Debugger debugger = Debugger.arm(victim, moment)) {
      posted =
          CompletableFuture.supplyAsync(
              () -> post(key, scan), work -> new Thread(work, "poster").start());
      assertThat(debugger.reached(REACHED_MS)).as("the node came to " + moment).isTrue();
      victim.kill();
    }
    victim.start();
    UUID id = posted.get();
    await()
        .atMost(SETTLED)
        .ignoreExceptionsMatching(KilledAmongPiecesTest::isDown)
        .until(() -> get(regions.poster().find(id)).getString("state").equals("ACCEPTED"));
    assertThat(regions.decider().offered()).contains(id);
    assertThat(regions.decider().offeredAgain()).isEmpty();
    assertThat(Scan.sha256(get(regions.reader().attachment(id, 0)).getBytes()))
        .isEqualTo(scan.digest());
  }

  private static UUID post(String key, Scan scan) {
    return await()
        .atMost(SETTLED)
        .ignoreExceptionsMatching(fault -> !(fault instanceof AssertionError))
        .until(
            () -> {
              get(regions.poster().putAttachment(scan.digest(), scan.buffer()));
              byte[] record = Scan.inquiry(key, scan);
              return get(regions.poster().submit(record, "application/json", key)).id();
            },
            id -> id != null);
  }

  private static boolean isDown(Throwable fault) {
    return fault instanceof ExecutionException && !(fault.getCause() instanceof ApiFailure);
  }
}
