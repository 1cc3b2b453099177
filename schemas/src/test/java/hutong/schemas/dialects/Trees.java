package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RefusedInput;
import hutong.schemas.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reads, writes and makes up trees for tests. */
final class Trees {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  static final Charset GB18030 = Charset.forName("GB18030");

  private static final String[] BITS = {
    "王",
    "小明",
    "𠮷",
    "😀",
    "é",
    "|",
    "^",
    "~",
    "\\",
    "&",
    "#",
    "<",
    ">",
    "\"",
    "'",
    "]]>",
    "&amp;",
    "\\.a|b\\",
    "\\E\\",
    "\\X0D\\",
    "\\H\\",
    "MSH|",
    "@",
    "=",
    "\u3000x",
    "{",
    "}",
    "[",
    ",",
    "null",
    "0",
    " ",
    "a",
    "b",
    "Zz",
    "\ue5e5",
    "\u00a0y"
  };

  private Trees() {}

  static List<PartnerRecord> read(PartnerFormat format, byte[] bytes) throws RefusedInput {
    try (RecordSource source = format.open(new ByteArrayInputStream(bytes))) {
      List<PartnerRecord> records = new ArrayList<>();
      for (PartnerRecord one = source.next(); one != null; one = source.next()) {
        records.add(one);
      }
      return records;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<PartnerRecord> read(PartnerFormat format, String text) throws RefusedInput {
    return read(format, text.getBytes(UTF_8));
  }

  static List<ObjectNode> trees(PartnerFormat format, byte[] bytes) throws RefusedInput {
    return read(format, bytes).stream().map(PartnerRecord::tree).toList();
  }

  static byte[] write(PartnerFormat format, List<ObjectNode> trees) throws Unwritable {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordSink sink = format.create(out)) {
      for (ObjectNode tree : trees) {
        sink.write(tree);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The rule for which a document, or else its first faulty record, is refused. */
  static String refusal(PartnerFormat format, byte[] bytes) {
    try {
      return read(format, bytes).stream()
          .flatMap(record -> record.faults().stream())
          .map(Violation::rule)
          .findFirst()
          .orElse("none");
    } catch (RefusedInput refused) {
      return refused.violations().get(0).rule();
    }
  }

  static String refusal(PartnerFormat format, String text) {
    return refusal(format, text.getBytes(UTF_8));
  }

  static String unwritable(PartnerFormat format, ObjectNode... trees) {
    try {
      write(format, List.of(trees));
      return "none";
    } catch (Unwritable e) {
      return e.violations().get(0).rule();
    }
  }

  static byte[] sample(String name) {
    try (InputStream in = Trees.class.getResourceAsStream("samples/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not empty, and no white space at its ends. */
  static String text(Random random) {
    StringBuilder text = new StringBuilder("x");
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(BITS[random.nextInt(BITS.length)]);
    }
    return text.append(random.nextBoolean() ? "x" : "王").toString();
  }

  /** An object of elements, attributes and lists, as a document may hold it. */
  static ObjectNode object(Random random, int depth) {
    ObjectNode object = NODES.objectNode();
    for (int i = random.nextInt(4); i >= 0; i--) {
      if (random.nextInt(4) == 0) {
        object.put("@a" + i, text(random));
      }
      object.set("姓名.n-" + i, random.nextInt(4) == 0 ? list(random, depth) : value(random, depth));
    }
    return object;
  }

  private static ArrayNode list(Random random, int depth) {
    ArrayNode list = NODES.arrayNode();
    for (int i = random.nextInt(3); i >= -1; i--) {
      list.add(value(random, depth));
    }
    return list;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (depth > 0 ? random.nextInt(4) : 3) {
      case 0 -> object(random, depth - 1);
      case 1 -> NODES.objectNode().put("@b", text(random)).put("#", text(random));
      default -> NODES.textNode(text(random));
    };
  }
}
