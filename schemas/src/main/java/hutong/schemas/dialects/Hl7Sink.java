package hutong.schemas.dialects;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.model.GenericSegment;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/** Writes messages one after the other, each segment ended by a carriage return. */
final class Hl7Sink implements RecordSink {
  private static final String MSH = "MSH";
  private static final EncodingCharacters DELIMITERS = new EncodingCharacters('|', "^~\\&");

  private final Hl7Engine engine;
  private final Hl7Format.Options options;
  private final OutputStream out;

  Hl7Sink(Hl7Engine engine, Hl7Format.Options options, OutputStream out) {
    this.engine = engine;
    this.options = options;
    this.out = out;
  }

  @Override
  public void write(ObjectNode tree) throws IOException, Unwritable {
    GenericMessage message = engine.message();
    StringBuilder text = new StringBuilder();
    segments(message, MSH, head(tree.get(MSH)), text);
    Set<String> names = new LinkedHashSet<>(options.segments());
    tree.fieldNames().forEachRemaining(names::add);
    names.remove(MSH);
    for (String name : names) {
      JsonNode value = tree.get(name);
      if (value != null) {
        segments(message, name, value, text);
      }
    }
    out.write(TreeBytes.encode(text.toString(), options.charset()));
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }

  private JsonNode head(JsonNode given) throws Unwritable {
    JsonNode one = given != null && given.isArray() ? given.get(0) : given;
    boolean several = given != null && given.isArray() && given.size() > 1;
    if (several || (one != null && !one.isObject())) {
      throw TreeFaults.name();
    }
    ObjectNode head = JsonNodeFactory.instance.objectNode();
    if (one instanceof ObjectNode fields) {
      head.setAll(fields);
    }
    head.put("1", "|");
    head.put("2", "^~\\&");
    if (!head.hasNonNull("12")) {
      head.put("12", options.version());
    }
    if (!head.hasNonNull("18")) {
      boolean utf8 = options.charset().equals(StandardCharsets.UTF_8);
      head.put("18", utf8 ? "UNICODE UTF-8" : "GB 18030-2000");
    }
    return head;
  }

  private void segments(GenericMessage message, String name, JsonNode value, StringBuilder text)
      throws Unwritable {
    if (value.isArray()) {
      for (JsonNode one : value) {
        segments(message, name, one, text);
      }
    } else if (value instanceof ObjectNode fields && !fields.isEmpty()) {
      try {
        GenericSegment segment = new Hl7Writing(message, name).segment(fields);
        String line = engine.write(segment, DELIMITERS);
        if (line.length() > name.length()) {
          text.append(line).append('\r');
        }
      } catch (HL7Exception e) {
        throw TreeFaults.name();
      }
    } else if (!value.isNull() && !value.isObject()) {
      throw TreeFaults.name();
    }
  }
}
