package hutong.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.hx.ArrivalNotice;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What addressing and validating cost in CPU time once warm. The bounds are generous, for machines
 * that are slow or busy; the goals stand beside the figures.
 */
class SpeedTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 5;
  private static final int BOUND = 10;

  private final Divisions divisions = Divisions.load();
  private final Documents documents = new Documents();
  private final Validation validation =
      new Validation(RecordTypes.load(), divisions, CodeLists.load());

  private interface Work {
    int run(int i) throws Exception;
  }

  @Test
  void a_division_is_resolved_within_microseconds() throws Exception {
    List<Division> all = divisions.all().toList();
    double micros =
        micros(
            "resolve a division",
            5,
            200_000,
            i -> {
              Division d = all.get(i * 31 % all.size());
              return divisions
                  .resolve(d.code() + (i % 2 == 0 ? "" : "001"), LocalDate.of(d.from(), 5, 1))
                  .candidates()
                  .size();
            });
    assertThat(micros).isLessThan(5 * BOUND);
  }

  @Test
  void a_record_of_two_kilobytes_is_validated_within_its_goal() throws Exception {
    ArrivalNotice notice = Samples.arrival();
    notice.getCurrent().setAddress("样例路一号院".repeat(20));
    notice.getOrigin().setAddress("样例村样例组".repeat(20));
    byte[] xml = documents.writeRecord(notice, Format.XML);
    byte[] json = documents.writeRecord(notice, Format.JSON);
    System.out.println("xml " + xml.length + " octets, json " + json.length);
    assertThat(xml.length).isBetween(1_800, 2_300);
    double rules =
        micros("the rules alone", 100, 20_000, i -> validation.check(notice, Samples.TODAY).size());
    double readXml =
        micros(
            "read XML and check",
            100,
            5_000,
            i -> validation.check(documents.readRecord(xml, Format.XML), Samples.TODAY).size());
    double readJson =
        micros(
            "read JSON and check",
            100,
            5_000,
            i -> validation.check(documents.readRecord(json, Format.JSON), Samples.TODAY).size());
    assertThat(List.of(rules, readXml, readJson)).allMatch(each -> each < 100 * BOUND);
  }

  /** The best of some rounds: what others do on this machine only ever adds. */
  private static double micros(String what, int goal, int times, Work work) throws Exception {
    double best = Double.MAX_VALUE;
    int sum = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long before = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < times; i++) {
        sum += work.run(i);
      }
      best = Math.min(best, (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / times);
    }
    System.out.printf("%-24s %8.2f µs CPU (goal %d µs; %d)%n", what, best, goal, sum);
    return best;
  }
}
