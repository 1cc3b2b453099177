package hutong.schemas.dialects;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** Turns JSON text into a tree, within bounds, and a tree into text; for many threads. */
final class JsonText {
  private static final int SCALE = 100;

  private final JsonMapper mapper;

  JsonText() {
    mapper =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(32)
                .maxStringLength(24_000)
                .maxNumberLength(40)
                .maxNameLength(200)
                .maxDocumentLength(TreeBytes.DOCUMENT)
                .maxTokenCount(200_000)
                .build());
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  JsonNode parse(String text) throws RefusedInput {
    try (JsonParser parser = mapper.createParser(text)) {
      JsonNode root = mapper.readTree(parser);
      if (root == null || root.isMissingNode() || parser.nextToken() != null) {
        throw TreeFaults.refused(
            "trailing", "JSON 之前或之后有多余内容,请删除。", "Send one JSON document and nothing else.");
      }
      tidy(root);
      return root;
    } catch (StreamConstraintsException | NumberFormatException e) { // The latter: an exponent.
      throw TreeFaults.refused(
          "json-bound",
          "嵌套层数、长度、数量或指数超出上限(32 层,每个值 24000 字),请缩短或拆分。",
          "Nesting, a length, a count or an exponent is beyond the bounds (32 levels, 24,000 characters a value): shorten or split it.");
    } catch (JsonProcessingException e) {
      throw duplicate(e)
          ? TreeFaults.refused(
              "duplicate-key", "同一对象中有重复的键,请只保留一个。", "A key stands twice in one object: keep one.")
          : TreeFaults.refused(
              "json",
              "不是有效的 JSON,请按 RFC 8259 生成。",
              "This is not JSON as RFC 8259 defines it: make it so.");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String write(JsonNode tree) {
    try {
      return mapper.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes gave no text", e);
    }
  }

  private static boolean duplicate(JsonProcessingException e) {
    return e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate field");
  }

  /** Drops nulls; refuses numbers that would fill the memory of whoever wrote them out. */
  private static void tidy(JsonNode node) {
    for (Iterator<JsonNode> all = node.elements(); all.hasNext(); ) {
      JsonNode one = all.next();
      if (one.isNull()) {
        all.remove();
      } else if (one.isBigDecimal() && Math.abs((long) one.decimalValue().scale()) > SCALE) {
        throw new NumberFormatException();
      } else {
        tidy(one);
      }
    }
  }
}
