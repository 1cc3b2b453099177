package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonLinesFormatTest {
  private static final JsonLinesFormat LINES = new JsonLinesFormat();

  @Test
  void what_is_written_is_read_back_alike() throws Exception {
    Random random = new Random(3);
    for (int round = 0; round < 300; round++) {
      List<ObjectNode> trees = Rows.trees(random, List.of("a", "b/c", "名"), true);
      for (ObjectNode tree : trees) {
        tree.put("n", random.nextInt()).put("t", random.nextBoolean());
        tree.putObject("inner").put("x", Rows.text(random, true));
        if (random.nextBoolean()) {
          tree.putObject("batch").put("id", random.nextInt(3));
        }
      }
      assertThat(Rows.readTrees(LINES, Rows.write(LINES, trees))).isEqualTo(trees);
    }
  }

  @Test
  void a_batch_holds_until_the_next_and_is_written_once() throws Exception {
    String text =
        """
        {"a":1}
        {"batch":{"id":"7"}}
        {"a":2}
        {"a":3.10}

        {"batch":{"id":"8"}}
        {"a":true}
        {"batch":{}}
        {"a":null}
        """;
    List<ObjectNode> trees = Rows.readTrees(LINES, ("\uFEFF" + text).getBytes(UTF_8));
    assertThat(trees)
        .extracting(tree -> tree.at("/batch/id").asText())
        .containsExactly("", "7", "7", "8", "");
    assertThat(new String(Rows.write(LINES, trees), UTF_8)).isEqualTo(text.replace("\n\n", "\n"));
  }

  @Test
  void bad_lines_are_named_and_reading_goes_on() throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("{\"a\":1}");
    lines.add("[1]");
    lines.add("{\"a\":1,\"a\":2}");
    lines.add("{\"a\":1} {\"b\":2}");
    lines.add("{\"a\":\"" + "x".repeat(24_001) + "\"}");
    lines.add("{\"a\":".repeat(33) + "1" + "}".repeat(33));
    lines.add("{\"a\":\"" + "x".repeat(270_000) + "\"}");
    lines.add("{\"a\":\"\\ud842\"}");
    lines.add("{\"a\":NaN}");
    lines.add("{\"a\":1e10000008888888888}");
    lines.add("{\"a\":1e999999999}");
    lines.add("{\"a\":9}");
    assertThat(Rows.faults(LINES, String.join("\r\n", lines).getBytes(UTF_8)))
        .containsExactly(
            "2  json",
            "3  json",
            "4  json",
            "5  json",
            "6  json",
            "7  size",
            "8  json",
            "9  json",
            "10  json",
            "11  json");
    assertThat(Rows.faults(LINES, "{}\n{\"a\":\"张\"}\n".getBytes(Charset.forName("GBK"))))
        .containsExactly("2  charset");
  }

  @Test
  void records_behind_a_broken_batch_line_are_not_taken_for_those_of_the_batch_before()
      throws Exception {
    String text =
        """
        {"batch":{"id":"7"}}
        {"a":1}
        {"batch":{"id":"8}}
        {"a":2}
        {"batch":{"id":"9"}}
        {"a":3}
        """;
    assertThat(Rows.faults(LINES, text.getBytes(UTF_8))).containsExactly("3  json", "4  batch");
  }

  @Test
  void what_cannot_be_written_is_refused() {
    assertThat(Rows.unwritable(LINES, Rows.tree("a", "\ud842"))).containsExactly("0  character");
    assertThat(Rows.unwritable(LINES, Rows.tree("a", "x".repeat(300_000))))
        .containsExactly("0  size");
    assertThat(LINES.mediaType()).isEqualTo("application/x-ndjson");
    assertThat(LINES.path("a/b")).containsExactly("a", "b");
  }
}
