package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RefusedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes JSON documents apart and puts them together. With {@code each}, every record's tree also
 * has {@link Names#BATCH}: the rest of the document, one and the same object for all of them, in
 * place of a field of its own of that name.
 */
final class JsonFormat implements PartnerFormat {

  /**
   * How the partner writes.
   *
   * @param each where in the document its list of records is, as {@code data/records}; empty if the
   *     document is the list; null if the document is one record
   * @param charset to write in; UTF-8 if null
   */
  record Options(String each, Charset charset) {
    Options {
      charset = charset == null ? StandardCharsets.UTF_8 : charset;
    }
  }

  private final Options options;
  private final List<String> each;
  private final JsonText json = new JsonText();

  JsonFormat(Options options) {
    this.options = options;
    this.each =
        options.each() == null || options.each().isEmpty() ? List.of() : path(options.each());
  }

  @Override
  public RecordSource open(InputStream in) throws IOException, RefusedInput {
    JsonNode root = json.parse(TreeBytes.read(in, TreeBytes.DOCUMENT));
    if (many()) {
      return new TreeSource(list(root));
    }
    if (!(root instanceof ObjectNode record)) {
      throw TreeFaults.refused("json", "文件应为一个 JSON 对象。", "The document is to be one JSON object.");
    }
    return new TreeSource(List.of(new PartnerRecord(record, 1)));
  }

  private List<PartnerRecord> list(JsonNode root) throws RefusedInput {
    JsonNode list = root;
    ObjectNode batch = root instanceof ObjectNode object ? object : null;
    for (int i = 0; i < each.size(); i++) {
      String name = each.get(i);
      list =
          list instanceof ObjectNode at
              ? i + 1 == each.size() ? at.remove(name) : at.get(name)
              : null;
    }
    if (list == null || !list.isContainerNode()) {
      throw TreeFaults.noList();
    }
    List<PartnerRecord> records = new ArrayList<>();
    if (list.isObject()) {
      records.add(record(list, 1, each.isEmpty() ? null : batch));
    } else {
      for (JsonNode one : list) {
        records.add(record(one, records.size() + 1, batch));
      }
    }
    return records;
  }

  private static PartnerRecord record(JsonNode node, int row, ObjectNode batch) {
    if (!(node instanceof ObjectNode record)) {
      return new PartnerRecord(
          batch == null ? JsonText.object() : batch.objectNode(),
          row,
          List.of(
              TreeFaults.fault(
                  "record",
                  "列表中的每条记录应为 JSON 对象。",
                  "Every record in the list is to be a JSON object.")));
    }
    record.set(Names.BATCH, batch == null ? record.objectNode() : batch);
    return new PartnerRecord(record, row);
  }

  @Override
  public RecordSink create(OutputStream out) {
    return new JsonSink(json, many() ? each : null, options.charset(), out);
  }

  @Override
  public String mediaType() {
    return "application/json; charset=" + options.charset().name();
  }

  @Override
  public boolean many() {
    return options.each() != null;
  }
}
