package hutong.schemas.dialects;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RefusedInput;
import hutong.schemas.Violation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reads and writes whole documents, and makes up texts that formats find hard. */
final class Rows {
  private static final List<String> HARD =
      List.of(
          "张三", "𠮷", "㐂", "Ａ１", ",", "\"", "\"\"", "=", "+", "-", "@", "'", "a", "0", "　", " ",
          "\t", ";", "|", "/", "#", "_x000D_", "<", "&", "]]>", "é", "·", "{", "\\", "＝");
  private static final List<String> LINE_BREAKS = List.of("\n", "\r\n", "\r");

  private Rows() {}

  /** Never empty, and not only of blanks. */
  static String text(Random random, boolean lineBreaks) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(8);
    while (text.length() < length || text.toString().isBlank()) {
      text.append(HARD.get(random.nextInt(HARD.size())));
      if (lineBreaks && random.nextInt(6) == 0) {
        text.append(LINE_BREAKS.get(random.nextInt(LINE_BREAKS.size())));
      }
    }
    return text.toString();
  }

  static List<ObjectNode> trees(Random random, List<String> columns, boolean lineBreaks) {
    List<ObjectNode> trees = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(10); i++) {
      ObjectNode tree = JsonNodeFactory.instance.objectNode();
      while (tree.isEmpty()) {
        for (String column : columns) {
          if (random.nextInt(4) > 0) {
            tree.put(column, text(random, lineBreaks));
          }
        }
      }
      trees.add(tree);
    }
    return trees;
  }

  static byte[] write(PartnerFormat format, List<ObjectNode> trees) throws IOException, Unwritable {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordSink sink = format.create(out)) {
      for (ObjectNode tree : trees) {
        sink.write(tree);
      }
    }
    return out.toByteArray();
  }

  static List<PartnerRecord> read(PartnerFormat format, byte[] document)
      throws IOException, RefusedInput {
    List<PartnerRecord> records = new ArrayList<>();
    try (RecordSource source = format.open(new ByteArrayInputStream(document))) {
      for (PartnerRecord one = source.next(); one != null; one = source.next()) {
        records.add(one);
      }
    }
    return records;
  }

  static List<ObjectNode> readTrees(PartnerFormat format, byte[] document)
      throws IOException, RefusedInput {
    List<ObjectNode> trees = new ArrayList<>();
    for (PartnerRecord record : read(format, document)) {
      if (!record.faults().isEmpty()) {
        throw new AssertionError("row " + record.row() + ": " + record.faults());
      }
      trees.add(record.tree());
    }
    return trees;
  }

  /** Each fault as {@code row column rule}. */
  static List<String> faults(PartnerFormat format, byte[] document)
      throws IOException, RefusedInput {
    return read(format, document).stream()
        .flatMap(record -> record.faults().stream())
        .map(Rows::shown)
        .toList();
  }

  static List<String> refusal(PartnerFormat format, byte[] document) {
    RefusedInput refused = catchThrowableOfType(RefusedInput.class, () -> read(format, document));
    return refused == null ? List.of() : refused.violations().stream().map(Rows::shown).toList();
  }

  static List<String> unwritable(PartnerFormat format, ObjectNode tree) {
    Unwritable thrown = catchThrowableOfType(Unwritable.class, () -> write(format, List.of(tree)));
    return thrown == null ? List.of() : thrown.violations().stream().map(Rows::shown).toList();
  }

  static ObjectNode tree(String... namesAndTexts) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      tree.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return tree;
  }

  static String shown(Violation fault) {
    return fault.source().row() + " " + fault.source().column() + " " + fault.rule();
  }
}
