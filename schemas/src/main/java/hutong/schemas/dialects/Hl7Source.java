package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Hands out the messages of a file one after the other; one that is faulty says so itself. */
final class Hl7Source implements RecordSource {

  /** What stands around messages in a file; it says nothing of a record. */
  static final Set<String> AROUND = Set.of("FHS", "BHS", "BTS", "FTS");

  private final String text;
  private int at;
  private int row;
  private String ahead;

  Hl7Source(String text) throws RefusedInput {
    this.text = text;
    this.ahead = line();
    if (ahead == null || !begins(ahead)) {
      throw TreeFaults.refused(
          "hl7",
          "文件应以 MSH 段开头,请按 HL7 v2(ER7)格式发送。",
          "The document is to begin with an MSH segment: send HL7 v2 in its piped form (ER7).");
    }
  }

  @Override
  public PartnerRecord next() {
    if (ahead == null) {
      return null;
    }
    List<String> lines = new ArrayList<>();
    do {
      lines.add(ahead);
      ahead = line();
    } while (ahead != null && !begins(ahead));
    row++;
    return Hl7Reader.read(lines, row);
  }

  /** The next line that says something and is no wrapping of the whole file; null at its end. */
  private String line() {
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\r' && text.charAt(end) != '\n') {
        end++;
      }
      String line = text.substring(at, end);
      at = end + 1;
      if (!line.isBlank() && !(line.length() >= 3 && AROUND.contains(line.substring(0, 3)))) {
        return line;
      }
    }
    return null;
  }

  private static boolean begins(String line) {
    return line.startsWith("MSH") && (line.length() == 3 || !Hl7Delimiters.plain(line.charAt(3)));
  }
}
