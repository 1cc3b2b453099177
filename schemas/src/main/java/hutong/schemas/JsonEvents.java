package hutong.schemas;

import static hutong.schemas.RejectionCode.NOT_WELL_FORMED;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/** Reads a JSON record and sends it through the gate as the events its XML form would give. */
final class JsonEvents {
  static final String TYPE = "type";
  private static final AttributesImpl NO_ATTRIBUTES = new AttributesImpl();

  private final JsonMapper mapper;

  JsonEvents(Limits limits) {
    mapper =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.depth())
                .maxStringLength(limits.text())
                .maxNumberLength(20)
                .maxNameLength(100)
                .maxDocumentLength(limits.total())
                .maxTokenCount(4L * limits.elements())
                .build());
  }

  /** Sends what is parsed; leaves it as it is. */
  void send(JsonNode parsed, Gate gate) throws SAXException {
    JsonNode type = parsed.get(TYPE);
    if (!parsed.isObject() || type == null || !type.isTextual()) {
      gate.report(Faults.unknownRoot("/" + TYPE));
      return;
    }
    ObjectNode root = ((ObjectNode) parsed).objectNode();
    root.setAll((ObjectNode) parsed);
    root.remove(TYPE);
    gate.startDocument();
    structure(type.textValue(), root, gate);
    gate.endDocument();
  }

  JsonNode parse(String text) throws RefusedInput {
    try (JsonParser parser = mapper.createParser(text)) {
      try {
        JsonNode root = mapper.readTree(parser);
        JsonToken more = parser.nextToken();
        if (root == null || root.isMissingNode() || more != null) {
          throw notWellFormed(
              "trailing", "JSON 之前或之后有多余内容。", "Send one JSON object and nothing else.");
        }
        return root;
      } catch (StreamConstraintsException e) {
        throw notWellFormed(
            "json-bound", "超出允许的嵌套层数或长度。", "Nesting or a length is beyond what is allowed.");
      } catch (JsonProcessingException e) {
        throw duplicate(e)
            ? notWellFormed("duplicate-key", "同一对象中有重复的键。", "A key stands twice in one object.")
            : notWellFormed("json", "不是有效的 JSON。", "This is not JSON as RFC 8259 defines it.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean duplicate(JsonProcessingException e) {
    return e.getOriginalMessage() != null && e.getOriginalMessage().startsWith("Duplicate field");
  }

  private static RefusedInput notWellFormed(String rule, String zh, String en) {
    return new RefusedInput(List.of(Violation.refuse(NOT_WELL_FORMED, "", rule, zh, en)));
  }

  private void structure(String name, JsonNode node, Gate gate) throws SAXException {
    start(name, gate);
    Shape shape = gate.shape();
    for (var names = node.fieldNames(); names.hasNext(); ) {
      String field = names.next();
      if (shape.child(field) == null) {
        gate.unknownField(field);
      }
    }
    for (Shape.Child child : shape.children()) {
      JsonNode value = node.get(child.name());
      if (value != null) {
        field(child, value, gate);
      }
    }
    gate.endElement(Gate.NAMESPACE, name, name);
  }

  private void field(Shape.Child child, JsonNode value, Gate gate) throws SAXException {
    if (!child.list()) {
      one(child, value, gate);
    } else if (value.isArray()) {
      for (JsonNode item : value) {
        one(child, item, gate);
      }
    } else {
      gate.wrongToken(child);
    }
  }

  private void one(Shape.Child child, JsonNode value, Gate gate) throws SAXException {
    if (!child.token().fits(value)) {
      gate.wrongToken(child);
    } else if (value.isObject()) {
      structure(child.name(), value, gate);
    } else {
      start(child.name(), gate);
      String text = value.asText();
      if (Characters.allowedInXml(text)) {
        gate.characters(text.toCharArray(), 0, text.length());
      } else {
        gate.wrongCharacter();
      }
      gate.endElement(Gate.NAMESPACE, child.name(), child.name());
    }
  }

  private static void start(String name, Gate gate) throws SAXException {
    gate.startElement(Gate.NAMESPACE, name, name, NO_ATTRIBUTES);
  }
}
