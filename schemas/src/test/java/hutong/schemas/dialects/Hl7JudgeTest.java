package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.Structure;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.parser.DefaultEscaping;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** HAPI, the reference implementation, finds in what is written just what was meant, and back. */
class Hl7JudgeTest {
  private static final int ROUNDS = 1_000;
  private static final List<String> SEGMENTS = List.of("PID", "RXA", "Z01");

  private final Hl7Format format = new Hl7Format(new Hl7Format.Options(null, null, SEGMENTS));
  private final PipeParser judge =
      new PipeParser(
          new DefaultHapiContext(
              new ParserConfiguration(),
              ValidationContextFactory.noValidation(),
              new GenericModelClassFactory()));

  @Test
  void the_judge_reads_what_is_written_and_what_he_writes_is_read() throws Exception {
    Random random = new Random(31);
    for (int i = 0; i < ROUNDS; i++) {
      boolean simple = i % 2 == 0;
      ObjectNode tree = tree(random, simple);
      Map<String, String> meant = texts(tree);
      Message judged = judge.parse(new String(Trees.write(format, List.of(tree)), UTF_8));
      assertThat(texts(judged)).isEqualTo(meant);
      if (simple) {
        assertThat(texts(Trees.read(format, judge.encode(judged)).get(0).tree())).isEqualTo(meant);
      }
    }
  }

  /** He leaves all between two backslashes as it is if a full stop or such follows the first. */
  @Test
  void a_text_can_not_begin_a_field_though_it_could_with_the_judges_escaping() {
    String text = "\\.a|b\\";
    EncodingCharacters his = new EncodingCharacters('|', "^~\\&");
    assertThat(new DefaultEscaping().escape(text, his)).contains("|");
    StringBuilder ours = new StringBuilder();
    new Hl7Escaping(Hl7Delimiters.USUAL).escape(text, ours);
    assertThat(ours.toString()).doesNotContain("|");
  }

  /** Some of it out of order; every repetition says something, for others are not kept. */
  private static ObjectNode tree(Random random, boolean simple) {
    ObjectNode tree = Trees.NODES.objectNode();
    ObjectNode msh = tree.putObject("MSH");
    Map.of("1", "|", "2", "^~\\&", "9", "ACK", "12", "2.5.1", "18", "UNICODE UTF-8")
        .forEach((field, text) -> msh.putObject(field).put("1", text));
    for (String name : SEGMENTS) {
      for (int segments = random.nextInt(3); segments >= 0; segments--) {
        ObjectNode fields = tree.withArray("/" + name).addObject();
        for (int i = random.nextInt(6); i >= 0; i--) {
          int field = 1 + random.nextInt(40);
          for (int repetitions = random.nextInt(3); repetitions >= 0; repetitions--) {
            fields.withArray("/" + field).add(repetition(random, simple));
          }
        }
      }
    }
    return tree;
  }

  private static ObjectNode repetition(Random random, boolean simple) {
    ObjectNode components = Trees.NODES.objectNode();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int sub = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1;
      components
          .withObject("/" + (1 + random.nextInt(12)))
          .put(sub == 1 ? Names.TEXT : Integer.toString(sub), text(random, simple));
    }
    return components;
  }

  /** Simple is what his escaping gives back. */
  private static String text(Random random, boolean simple) {
    String text = Trees.text(random);
    return simple ? text.replaceAll("\\\\[.CHMNXZ]", "y") : text;
  }

  /** By places, in his model. */
  private static Map<String, String> texts(Message message) throws HL7Exception {
    Map<String, String> texts = new TreeMap<>();
    for (String name : ((GenericMessage) message).getNames()) {
      int nth = 0;
      for (Structure structure : message.getAll(name)) {
        nth++;
        Segment segment = (Segment) structure;
        for (int field = 1; field <= segment.numFields(); field++) {
          Type[] repetitions = segment.getField(field);
          for (int r = 0; r < repetitions.length; r++) {
            String place = name + "." + nth + "." + field + "." + (r + 1) + ".";
            put(texts, place, repetitions[r]);
          }
        }
      }
    }
    return texts;
  }

  private static void put(Map<String, String> texts, String place, Type field) {
    for (int component = 1; component <= Terser.numComponents(field); component++) {
      for (int sub = 1; sub <= Terser.numSubComponents(field, component); sub++) {
        String text = Terser.getPrimitive(field, component, sub).getValue();
        if (text != null) {
          texts.put(place + component + "." + sub + ".", text);
        }
      }
    }
  }

  /** By places, in our tree, whose first two levels may be lists. */
  private static void put(Map<String, String> texts, String place, JsonNode object, int depth) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String at = place + entry.getKey().replace(Names.TEXT, "1") + ".";
      JsonNode value = entry.getValue();
      if (value.isTextual()) {
        texts.put(at + (depth == 2 ? "1." : ""), value.asText());
      } else if (value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          put(texts, at + (i + 1) + ".", value.get(i), depth + 1);
        }
      } else {
        put(texts, at + (depth < 2 ? "1." : ""), value, depth + 1);
      }
    }
  }

  private static Map<String, String> texts(ObjectNode tree) {
    Map<String, String> texts = new TreeMap<>();
    put(texts, "", tree, 0);
    return texts;
  }
}
