package hutong.gateway.process;

import static hutong.gateway.process.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.endtoend.Scan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory stays flat: far more passes through both processes than either could hold. A node at rest
 * takes most of this heap.
 */
@Tag("processes")
class LargeThroughSmallTest {

  private static final int SCANS = 20;

  @TempDir private Path folder;

  @Test
  void twenty_attachments_of_twenty_megabytes_pass_through_two_small_processes() throws Exception {
    try (TwoProcesses regions = new TwoProcesses(folder, "-Xmx128m")) {
      Map<UUID, Integer> posted = new LinkedHashMap<>();
      for (int i = 0; i < SCANS; i++) {
        Scan scan = Scan.of(i, Scan.LARGEST);
        get(regions.poster().putAttachment(scan.digest(), scan.buffer()));
        byte[] record = person(i, Scan.inquiry("scan-" + i, scan));
        posted.put(get(regions.poster().submit(record, "application/json", null)).id(), i);
      }
      for (Map.Entry<UUID, Integer> one : posted.entrySet()) {
        await()
            .atMost(Duration.ofMinutes(3))
            .until(
                () ->
                    get(regions.poster().find(one.getKey())).getString("state").equals("ACCEPTED"));
        byte[] arrived = get(regions.reader().attachment(one.getKey(), 0)).getBytes();
        assertThat(Scan.sha256(arrived)).isEqualTo(Scan.of(one.getValue(), Scan.LARGEST).digest());
      }
      assertThat(regions.decider().offeredAgain()).isEmpty();
      for (NodeProcess node : new NodeProcess[] {regions.sender(), regions.recipient()}) {
        assertThat(node.process().isAlive()).isTrue();
        assertThat(Files.readString(node.output())).doesNotContain("OutOfMemoryError");
      }
    }
  }

  private static byte[] person(int number, byte[] record) {
    String one = SyntheticNumber.of("412701", LocalDate.of(1950, 1, 1).plusDays(number));
    return new String(record, StandardCharsets.UTF_8)
        .replace("412701198502030007", one)
        .getBytes(StandardCharsets.UTF_8);
  }
}
