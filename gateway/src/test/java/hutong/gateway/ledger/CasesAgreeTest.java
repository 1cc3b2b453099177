package hutong.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.TransferFacts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One case between two nodes that say whatever comes to their minds, over a bad network. */
class CasesAgreeTest {
  private static final byte[] PERSON = Arrays.copyOf(Samples.index("a person"), 16);
  private static final String ASKS = "360000";
  private static final String ASKED = "330000";
  private static final List<String> FROM_ASKING = List.of("Withdrawal", "Reminder", "Correction");
  private static final List<String> FROM_ASKED =
      List.of("ClarificationRequest", "InquiryReply", "InquiryReply", "Forward");
  private static final int STEPS = 60;

  @TempDir private Path folder;
  private Wire wire;
  private UUID about;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void both_sides_agree_where_a_case_stands_once_nothing_is_under_way(long seed) {
    try (Wire opened = new Wire(folder, seed, List.of(ASKS, ASKED))) {
      wire = opened;
      about = wire.post("Inquiry", ASKS, ASKED, null, PERSON).orElseThrow();
      for (int step = 0; step < STEPS; step++) {
        step();
      }
      for (int round = 0; round < 4; round++) {
        wire.sent.keySet().forEach(wire::repeat);
        wire.settle();
        for (int i = 0; i < STEPS; i++) {
          wire.decide(ASKS, true);
          wire.decide(ASKED, true);
        }
        wire.settle();
      }
      assertThat(wire.view(ASKS, about).orElseThrow().of().state())
          .as("at whoever asked, seed %s", seed)
          .isEqualTo(wire.view(ASKED, about).orElseThrow().of().state());
    }
  }

  private void step() {
    switch (wire.random.nextInt(8)) {
      case 0 -> say(FROM_ASKING, ASKS, ASKED, about);
      case 1 -> say(FROM_ASKED, ASKED, ASKS, about);
      case 2 -> clarify();
      case 3 -> wire.decide(ASKS, wire.random.nextInt(3) > 0);
      case 4 -> wire.decide(ASKED, wire.random.nextInt(4) > 0);
      case 5 -> wire.crash(wire.random.nextBoolean() ? ASKS : ASKED);
      default -> wire.happen();
    }
  }

  private void say(List<String> types, String from, String to, UUID of) {
    if (wire.view(from, of).isPresent()) {
      wire.post(types.get(wire.random.nextInt(types.size())), from, to, of, null);
    }
  }

  private void clarify() {
    wire.sent.values().stream()
        .filter(one -> one.type().equals("ClarificationRequest"))
        .map(TransferFacts::id)
        .filter(id -> wire.view(ASKS, id).isPresent())
        .findFirst()
        .ifPresent(id -> wire.post("ClarificationReply", ASKS, ASKED, id, null));
  }
}
