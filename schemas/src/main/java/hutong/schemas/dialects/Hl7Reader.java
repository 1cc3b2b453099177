package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.Violation;
import java.util.List;

/** Makes the tree of one message in one pass over its segments, within bounds. */
final class Hl7Reader {
  private static final int MESSAGE = 256 << 10;
  private static final int SEGMENTS = 500;
  private static final int FIELDS = 2_000;
  private static final int PARTS = 999; // A path can name no more.

  private final Hl7Delimiters by;
  private final Hl7Escaping escaping;
  private int count;

  private Hl7Reader(Hl7Delimiters by) {
    this.by = by;
    this.escaping = new Hl7Escaping(by);
  }

  static PartnerRecord read(List<String> lines, int row) {
    Hl7Delimiters by = Hl7Delimiters.of(lines.get(0));
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    Violation fault = by == null ? notHl7(1) : new Hl7Reader(by).fault(lines, tree);
    return new PartnerRecord(tree, row, fault == null ? List.of() : List.of(fault));
  }

  /** Fills the tree; null if nothing is wrong. */
  private Violation fault(List<String> lines, ObjectNode tree) {
    int length = lines.size();
    for (String line : lines) {
      length += line.length();
    }
    boolean within = length <= MESSAGE && lines.size() <= SEGMENTS;
    for (int i = 0; i < lines.size() && within; i++) {
      String line = lines.get(i);
      String name = line.substring(0, Math.min(3, line.length()));
      if (!named(name) || (line.length() > 3 && line.charAt(3) != by.field())) {
        return notHl7(i + 1);
      }
      Hl7Fields fields = new Hl7Fields();
      within = split(line, name.equals("MSH") ? head(line, fields) : 4, fields);
      fields.addTo(tree, name);
    }
    return within ? null : beyond();
  }

  /** Whether segments can have this name. */
  static boolean named(String name) {
    return name.length() == 3
        && name.charAt(0) >= 'A'
        && name.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
  }

  /** Takes the two fields that say what delimits the others; returns where those begin. */
  private static int head(String msh, Hl7Fields fields) {
    String others = Hl7Delimiters.others(msh);
    fields.text(msh.substring(3, 4));
    fields.endField();
    fields.text(others);
    fields.endField();
    return 4 + others.length() + 1;
  }

  /** False if there is more than there may be. */
  private boolean split(String line, int from, Hl7Fields to) {
    int begin = from;
    int parts = 1;
    for (int i = from; i <= line.length() && parts <= PARTS && count <= FIELDS; i++) {
      char c = i < line.length() ? line.charAt(i) : by.field();
      if (!by.delimits(c)) {
        continue;
      }
      if (begin < i) {
        to.text(escaping.unescape(line.substring(begin, i)));
      }
      begin = i + 1;
      parts++;
      if (c == by.sub()) {
        to.endSub();
      } else if (c == by.component()) {
        to.endComponent();
      } else {
        parts = 1;
        count++;
        if (c == by.repetition()) {
          to.endRepetition();
        } else {
          to.endField();
        }
      }
    }
    return parts <= PARTS && count <= FIELDS;
  }

  private static Violation beyond() {
    return TreeFaults.fault(
        "hl7-bound",
        "报文超出上限(256 KB、500 段、2000 个字段、每个字段 999 个成分),请拆分。",
        "The message is beyond the bounds (256 KB, 500 segments, 2,000 fields, 999 components a field): split it.");
  }

  private static Violation notHl7(int segment) {
    return TreeFaults.fault(
        "hl7",
        "报文第 " + segment + " 段不是有效的 HL7 v2,请核对段名和 MSH 中的分隔符。",
        "Segment "
            + segment
            + " of the message is not HL7 v2: check its name and the delimiters that MSH gives.");
  }
}
