package hutong.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.RejectionCode;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictsTest {

  private final Random random = new Random(5);
  private final List<UUID> ids =
      Stream.generate(() -> new UUID(random.nextLong(), random.nextLong())).limit(20_000).toList();

  @Test
  void most_are_accepted_some_rejected_and_a_few_left_open() {
    List<Fate> fates = ids.stream().map(id -> Verdicts.of("ArrivalNotice", "T-1", id)).toList();

    assertThat(share(fates, Fate.End.REJECTED)).isBetween(0.04, 0.06);
    assertThat(share(fates, Fate.End.OPEN)).isBetween(0.015, 0.025);
    assertThat(share(fates, Fate.End.PARKED)).isZero();
  }

  @Test
  void rejections_bear_codes_of_the_closed_set() {
    List<String> codes = Arrays.stream(RejectionCode.values()).map(Enum::name).toList();

    assertThat(ids)
        .extracting(id -> Verdicts.of("ArrivalNotice", "T-1", id))
        .filteredOn(fate -> fate.end() == Fate.End.REJECTED)
        .extracting(Fate::code)
        .isSubsetOf(codes);
  }

  @Test
  void questions_and_scenes_are_always_accepted() {
    assertThat(ids)
        .allMatch(id -> Verdicts.of("Inquiry", "T-1", id).equals(Fate.ACCEPTED))
        .allMatch(id -> Verdicts.of("ArrivalNotice", "SCENE-1", id).equals(Fate.ACCEPTED));
  }

  private static double share(List<Fate> fates, Fate.End end) {
    return (double) fates.stream().filter(fate -> fate.end() == end).count() / fates.size();
  }
}
