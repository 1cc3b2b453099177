package hutong.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.schemas.CaseStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StateTableTest {

  @Test
  void the_readme_says_of_every_state_what_the_program_says() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("README.md"));
    for (OutboundState state : OutboundState.values()) {
      assertThat(lines)
          .contains(
              line(state, state.owner(), state.nextEvent(), state.afterCrash(), state.next()));
    }
    for (InboundState state : InboundState.values()) {
      assertThat(lines)
          .contains(
              line(state, state.owner(), state.nextEvent(), state.afterCrash(), state.next()));
    }
  }

  @Test
  void the_readme_says_where_each_step_leads_a_case() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("README.md"));
    for (CaseState state : CaseState.values()) {
      String leads =
          Arrays.stream(CaseStep.values())
              .filter(step -> state.after(step).filter(next -> next != state).isPresent())
              .map(step -> step + " → " + state.after(step).orElseThrow())
              .collect(Collectors.joining(", "));
      assertThat(lines)
          .contains("| `" + state + "` | " + orNone(state.turn()) + " | " + orNone(leads) + " |");
    }
  }

  private static <E extends Enum<E>> String line(
      E state, String owner, String event, String crash, Set<E> next) {
    String to =
        Arrays.stream(state.getDeclaringClass().getEnumConstants())
            .filter(next::contains)
            .map(Enum::name)
            .collect(Collectors.joining(", "));
    return String.join(
        " | ", "| `" + state + "`", orNone(owner), orNone(event), crash, orNone(to) + " |");
  }

  private static String orNone(String text) {
    return text == null || text.isEmpty() ? "–" : text;
  }
}
