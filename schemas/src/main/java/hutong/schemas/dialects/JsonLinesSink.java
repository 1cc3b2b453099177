package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes one record a line, and what its batch says before it, once. */
final class JsonLinesSink implements RecordSink {
  private final OutputStream out;
  private final JsonMapper mapper;
  private ObjectNode said;

  JsonLinesSink(OutputStream out, JsonMapper mapper) {
    this.out = out;
    this.mapper = mapper;
    this.said = mapper.createObjectNode();
  }

  @Override
  public void write(ObjectNode tree) throws IOException, Unwritable {
    if (!PlainText.whole(tree)) {
      throw new Unwritable(List.of(PlainText.fault("")));
    }
    ObjectNode batch = mapper.createObjectNode();
    ObjectNode record = tree;
    if (tree.get(Names.BATCH) instanceof ObjectNode own) {
      batch = own.deepCopy();
      record = tree.deepCopy();
      record.remove(Names.BATCH);
    }
    byte[] line = mapper.writeValueAsBytes(record);
    byte[] head = mapper.writeValueAsBytes(mapper.createObjectNode().set(Names.BATCH, batch));
    if (Math.max(line.length, head.length) > JsonLinesFormat.LONGEST) {
      throw new Unwritable(
          List.of(
              TableFaults.unwritable(
                  "",
                  "size",
                  "记录超过 256 KB,请缩短。",
                  "The record is larger than 256 KB: shorten it.")));
    }
    if (!batch.equals(said)) {
      put(head);
      said = batch;
    }
    put(line);
  }

  private void put(byte[] line) throws IOException {
    out.write(line);
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    out.flush();
  }
}
