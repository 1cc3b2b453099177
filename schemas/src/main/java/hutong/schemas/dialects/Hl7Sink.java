package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes messages one after the other, each segment ended by a carriage return. */
final class Hl7Sink implements RecordSink {
  private static final String MSH = "MSH";
  private static final String BEGIN = "MSH|^~\\&"; // The delimiters stand where MSH-1 and -2 would.

  private final Hl7Format.Options options;
  private final OutputStream out;

  Hl7Sink(Hl7Format.Options options, OutputStream out) {
    this.options = options;
    this.out = out;
  }

  @Override
  public void write(ObjectNode tree) throws IOException, Unwritable {
    StringBuilder text = new StringBuilder();
    segments(MSH, head(tree.get(MSH)), text);
    Set<String> names = new LinkedHashSet<>(options.segments());
    tree.fieldNames().forEachRemaining(names::add);
    names.remove(MSH);
    for (String name : names) {
      JsonNode value = tree.get(name);
      if (value != null) {
        segments(name, value, text);
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
    head.remove(List.of("1", "2"));
    if (!head.hasNonNull("12")) {
      head.put("12", options.version());
    }
    if (!head.hasNonNull("18")) {
      boolean utf8 = options.charset().equals(StandardCharsets.UTF_8);
      head.put("18", utf8 ? "UNICODE UTF-8" : "GB 18030-2000");
    }
    return head;
  }

  private static void segments(String name, JsonNode value, StringBuilder text) throws Unwritable {
    if (value.isArray()) {
      for (JsonNode one : value) {
        segments(name, one, text);
      }
    } else if (value instanceof ObjectNode fields && !fields.isEmpty()) {
      segment(name, fields, text);
    } else if (!value.isNull() && !value.isObject()) {
      throw TreeFaults.name();
    }
  }

  private static void segment(String name, ObjectNode fields, StringBuilder text)
      throws Unwritable {
    if (!Hl7Reader.named(name) || Hl7Source.AROUND.contains(name)) {
      throw TreeFaults.name();
    }
    Hl7Writing written = new Hl7Writing(fields);
    if (name.equals(MSH)) {
      text.append(BEGIN);
      written.after(2, text);
      text.append('\r');
    } else if (!written.isEmpty()) {
      text.append(name);
      written.after(0, text);
      text.append('\r');
    }
  }
}
