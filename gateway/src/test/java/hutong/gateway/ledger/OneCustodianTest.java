package hutong.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.Custody;
import hutong.routes.ledger.TransferFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Custody of one person that goes around between three nodes. */
class OneCustodianTest {
  private static final byte[] PERSON = Arrays.copyOf(Samples.index("a person"), 16);
  private static final String FIRST = "360000";
  private static final List<String> NODES = List.of(FIRST, "330000", "410000");
  private static final int SEEDS = 8;
  private static final int STEPS = 250;

  @TempDir private Path folder;
  private Wire wire;

  @Test
  void exactly_one_node_has_custody_at_every_instant() {
    long passed = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      passed += play(seed);
    }
    assertThat(passed).as("times that it passed").isPositive();
  }

  private long play(long seed) {
    try (Wire opened = new Wire(folder.resolve("seed-" + seed), seed, NODES)) {
      wire = opened;
      for (int step = 0; step < STEPS; step++) {
        step();
        assertThat(held() + passing())
            .as("custodians after step %s of seed %s", step, seed)
            .isEqualTo(1);
      }
      wire.sent.keySet().forEach(wire::tell);
      wire.settle();
      assertThat(held()).as("custodians once everything has arrived").isEqualTo(1);
      return wire.sent.values().stream().filter(this::hasPassed).count();
    }
  }

  private void step() {
    String node = NODES.get(wire.random.nextInt(NODES.size()));
    switch (wire.random.nextInt(12)) {
      case 0, 1 -> handOver(node);
      case 2, 3 -> answer(node, wire.random.nextInt(4) > 0);
      case 4 -> wire.sent.keySet().stream().skip(nth()).findFirst().ifPresent(wire::repeat);
      case 5 -> wire.crash(node);
      case 6 -> wire.sweep(node);
      case 7 -> {
        if (wire.random.nextInt(6) == 0) {
          wire.pass(Duration.ofDays(wire.random.nextInt(20)));
        }
      }
      case 8 -> giveUp(node);
      default -> wire.happen();
    }
  }

  private long nth() {
    return wire.sent.isEmpty() ? 0 : wire.random.nextInt(wire.sent.size());
  }

  /** Only who has had custody, or had it from the beginning, has a word to be taken. */
  private void handOver(String node) {
    if (node.equals(FIRST) || custody(node).isPresent()) {
      String to = NODES.get((NODES.indexOf(node) + 1 + wire.random.nextInt(2)) % NODES.size());
      wire.post("CustodyHandover", node, to, null, PERSON);
    }
  }

  private void answer(String node, boolean accept) {
    List<UUID> offered =
        wire.sent.values().stream()
            .filter(one -> one.type().equals("CustodyHandover") && one.to().equals(node))
            .map(TransferFacts::id)
            .filter(id -> wire.view(node, id).isPresent())
            .toList();
    if (!offered.isEmpty()) {
      UUID about = offered.get(wire.random.nextInt(offered.size()));
      String type = accept ? "CustodyAcceptance" : "CustodyRefusal";
      wire.post(type, node, wire.sent.get(about).from(), about, PERSON);
    }
  }

  private void giveUp(String node) {
    wire.sent.values().stream()
        .filter(one -> one.type().equals("CustodyHandover") && one.from().equals(node))
        .skip(nth())
        .findFirst()
        .ifPresent(one -> wire.at(node).abandon(one.id(), Samples.NOW));
  }

  private Optional<Custody> custody(String node) {
    return wire.at(node).custody(PERSON);
  }

  private long held() {
    return NODES.stream()
        .filter(
            node ->
                custody(node)
                    .map(one -> one.state() != Custody.State.GONE)
                    .orElse(node.equals(FIRST)))
        .count();
  }

  /** Committed by the old custodian, and the new one has not heard of it yet. */
  private long passing() {
    List<TransferFacts> accepted =
        wire.sent.values().stream()
            .filter(one -> one.type().equals("CustodyAcceptance"))
            .filter(one -> state(one.to(), one.id()).equals("ACCEPTED"))
            .toList();
    return accepted.stream().filter(one -> !state(one.from(), one.id()).equals("ACCEPTED")).count();
  }

  private boolean hasPassed(TransferFacts one) {
    return one.type().equals("CustodyAcceptance") && state(one.to(), one.id()).equals("ACCEPTED");
  }

  private String state(String node, UUID id) {
    return wire.view(node, id).map(view -> view.state()).orElse("");
  }
}
