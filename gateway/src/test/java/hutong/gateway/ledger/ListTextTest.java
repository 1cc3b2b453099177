package hutong.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ListTextTest {
  @Test
  void texts_come_back_as_they_were_with_line_ends_backslashes_and_empty_ones() {
    for (List<String> texts :
        List.of(
            List.<String>of(), List.of(""), List.of("a", "", "b\nc", "\\n", "\\"), List.of("\n"))) {
      assertThat(ListText.read(ListText.write(texts))).isEqualTo(texts);
    }
  }
}
