package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class Hl7FormatTest {
  private static final String HEAD = "MSH|^~\\&|A|B|||20260302||ACK|1|P|2.5.1\r";

  private final Hl7Format format = format(null);

  private static Hl7Format format(Charset charset) {
    return new Hl7Format(new Hl7Format.Options(null, charset, List.of("MSH", "PID", "ORC", "RXA")));
  }

  private String at(ObjectNode tree, String place, int index) {
    JsonNode value = PartnerPath.of(place, format.path(place)).get(tree, index);
    return value == null ? null : value.asText();
  }

  @Test
  void what_is_written_is_read_alike() throws Exception {
    Random random = new Random(22);
    for (Charset charset : List.of(UTF_8, Trees.GB18030)) {
      Hl7Format some = format(charset);
      for (int i = 0; i < 500; i++) {
        List<ObjectNode> trees = new ArrayList<>();
        for (int k = random.nextInt(3); k >= 0; k--) {
          ObjectNode tree = Trees.NODES.objectNode();
          ObjectNode msh = fields(random);
          msh.remove(List.of("1", "2"));
          component(msh, "1").put("1", "|");
          component(msh, "2").put("1", "^~\\&");
          component(msh, "12").put("1", "2.5.1");
          component(msh, "18").put("1", charset.equals(UTF_8) ? "UNICODE UTF-8" : "GB 18030-2000");
          tree.set("MSH", msh);
          tree.set("PID", oneOrMore(random, () -> fields(random)));
          tree.set("Z01", oneOrMore(random, () -> fields(random)));
          trees.add(tree);
        }
        assertThat(Trees.trees(some, Trees.write(some, trees))).isEqualTo(trees);
      }
    }
  }

  private static ObjectNode component(ObjectNode fields, String number) {
    return fields.putObject(number);
  }

  private static JsonNode oneOrMore(Random random, Supplier<JsonNode> one) {
    if (random.nextInt(3) > 0) {
      return one.get();
    }
    ArrayNode list = Trees.NODES.arrayNode();
    for (int i = random.nextInt(3); i >= -1; i--) {
      list.add(one.get());
    }
    return list;
  }

  private static ObjectNode fields(Random random) {
    ObjectNode fields = Trees.NODES.objectNode();
    for (int i = random.nextInt(5); i >= 0; i--) {
      fields.set(Integer.toString(1 + random.nextInt(30)), oneOrMore(random, () -> field(random)));
    }
    return fields;
  }

  private static ObjectNode field(Random random) {
    ObjectNode components = Trees.NODES.objectNode();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String number = Integer.toString(1 + random.nextInt(9));
      if (random.nextInt(4) > 0) {
        components.put(number, Trees.text(random) + (random.nextInt(9) == 0 ? "\r\n\\" : ""));
      } else {
        ObjectNode subs = components.putObject(number).put("3", Trees.text(random));
        if (random.nextBoolean()) {
          subs.put("#", Trees.text(random));
        }
      }
    }
    return components;
  }

  @Test
  void places_are_the_same_whatever_stands_beside_them() throws Exception {
    String text =
        HEAD
            + "PID|1||a~b^^^X&Y&Z||L\\T\\M^F|\"\"|\rRXA|0|1\rRXA|0|2^x\\S\\\\R\\\\F\\\\E\\\\.br\\y\r";
    ObjectNode tree = Trees.read(format, text).get(0).tree();
    assertThat(tree.get("PID"))
        .hasToString(
            "{\"1\":{\"1\":\"1\"},\"3\":[{\"1\":\"a\"},{\"1\":\"b\",\"4\":{\"2\":\"Y\",\"3\":\"Z\",\"#\":\"X\"}}],"
                + "\"5\":{\"1\":\"L&M\",\"2\":\"F\"}}");
    assertThat(at(tree, "MSH-1", 0)).isEqualTo("|");
    assertThat(at(tree, "MSH-2", 0)).isEqualTo("^~\\&");
    assertThat(at(tree, "PID-3", 0)).isEqualTo("a");
    assertThat(at(tree, "PID-3[*].4", 1)).isEqualTo("X");
    assertThat(at(tree, "PID-3[*].4.1", 1)).isEqualTo("X");
    assertThat(at(tree, "PID-3[*].4.2", 1)).isEqualTo("Y");
    assertThat(at(tree, "PID-6", 0)).isNull();
    assertThat(at(tree, "RXA[*]-2", 1)).isEqualTo("2");
    assertThat(at(tree, "RXA[*]-2.2", 1)).isEqualTo("x^~|\\\ny");
    assertThat(format.path("RXA[*]-5.1")).containsExactly("RXA", "*", "5", "1");
    assertThat(format.path("MSA-1")).containsExactly("MSA", "1", "1");
    for (String bad : List.of("PID-0", "pid-1", "PID[*]-3[*]", "PID-1.2.3.4")) {
      assertThatThrownBy(() -> format.path(bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void a_dialect_can_set_every_place_it_can_name() throws Exception {
    ObjectNode tree = Trees.NODES.objectNode();
    for (String place :
        List.of("RXA[*]-5.2", "PID-3.4", "PID-3.4.2", "ORC-1", "MSH-9", "MSH-9.2")) {
      PartnerPath.of(place, format.path(place)).set(tree, 0, Trees.NODES.textNode(place + "|王"));
    }
    assertThat(new String(Trees.write(format, List.of(tree)), UTF_8))
        .isEqualTo(
            "MSH|^~\\&|||||||MSH-9\\F\\王^MSH-9.2\\F\\王|||2.5.1||||||UNICODE UTF-8\r"
                + "PID|||^^^PID-3.4\\F\\王&PID-3.4.2\\F\\王\r"
                + "ORC|ORC-1\\F\\王\rRXA|||||^RXA[*]-5.2\\F\\王\r");
    assertThat(format.mediaType()).isEqualTo("x-application/hl7-v2+er7; charset=UTF-8");
  }

  @Test
  void the_states_acknowledgements_are_read_and_written_again() throws Exception {
    List<PartnerRecord> records =
        Trees.read(format, Trees.sample("us-hl7v2-iis/acks_by_state.hl7"));
    assertThat(records).hasSize(15).noneMatch(PartnerRecord::refused);
    assertThat(records).extracting(PartnerRecord::row).startsWith(1, 2, 3).endsWith(15);
    assertThat(records)
        .extracting(record -> at(record.tree(), "MSA-1", 0))
        .containsExactly(
            "AA", "AE", "AE", "AA", "AA", "AA", "AA", "AA", "AA", "AE", "AA", "AR", "AE", "AE",
            "AE");
    List<ObjectNode> trees = records.stream().map(PartnerRecord::tree).toList();
    byte[] written = Trees.write(format, trees);
    assertThat(Trees.write(format, Trees.trees(format, written))).isEqualTo(written);
  }

  @Test
  void line_ends_blank_lines_and_the_files_wrapping_do_not_matter() throws Exception {
    String text = HEAD + "PID|1\r" + HEAD + "PID|2\r";
    List<PartnerRecord> plain = Trees.read(format, text);
    for (String end : List.of("\n", "\r\n", "\r\n\r\n \r\n")) {
      String other = "FHS|^~\\&|x\rBHS|^~\\&\r" + text + "BTS|2\rFTS|1";
      assertThat(Trees.read(format, other.replace("\r", end))).isEqualTo(plain);
    }
  }

  @Test
  void a_bad_message_leaves_the_others() throws Exception {
    for (String bad :
        List.of(
            "MSH\r",
            "MSH|^\r",
            "MSH|^~\\^|A\r",
            "MSH|abcd|A\r",
            "MSH||||\r",
            HEAD + "pid|1\r",
            HEAD + "PIDX|1\r",
            HEAD + "?\r",
            HEAD + "PID^1\r")) {
      assertThat(Trees.read(format, HEAD + bad + HEAD))
          .as(bad)
          .extracting(PartnerRecord::refused)
          .containsExactly(false, true, false);
      assertThat(Trees.refusal(format, bad)).isEqualTo("hl7");
    }
    for (String large :
        List.of(
            HEAD + "PID|1\r".repeat(501), HEAD + "PID" + "|".repeat(2_001),
            HEAD + "PID|" + "^".repeat(999), HEAD + "PID|" + "x".repeat(256 << 10))) {
      assertThat(Trees.refusal(format, large + "\r" + HEAD)).isEqualTo("hl7-bound");
    }
    assertThat(Trees.refusal(format, "")).isEqualTo("hl7");
    assertThat(Trees.refusal(format, "<doc/>")).isEqualTo("hl7");
    assertThat(Trees.refusal(format, "PID|1\r" + HEAD)).isEqualTo("hl7");
  }

  @Test
  void other_delimiters_are_taken_as_the_message_gives_them() throws Exception {
    ObjectNode tree = Trees.read(format, "MSH$*!?%$A$\rPID$1$$a*b!c$x?F?y|z\r").get(0).tree();
    assertThat(tree.get("PID"))
        .hasToString(
            "{\"1\":{\"1\":\"1\"},\"3\":[{\"1\":\"a\",\"2\":\"b\"},{\"1\":\"c\"}],\"4\":{\"1\":\"x$y|z\"}}");
  }

  @Test
  void what_has_no_place_is_unwritable() {
    for (String bad : List.of("pid", "PIDX", "BHS", "P|D")) {
      ObjectNode tree = Trees.NODES.objectNode();
      tree.putObject(bad).put("1", "x");
      assertThat(Trees.unwritable(format, tree)).isEqualTo("name");
    }
    for (String bad : List.of("0", "x", "1000", "#")) {
      ObjectNode tree = Trees.NODES.objectNode();
      tree.putObject("PID").put(bad, "x");
      assertThat(Trees.unwritable(format, tree)).isEqualTo("name");
    }
    for (String bad : List.of("\"\"", "\uD842")) {
      ObjectNode tree = Trees.NODES.objectNode();
      tree.putObject("PID").put("1", bad);
      assertThat(Trees.unwritable(format, tree)).isEqualTo("character");
    }
  }
}
