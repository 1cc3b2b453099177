package hutong.schemas.dialects;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.Violation;
import java.util.List;
import java.util.regex.Pattern;

/** Makes the tree of one message out of its segments, within bounds. */
final class Hl7Reader {
  private static final int MESSAGE = 256 << 10;
  private static final int SEGMENTS = 500;
  private static final int FIELDS = 2_000;
  private static final int PARTS = 100;
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9]{2}");

  private final Hl7Engine engine;

  Hl7Reader(Hl7Engine engine) {
    this.engine = engine;
  }

  PartnerRecord read(List<String> lines, int row) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    EncodingCharacters delimiters = delimiters(lines.get(0));
    if (delimiters == null) {
      return faulty(tree, row, notHl7(1));
    }
    if (beyond(lines, delimiters)) {
      return faulty(
          tree,
          row,
          TreeFaults.fault(
              "hl7-bound",
              "报文超出上限(256 KB、500 段、2000 个字段、每个字段 100 个成分),请拆分。",
              "The message is beyond the bounds (256 KB, 500 segments, 2,000 fields, 100 components a field): split it."));
    }
    GenericMessage message = engine.message();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String name = line.length() < 3 ? "" : line.substring(0, 3);
      boolean whole = line.length() <= 3 || line.charAt(3) == delimiters.getFieldSeparator();
      if (!NAME.matcher(name).matches() || !whole) {
        return faulty(tree, row, notHl7(i + 1));
      }
      try {
        Hl7Fields.put(tree, name, engine.read(message, name, line, delimiters));
      } catch (HL7Exception e) {
        return faulty(tree, row, notHl7(i + 1));
      }
    }
    return new PartnerRecord(tree, row);
  }

  /** As MSH says they are; null if they would not tell anything apart. */
  private static EncodingCharacters delimiters(String msh) {
    int end = msh.length() < 8 ? -1 : msh.indexOf(msh.charAt(3), 4);
    String others = msh.length() < 8 ? "" : msh.substring(4, end < 0 ? msh.length() : end);
    String all = others.isEmpty() ? "" : msh.charAt(3) + others;
    boolean sound =
        (others.length() == 4 || others.length() == 5)
            && all.chars().distinct().count() == all.length()
            && all.chars().noneMatch(c -> c <= ' ' || c > '~' || plain((char) c) || c == '"');
    return sound ? new EncodingCharacters(msh.charAt(3), others) : null;
  }

  /** Whether a character can't be a delimiter, for words are made of it. */
  static boolean plain(char c) {
    return Character.isLetterOrDigit(c);
  }

  private static boolean beyond(List<String> lines, EncodingCharacters delimiters) {
    int length = 0;
    int fields = 0;
    for (String line : lines) {
      length += line.length() + 1;
      if (length > MESSAGE || lines.size() > SEGMENTS) {
        return true;
      }
      int parts = 0; // HAPI takes the square of their number.
      for (int i = 3; i < line.length(); i++) {
        char c = line.charAt(i);
        boolean field = c == delimiters.getFieldSeparator();
        if (field || c == delimiters.getRepetitionSeparator()) {
          fields++;
          parts = 0;
        } else if (c == delimiters.getComponentSeparator()
            || c == delimiters.getSubcomponentSeparator()) {
          parts++;
        }
        if (parts > PARTS || fields > FIELDS) {
          return true;
        }
      }
    }
    return false;
  }

  private static PartnerRecord faulty(ObjectNode tree, int row, Violation fault) {
    return new PartnerRecord(tree, row, List.of(fault));
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
