package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatTest {
  private final JsonFormat one = new JsonFormat(new JsonFormat.Options(null, null));
  private final JsonFormat many = new JsonFormat(new JsonFormat.Options("data/records", null));
  private final JsonFormat bare = new JsonFormat(new JsonFormat.Options("", null));

  @Test
  void what_is_written_is_read_alike() throws Exception {
    Random random = new Random(20);
    for (Charset charset : List.of(UTF_8, Trees.GB18030)) {
      JsonFormat single = new JsonFormat(new JsonFormat.Options(null, charset));
      JsonFormat list = new JsonFormat(new JsonFormat.Options("data/records", charset));
      for (int i = 0; i < 300; i++) {
        List<ObjectNode> trees = new ArrayList<>();
        ObjectNode batch = Trees.object(random, 1);
        batch.putObject("data").put("count", 3);
        for (int k = random.nextInt(3); k >= 0; k--) {
          ObjectNode tree = Trees.object(random, 3).put("number", i).put("yes", true);
          assertThat(Trees.trees(single, Trees.write(single, List.of(tree)))).containsExactly(tree);
          trees.add(tree.deepCopy().set(Names.BATCH, batch));
        }
        assertThat(Trees.trees(list, Trees.write(list, trees))).isEqualTo(trees);
      }
    }
  }

  @Test
  void the_rest_of_the_document_goes_with_every_record_and_nulls_go_away() throws Exception {
    String text =
        "{\"n\":1.50,\"data\":{\"to\":null,\"records\":[{\"a\":\"x\"},{\"a\":[null,2]}]}}";
    assertThat(Trees.read(many, text))
        .extracting(record -> record.row() + " " + record.tree())
        .containsExactly(
            "1 {\"a\":\"x\",\"batch\":{\"n\":1.50,\"data\":{}}}",
            "2 {\"a\":[2],\"batch\":{\"n\":1.50,\"data\":{}}}");
    assertThat(Trees.read(many, "{\"data\":{\"records\":{\"a\":1}}}")).hasSize(1);
    assertThat(Trees.read(many, "{\"data\":{\"records\":[]}}")).isEmpty();
    assertThat(Trees.read(bare, "[{\"a\":1},{\"a\":2}]")).hasSize(2);
    assertThat(many.many()).isTrue();
    assertThat(one.many()).isFalse();
    assertThat(one.mediaType()).isEqualTo("application/json; charset=UTF-8");
  }

  @Test
  void one_bad_record_in_a_list_leaves_the_others() throws Exception {
    assertThat(Trees.read(many, "{\"data\":{\"records\":[1,{\"a\":2}]}}"))
        .extracting(PartnerRecord::refused)
        .containsExactly(true, false);
  }

  @Test
  void every_sample_is_read_and_written_again() throws Exception {
    for (String name :
        List.of(
            "eux_x007",
            "eux_x009",
            "eux_x010",
            "eux_x011",
            "eux_x012",
            "melosys_buc",
            "melosys_sedA001",
            "melosys_sedA009",
            "melosys_sedH001_medArbeidsgiver",
            "melosys_sedX001",
            "melosys_sedX008")) {
      List<ObjectNode> trees = Trees.trees(one, Trees.sample("eu-eessi-sed/" + name + ".json"));
      assertThat(trees).as(name).hasSize(1);
      assertThat(Trees.trees(one, Trees.write(one, trees))).isEqualTo(trees);
    }
  }

  @Test
  void what_is_bad_is_refused_by_its_rule() {
    assertThat(Trees.refusal(one, "{\"a\":1,\"a\":2}")).isEqualTo("duplicate-key");
    assertThat(Trees.refusal(one, "{\"a\":1} {}")).isEqualTo("trailing");
    assertThat(Trees.refusal(one, "{\"a\":1} x")).isEqualTo("json");
    assertThat(Trees.refusal(one, "")).isEqualTo("trailing");
    assertThat(Trees.refusal(one, "[1]")).isEqualTo("json");
    assertThat(Trees.refusal(one, "{\"a\":NaN}")).isEqualTo("json");
    assertThat(Trees.refusal(many, "{\"data\":[]}")).isEqualTo("each");
    assertThat(Trees.refusal(many, "{\"data\":{\"records\":\"x\"}}")).isEqualTo("each");
    assertThat(Trees.refusal(many, "[]")).isEqualTo("each");
    assertThat(Trees.refusal(one, "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}"))
        .isEqualTo("json-bound");
    assertThat(Trees.refusal(one, "{\"a\":\"" + "x".repeat(24_001) + "\"}"))
        .isEqualTo("json-bound");
    assertThat(Trees.refusal(one, "{\"a\":[" + "1,".repeat(200_000) + "1]}"))
        .isEqualTo("json-bound");
    assertThat(Trees.refusal(one, "{\"a\":1e101}")).isEqualTo("json-bound");
    assertThat(Trees.refusal(one, "{\"a\":0e4999999999999999999990}")).isEqualTo("json-bound");
    assertThat(Trees.refusal(one, new byte[(4 << 20) + 1])).isEqualTo("size");
    assertThat(Trees.refusal(one, new byte[] {'{', '"', (byte) 0xFF, '"'})).isEqualTo("charset");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"secret-king\":1,\"secret-king\":2}", "{\"a\":secret-king}"})
  void no_fault_says_a_value(String text) {
    try {
      Trees.read(one, text);
    } catch (hutong.schemas.RefusedInput refused) {
      assertThat(refused.violations().toString()).doesNotContain("secret");
      return;
    }
    throw new AssertionError("it was read");
  }

  @Test
  void what_has_no_place_is_unwritable() {
    ObjectNode a = Trees.NODES.objectNode().put("a", "x");
    ObjectNode b = a.deepCopy();
    b.putObject(Names.BATCH).put("other", 1);
    assertThat(Trees.unwritable(one, a, a)).isEqualTo("one-record");
    assertThat(Trees.unwritable(many, a, b)).isEqualTo("batch-differs");
    assertThat(Trees.unwritable(bare, b)).isEqualTo("name");
    assertThat(Trees.unwritable(one, Trees.NODES.objectNode().put("a", "\uD842")))
        .isEqualTo("character");
    ObjectNode odd = Trees.NODES.objectNode();
    odd.putObject(Names.BATCH).put("data", 1);
    assertThat(Trees.unwritable(many, odd)).isEqualTo("name");
  }
}
