package hutong.gateway.process;

import static hutong.gateway.process.Calls.get;
import static hutong.gateway.process.Moment.before;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiFailure;
import hutong.gateway.http.Posted;
import io.vertx.core.json.JsonArray;
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

/**
 * Delivery is at least once under a stable id, the effect is exactly once (invariant 6): a node is
 * killed with SIGKILL before each step that a record takes, and started again.
 */
@Tag("processes")
class KilledAtEveryStepTest {

  private static final Duration SETTLED = Duration.ofSeconds(90);
  private static final long REACHED_MS = 60_000;

  @TempDir private static Path folder;

  private static TwoProcesses regions;

  @BeforeAll
  static void start() throws Exception {
    regions = new TwoProcesses(folder);
    settled(post("first"), "first");
  }

  @AfterAll
  static void stop() throws Exception {
    regions.close();
  }

  /** What is before a step is also after the one before it, with its commit on disk. */
  static Stream<Moment> sender() {
    return Stream.of(
        before("routes.submit.RememberRecords", "remember"),
        before("routes.submit.Submission", "outcomeOf"),
        before("routes.dispatch.SignRecords", "sign"),
        before("routes.dispatch.SealEnvelopes", "seal"),
        before("routes.legs.JmsBatchProducer", "process"),
        before("routes.dispatch.MarkSent", "sent"),
        before("routes.confirm.OpenReceipts", "open"),
        before("routes.confirm.MatchReceipts", "match"),
        before("routes.confirm.RememberReceipts", "remember"),
        before("routes.legs.JmsBatchWorker", "done"));
  }

  static Stream<Moment> recipient() {
    return Stream.of(
        before("routes.receive.OpenEnvelopes", "open"),
        before("routes.receive.ReadArrivals", "read"),
        before("routes.receive.RememberArrivals", "remember"),
        before("routes.legs.JmsBatchWorker", "done"),
        before("routes.deliver.ChooseSystems", "choose"),
        before("routes.deliver.OfferRecords", "offer"),
        before("gateway.ledger.LeaseSql", "lease"),
        before("gateway.http.GivenLeases", "remember"),
        before("gateway.ledger.DecideSql", "decide"),
        before("gateway.http.AnswerMail", "results"),
        before("routes.dispatch.SealEnvelopes", "seal"),
        before("routes.legs.JmsBatchProducer", "process"),
        before("routes.dispatch.MarkSent", "sent"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sender")
  void invariant_6_a_sender_killed_at_any_step_has_each_record_delivered_once(Moment moment)
      throws Exception {
    survives(regions.sender(), moment);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recipient")
  void invariant_6_a_recipient_killed_at_any_step_takes_and_hands_over_each_record_once(
      Moment moment) throws Exception {
    survives(regions.recipient(), moment);
  }

  private static void survives(NodeProcess victim, Moment moment) throws Exception {
    String key = (victim == regions.sender() ? "s-" : "r-") + moment.toString().replace(' ', '-');
    CompletableFuture<UUID> posted;
    try (Debugger debugger = Debugger.arm(victim, moment)) {
      posted =
          CompletableFuture.supplyAsync(
              () -> post(key), work -> new Thread(work, "poster").start());
      assertThat(debugger.reached(REACHED_MS)).as("the node came to " + moment).isTrue();
      victim.kill();
    }
    victim.start();
    settled(posted.get(), key);
  }

  /** Posts under one idempotency key until the node has taken it. */
  private static UUID post(String key) {
    return await()
        .atMost(SETTLED)
        .ignoreExceptionsMatching(fault -> !(fault instanceof AssertionError))
        .until(
            () -> {
              byte[] record = TwoProcesses.arrival(key);
              Posted posted = get(regions.poster().submit(record, "application/json", key));
              return posted.id();
            },
            id -> id != null);
  }

  private static void settled(UUID id, String key) throws Exception {
    await()
        .atMost(SETTLED)
        .ignoreExceptionsMatching(KilledAtEveryStepTest::isDown)
        .until(() -> get(regions.poster().find(id)).getString("state").equals("ACCEPTED"));
    assertThat(regions.decider().offered()).contains(id);
    assertThat(regions.decider().offeredAgain()).isEmpty();
    JsonArray versions = get(regions.poster().find("desk-7", key)).getJsonArray("items");
    assertThat(versions).as("one transfer for one posted record").hasSize(1);
  }

  private static boolean isDown(Throwable fault) {
    return fault instanceof ExecutionException && !(fault.getCause() instanceof ApiFailure);
  }
}
