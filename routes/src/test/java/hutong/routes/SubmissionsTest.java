package hutong.routes;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.submit.Posting;
import hutong.routes.submit.Submission;
import hutong.routes.submit.Submissions;
import hutong.schemas.Format;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Invariant: one local system that floods waits for itself, not the others for it. */
class SubmissionsTest {

  private static Submission of(String system) {
    return new Submission(
        new LocalSystem(system, true, null, Set.of(), List.of("36")),
        new Posting.Canonical(new byte[0], Format.JSON),
        null,
        false);
  }

  private static int fill(Submissions submissions, String system) {
    int taken = 0;
    while (submissions.offer(of(system))) {
      taken++;
    }
    return taken;
  }

  @Test
  void whoever_comes_behind_a_flood_has_room_and_is_served_next() throws Exception {
    Submissions submissions = new Submissions(900);
    assertThat(fill(submissions, "flood")).isEqualTo(675);
    Submission one = of("desk");
    assertThat(submissions.offer(one)).isTrue();
    assertThat(submissions.take(2)).contains(one);
    for (int others = 0; others < 3; others++) {
      assertThat(fill(submissions, "other" + others)).as("still some room").isPositive();
    }
  }

  @Test
  void each_line_keeps_its_order_nothing_is_lost_and_the_bound_holds() throws Exception {
    Random random = new Random(42);
    Submissions submissions = new Submissions(64);
    List<List<Submission>> given = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    List<List<Submission>> got = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    IdentityHashMap<Submission, Integer> whose = new IdentityHashMap<>();
    int waiting = 0;
    for (int step = 0; step < 20_000; step++) {
      int system = random.nextInt(10) < 7 ? 0 : random.nextInt(3);
      Submission one = of("s" + system);
      if (submissions.offer(one)) {
        given.get(system).add(one);
        whose.put(one, system);
        waiting++;
      }
      assertThat(waiting).isLessThanOrEqualTo(64);
      if (random.nextInt(8) == 0 || step == 19_999) {
        for (Submission each : submissions.take(step == 19_999 ? 1_000 : random.nextInt(16))) {
          got.get(whose.get(each)).add(each);
          waiting--;
        }
      }
    }
    assertThat(got).isEqualTo(given);
    assertThat(submissions.take(10)).isEmpty();
  }
}
