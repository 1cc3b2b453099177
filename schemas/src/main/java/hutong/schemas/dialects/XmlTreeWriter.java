package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes trees as XML text, attributes first, two spaces a level. */
final class XmlTreeWriter {
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  XmlTreeWriter(XMLOutputFactory factory) throws XMLStreamException {
    this.xml = factory.createXMLStreamWriter(text);
  }

  XMLStreamWriter xml() {
    return xml;
  }

  /** Text that is XML already. */
  void raw(String fragment) throws XMLStreamException {
    xml.writeCharacters(""); // Ends the start tag before.
    xml.flush();
    text.write(fragment);
  }

  String text() throws XMLStreamException {
    xml.flush();
    return text.toString();
  }

  /** One element, or as many as a list has; on a line of its own. */
  void element(String local, JsonNode value, XmlNames names, int depth)
      throws XMLStreamException, Unwritable {
    if (value.isArray()) {
      for (JsonNode one : value) {
        element(local, one, names, depth);
      }
    } else if (!value.isNull()) {
      indent(depth);
      xml.writeStartElement(names.qualified(local));
      if (value instanceof ObjectNode object) {
        content(object, names.below(local), depth);
      } else {
        XmlCharacters.write(xml, value.asText());
      }
      xml.writeEndElement();
    }
  }

  /** All that stands within an element whose start tag is still open. */
  void content(ObjectNode object, XmlNames names, int depth) throws XMLStreamException, Unwritable {
    attributes(object, names);
    children(object, names, depth);
  }

  void attributes(ObjectNode object, XmlNames names) throws XMLStreamException, Unwritable {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getKey().startsWith(Names.ATTRIBUTE) && !field.getValue().isNull()) {
        if (!field.getValue().isValueNode()) {
          throw TreeFaults.name();
        }
        String value = XmlCharacters.inAttribute(field.getValue().asText());
        xml.writeAttribute(names.qualified(field.getKey()), value);
      }
    }
  }

  private void children(ObjectNode object, XmlNames names, int depth)
      throws XMLStreamException, Unwritable {
    JsonNode own = object.get(Names.TEXT);
    boolean parent = false;
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      if (!name.startsWith(Names.ATTRIBUTE) && !name.equals(Names.TEXT)) {
        element(name, field.getValue(), names, depth + 1);
        parent = true;
      }
    }
    if (own == null || own.isNull()) {
      if (parent) {
        indent(depth);
      }
    } else if (parent || !own.isValueNode()) {
      throw TreeFaults.unwritable(
          "mixed-content",
          "一个元素不能同时有文字和子元素,请在方言文件中更正。",
          "An element can't have both text and children: mend it in the dialect.");
    } else {
      XmlCharacters.write(xml, own.asText());
    }
  }

  void indent(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
