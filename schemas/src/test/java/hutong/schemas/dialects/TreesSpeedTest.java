package hutong.schemas.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What two kilobytes cost in CPU time each way once warm; generous bounds, goals beside. */
class TreesSpeedTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int GOAL = 100;
  private static final int BOUND = 10 * GOAL;

  private interface Work {
    int run() throws Exception;
  }

  @Test
  void two_kilobytes_are_read_and_written_within_their_goal() throws Exception {
    ObjectNode plain = Trees.NODES.objectNode();
    for (int i = 0; i < 36; i++) {
      plain.put("字段" + i, "样例值<" + i + ">样例");
    }
    ObjectNode longer = plain.deepCopy().put("备注", "样例".repeat(120));
    ObjectNode hl7 = Trees.NODES.objectNode();
    for (String segment : List.of("PID", "ORC", "RXA", "OBX")) {
      ObjectNode fields = hl7.putObject(segment);
      for (int i = 1; i <= 20; i++) {
        fields.putObject(Integer.toString(i)).put("1", "样例" + i).put("2", "LOCAL").put("4", "x&y");
      }
    }
    both("JSON", new JsonFormat(new JsonFormat.Options(null, null)), longer);
    both(
        "XML", new XmlFormat(new XmlFormat.Options("doc", null, Map.of(), null, List.of())), plain);
    both("HL7", new Hl7Format(new Hl7Format.Options(null, null, List.of("MSH"))), hl7);
  }

  private static void both(String name, PartnerFormat format, ObjectNode tree) throws Exception {
    byte[] bytes = Trees.write(format, List.of(tree));
    double read = micros(() -> Trees.read(format, bytes).size());
    double write = micros(() -> Trees.write(format, List.of(tree)).length);
    System.out.printf(
        "%s, %d octets: read %.1f µs, write %.1f µs (goal %d µs)%n",
        name, bytes.length, read, write, GOAL);
    assertThat(bytes.length).isBetween(1_700, 3_000);
    assertThat(List.of(read, write)).allMatch(each -> each < BOUND);
  }

  /** The best of some rounds: what others do on this machine only ever adds. */
  private static double micros(Work work) throws Exception {
    double best = Double.MAX_VALUE;
    int sum = 0;
    for (int round = 0; round < 6; round++) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < 3_000; i++) {
        sum += work.run();
      }
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / 3_000);
    }
    assertThat(sum).isPositive();
    return best;
  }
}
