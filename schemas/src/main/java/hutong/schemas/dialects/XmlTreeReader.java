package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.RefusedInput;
import hutong.schemas.Violation;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Makes the trees of one XML document out of its events, within bounds. */
final class XmlTreeReader {
  private static final int DEPTH = 32;
  private static final int NODES = 20_000;

  private final XMLStreamReader xml;
  private final XmlPlan plan;
  private final List<PartnerRecord> records = new ArrayList<>();
  private final ObjectNode shell = JsonNodeFactory.instance.objectNode();
  private int nodes;
  private boolean listed;
  private boolean mixed;

  XmlTreeReader(XMLStreamReader xml, XmlPlan plan) {
    this.xml = xml;
    this.plan = plan;
  }

  List<PartnerRecord> document() throws XMLStreamException, RefusedInput {
    XmlEntrance.pass(xml, plan);
    ObjectNode root = object(element(1, 0));
    while (xml.hasNext()) {
      xml.next(); // What follows the root must be well-formed too.
    }
    if (plan.each() == null) {
      return List.of(new PartnerRecord(root, 1, faults()));
    }
    if (records.isEmpty() && !listed) {
      throw TreeFaults.noList();
    }
    if (mixed) {
      throw new RefusedInput(faults());
    }
    shell.setAll(root);
    return records;
  }

  /**
   * What an element holds; null if that is nothing.
   *
   * @param matched how many names towards the records it is; -1 if elsewhere
   */
  private JsonNode element(int depth, int matched) throws XMLStreamException, RefusedInput {
    XmlEntrance.bound(depth > DEPTH || (nodes += 1 + xml.getAttributeCount()) > NODES);
    ObjectNode object = attributes();
    String text = "";
    boolean parent = false;
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String name = xml.getLocalName();
          int step = plan.step(matched, name);
          JsonNode child = plan.record(step) ? record(depth + 1) : element(depth + 1, step);
          parent = true;
          if (child != null) {
            object = object == null ? JsonNodeFactory.instance.objectNode() : object;
            add(object, name, child);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text = joined(text);
        case XMLStreamConstants.END_ELEMENT -> {
          return finished(object, text.strip(), parent, matched);
        }
        case XMLStreamConstants.ENTITY_REFERENCE -> throw XmlEntrance.entity();
        default -> {} // Comments and instructions say nothing to us.
      }
    }
  }

  private String joined(String before) throws RefusedInput {
    XmlEntrance.bound(before.length() + xml.getTextLength() > XmlEntrance.TEXT);
    String more = xml.getText();
    return more.isBlank() ? before : before.isEmpty() ? more : before + more;
  }

  private JsonNode finished(ObjectNode object, String text, boolean parent, int matched) {
    boolean towards = plan.each() != null && matched > 0;
    if (parent && !text.isEmpty()) {
      mixed = true;
      return object;
    }
    listed |= towards && matched == plan.each().size() - 1;
    if (text.isEmpty()) { // On the way to the records it keeps its place, though it is empty.
      return object == null && towards ? JsonNodeFactory.instance.objectNode() : object;
    }
    JsonNode leaf = JsonNodeFactory.instance.textNode(text);
    return object == null ? leaf : object.set(Names.TEXT, leaf);
  }

  /** Puts a record into the list and not into the tree around it. */
  private JsonNode record(int depth) throws XMLStreamException, RefusedInput {
    boolean mixedBefore = mixed;
    mixed = false;
    ObjectNode tree = object(element(depth, -1));
    tree.set(Names.BATCH, shell);
    records.add(new PartnerRecord(tree, records.size() + 1, faults()));
    mixed = mixedBefore;
    return null;
  }

  private ObjectNode attributes() throws RefusedInput {
    ObjectNode object = null;
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String value = xml.getAttributeValue(i).strip();
      XmlEntrance.bound(value.length() > XmlEntrance.TEXT);
      if (!value.isEmpty()) {
        object = object == null ? JsonNodeFactory.instance.objectNode() : object;
        String local = xml.getAttributeLocalName(i);
        String prefix = xml.getAttributePrefix(i);
        boolean bare = prefix == null || prefix.isEmpty();
        JsonNode before = object.get(Names.ATTRIBUTE + local);
        // Of two with one local name, the one without a prefix; the other is seen to be not read.
        if (before == null || bare) {
          object.put(Names.ATTRIBUTE + local, value);
        } else {
          object.put(Names.ATTRIBUTE + prefix + ":" + local, value);
        }
        if (before != null && bare) {
          object.set(Names.ATTRIBUTE + ":" + local, before);
        }
      }
    }
    return object;
  }

  private static void add(ObjectNode object, String name, JsonNode child) {
    JsonNode there = object.get(name);
    if (there == null) {
      object.set(name, child);
    } else if (there instanceof ArrayNode list) {
      list.add(child);
    } else {
      object.set(name, object.arrayNode().add(there).add(child));
    }
  }

  private static ObjectNode object(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    return node == null ? object : object.set(Names.TEXT, node);
  }

  private List<Violation> faults() {
    return mixed
        ? List.of(
            TreeFaults.fault(
                "mixed-content",
                "元素中文字与子元素并列,请把文字放入单独的元素。",
                "Text stands beside child elements: give it an element of its own."))
        : List.of();
  }
}
