package hutong.schemas.dialects;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Lets into XML 1.0 only the characters it can hold, and so that they are read alike. */
final class XmlCharacters {

  private XmlCharacters() {}

  static void write(XMLStreamWriter xml, String text) throws XMLStreamException, Unwritable {
    check(text);
    int from = 0;
    for (int at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', from)) {
      xml.writeCharacters(text.substring(from, at));
      xml.writeEntityRef("#13"); // A bare one would be read as a line feed.
      from = at + 1;
    }
    xml.writeCharacters(from == 0 ? text : text.substring(from));
  }

  /** A parser turns line ends and tabs in an attribute into spaces, so they can't stand there. */
  static String inAttribute(String value) throws Unwritable {
    check(value);
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ') {
        throw TreeFaults.character();
      }
    }
    return value;
  }

  private static void check(String text) throws Unwritable {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
      if (control || c >= 0xFFFE) { // Halves of characters are found when bytes are made of it.
        throw TreeFaults.character();
      }
    }
  }
}
