package hutong.gateway.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.Hutong;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("campaigns")
class InterruptedCampaignTest {

  @TempDir private Path folder;

  @Test
  void a_campaign_that_is_killed_leaves_no_process_and_its_next_run_goes_on() throws Exception {
    interrupted(Process::destroyForcibly);
    interrupted(Process::destroy);
    assertThat(run("1").waitFor()).isZero();
    assertThat(run("1").waitFor()).isZero();
    assertThat(Totals.read(dir()).kills())
        .as("an interrupted round counts for nothing")
        .isEqualTo(2);
    try (var left = Files.list(dir())) {
      assertThat(left.map(each -> each.getFileName().toString()))
          .as("no homes are left")
          .containsExactlyInAnyOrder("lock", "totals.json");
    }
  }

  private interface End {
    void of(Process campaign);
  }

  private void interrupted(End end) throws Exception {
    Process campaign = run("10");
    await().atMost(Duration.ofMinutes(2)).until(() -> nodesOf(campaign).size() == 2);
    List<ProcessHandle> all = campaign.descendants().toList();
    end.of(campaign);
    campaign.onExit().join();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  private static List<ProcessHandle> nodesOf(Process campaign) {
    return campaign.descendants().filter(InterruptedCampaignTest::isNode).toList();
  }

  private static boolean isNode(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("java")).isPresent();
  }

  private Path dir() {
    return folder.resolve("campaign");
  }

  private Process run(String kills) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hutong.class.getName()));
    command.addAll(List.of("torture", "--kills", kills, "--seed", "5", "--dir", dir().toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start();
  }
}
