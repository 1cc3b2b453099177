package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** Writes one JSON document; its records' text is kept until it is closed. */
final class JsonSink implements RecordSink {
  private final JsonText json;
  private final List<String> each;
  private final Charset charset;
  private final OutputStream out;
  private final Batch batch;
  private final List<String> records = new ArrayList<>();

  /**
   * Begins a document.
   *
   * @param each where the list of records is; null if the document is one record
   */
  JsonSink(JsonText json, List<String> each, Charset charset, OutputStream out) {
    this.json = json;
    this.each = each;
    this.charset = charset;
    this.out = out;
    this.batch = new Batch(each != null);
  }

  @Override
  public void write(ObjectNode tree) throws Unwritable {
    String text = json.write(batch.own(tree));
    TreeBytes.encode(text, charset);
    if (!batch.begun() && each != null && tree.get(Names.BATCH) instanceof ObjectNode shell) {
      TreeBytes.encode(json.write(shell), charset);
      roomForList(shell);
    }
    batch.begin(tree);
    records.add(text);
  }

  private void roomForList(ObjectNode shell) throws Unwritable {
    JsonNode at = shell;
    for (int i = 0; i + 1 < each.size() && at != null; i++) {
      at = at.get(each.get(i));
      if (at != null && !at.isObject()) {
        throw TreeFaults.name();
      }
    }
    if (each.isEmpty() && !shell.isEmpty()) { // A bare list has no place for what is said once.
      throw TreeFaults.name();
    }
  }

  @Override
  public void close() throws IOException {
    if (each == null) {
      for (String record : records) {
        out.write(record.getBytes(charset));
      }
    } else {
      out.write(json.write(document()).getBytes(charset));
    }
    out.flush();
  }

  private JsonNode document() {
    ObjectNode shell = batch.shared();
    ArrayNode list = shell.arrayNode();
    for (String record : records) {
      list.addRawValue(new RawValue(record));
    }
    if (each.isEmpty()) {
      return list;
    }
    ObjectNode at = shell;
    for (String name : each.subList(0, each.size() - 1)) {
      at = at.withObjectProperty(name);
    }
    at.set(each.get(each.size() - 1), list);
    return shell;
  }
}
