package hutong.schemas.dialects;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.List;
import java.util.regex.Pattern;

/** Reads JSON line by line and gives each record what its batch says. */
final class JsonLinesSource implements RecordSource {
  private static final Pattern MEANT_AS_BATCH =
      Pattern.compile("\\s{0,99}\\{\\s{0,99}\"" + Names.BATCH + "\"");

  private final ByteLines lines;
  private final JsonMapper mapper;
  private final CharsetDecoder utf8 = UTF_8.newDecoder();
  private ObjectNode batch;
  private boolean batchLost;

  JsonLinesSource(InputStream in, JsonMapper mapper) {
    this.lines = new ByteLines(in, JsonLinesFormat.LONGEST);
    this.mapper = mapper;
  }

  @Override
  public PartnerRecord next() throws IOException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      PartnerRecord read = read(line, lines.row());
      if (read != null) {
        return read;
      }
    }
    return null;
  }

  /** Null for a line that is no record. */
  private PartnerRecord read(byte[] line, int row) {
    if (lines.tooLong()) {
      return bad(line, row, "size", "该行超过 256 KB,请缩短。", "This line is larger than 256 KB.");
    }
    String text;
    try {
      text = utf8.decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      return bad(line, row, "charset", "编码不是 UTF-8,请转换。", "This is not UTF-8: convert it.");
    }
    if (row == 1 && text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
    if (text.isBlank()) {
      return null;
    }
    try {
      JsonNode node = mapper.readTree(text);
      if (node instanceof ObjectNode object && PlainText.whole(object)) {
        return taken(object, row);
      }
    } catch (JsonProcessingException | NumberFormatException e) {
      // The second for an exponent beyond all bounds. Messages hold values: what follows says
      // enough.
    }
    return bad(
        line,
        row,
        "json",
        "该行不是一个 JSON 对象,有重复的键,或过长过深,请改正。",
        "This line is not one JSON object, repeats a key, or is too long or too deep: correct it.");
  }

  private PartnerRecord taken(ObjectNode object, int row) {
    if (object.size() == 1 && object.get(Names.BATCH) instanceof ObjectNode said) {
      batch = said.isEmpty() ? null : said;
      batchLost = false;
      return null;
    }
    if (object.has(Names.BATCH)) {
      return new PartnerRecord(object, row);
    }
    if (batchLost) {
      return faulty(
          row,
          "batch",
          "前面的批次行有误,无法得知该记录属于哪一批,请先改正批次行。",
          "The batch line before it is wrong, so its batch is not known: correct that line first.");
    }
    if (batch != null) {
      object.set(Names.BATCH, batch.deepCopy());
    }
    return new PartnerRecord(object, row);
  }

  /** Records after a broken batch line must not be taken for those of the batch before. */
  private PartnerRecord bad(byte[] line, int row, String rule, String zh, String en) {
    int begin = row == 1 && line.length > 2 && line[0] == (byte) 0xEF ? 3 : 0;
    String head = new String(line, begin, Math.min(line.length - begin, 250), ISO_8859_1);
    batchLost |= MEANT_AS_BATCH.matcher(head).lookingAt();
    return faulty(row, rule, zh, en);
  }

  private static PartnerRecord faulty(int row, String rule, String zh, String en) {
    Violation fault = TableFaults.row(row, rule, zh, en);
    return new PartnerRecord(JsonNodeFactory.instance.objectNode(), row, List.of(fault));
  }
}
