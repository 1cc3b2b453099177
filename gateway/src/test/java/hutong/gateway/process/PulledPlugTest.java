package hutong.gateway.process;

import static hutong.gateway.process.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hutong.gateway.node.MemoryGuard;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an administrator, or bad luck, does to a node under traffic: nothing acknowledged is lost.
 */
@Tag("processes")
class PulledPlugTest {

  private static final Duration SETTLED = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void a_node_told_to_stop_ends_within_ten_seconds_and_leaves_nothing_in_doubt() throws Exception {
    try (TwoProcesses regions = new TwoProcesses(folder)) {
      try (Traffic traffic = new Traffic(regions.poster(), 8)) {
        traffic.awaitMore(100);
        for (NodeProcess node : new NodeProcess[] {regions.sender(), regions.recipient()}) {
          long told = System.nanoTime();
          node.process().destroy();
          assertThat(node.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
          assertThat(Duration.ofNanos(System.nanoTime() - told)).isLessThan(Duration.ofSeconds(10));
          node.start();
          traffic.awaitMore(50);
        }
        traffic.end();
        settled(regions, traffic);
      }
    }
  }

  @Test
  void a_node_out_of_memory_ends_and_goes_on_after_a_fresh_start() throws Exception {
    try (TwoProcesses regions = new TwoProcesses(folder);
        Traffic traffic = new Traffic(regions.poster(), 8)) {
      for (NodeProcess node : new NodeProcess[] {regions.sender(), regions.recipient()}) {
        traffic.awaitMore(50);
        Debugger.useUpMemory(node);
        assertThat(node.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(node.process().exitValue()).isEqualTo(MemoryGuard.EXIT_CODE);
        node.start();
      }
      traffic.awaitMore(50);
      traffic.end();
      settled(regions, traffic);
    }
  }

  /** Libraries' threads, and ours, catch what they are thrown; it must not end there. */
  @Test
  void a_node_out_of_memory_ends_even_where_the_virtual_machine_was_not_told_to() throws Exception {
    try (TwoProcesses regions = new TwoProcesses(folder);
        Traffic traffic = new Traffic(regions.poster(), 8)) {
      NodeProcess node = regions.recipient();
      node.kill();
      node.start("-XX:-ExitOnOutOfMemoryError");
      traffic.awaitMore(50);
      Debugger.useUpMemory(node);
      assertThat(node.process().waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(node.process().exitValue()).isEqualTo(MemoryGuard.EXIT_CODE);
      node.start();
      traffic.awaitMore(50);
      traffic.end();
      settled(regions, traffic);
    }
  }

  @Test
  void a_full_disk_stops_new_records_only_and_an_emptied_one_goes_on() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("320000"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=96m", "hutong-test", disk.toString()) == 0);
    try (TwoProcesses regions = new TwoProcesses(folder);
        Traffic traffic = new Traffic(regions.poster(), 8)) {
      traffic.awaitMore(100);
      Path ballast = disk.resolve("ballast");
      fill(ballast);
      int failed = traffic.failures();
      await().atMost(SETTLED).until(() -> traffic.failures() > failed + 50);
      Files.delete(ballast);
      traffic.awaitMore(100);
      traffic.end();
      settled(regions, traffic);
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  /** Until no byte more goes onto the disk. */
  private static void fill(Path file) {
    byte[] some = new byte[64 << 10];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(some);
      }
    } catch (IOException full) {
      // As it should be.
    }
  }

  /** Everything acknowledged was offered, decided once and receipted; nothing else exists. */
  private static void settled(TwoProcesses regions, Traffic traffic) {
    int all = traffic.acknowledged().size();
    await()
        .atMost(SETTLED)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(accepted(regions)).isEqualTo(all));
    assertThat(regions.decider().offered())
        .containsExactlyInAnyOrderElementsOf(traffic.acknowledged());
    assertThat(regions.decider().offeredAgain()).isEmpty();
  }

  private static long accepted(TwoProcesses regions) throws Exception {
    long accepted = 0;
    for (Object row : get(regions.watcher().status()).getJsonArray("tally")) {
      JsonObject tally = (JsonObject) row;
      if (tally.getString("state").equals("ACCEPTED")) {
        accepted += tally.getLong("count");
      }
    }
    return accepted;
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
