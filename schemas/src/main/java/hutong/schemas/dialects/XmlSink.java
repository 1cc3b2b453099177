package hutong.schemas.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/** Writes one XML document; its records' text is kept until it is closed. */
final class XmlSink implements RecordSink {
  private final XmlPlan plan;
  private final OutputStream out;
  private final XMLOutputFactory factory;
  private final Batch batch;
  private final List<String> records = new ArrayList<>();

  XmlSink(XmlPlan plan, XMLOutputFactory factory, OutputStream out) {
    this.plan = plan;
    this.factory = factory;
    this.out = out;
    this.batch = new Batch(plan.each() != null);
  }

  @Override
  public void write(ObjectNode tree) throws Unwritable {
    ObjectNode own = batch.own(tree);
    String text = plan.each() == null ? document(own) : record(own);
    TreeBytes.encode(text, plan.charset());
    if (!batch.begun()
        && tree.get(Names.BATCH) instanceof ObjectNode shell
        && plan.each() != null) {
      TreeBytes.encode(document(shell), plan.charset());
    }
    batch.begin(tree);
    records.add(text);
  }

  @Override
  public void close() throws IOException {
    try {
      String text =
          plan.each() != null ? document(batch.shared()) : records.isEmpty() ? "" : records.get(0);
      out.write(TreeBytes.encode(text, plan.charset()));
      out.flush();
    } catch (Unwritable e) {
      throw new IllegalStateException("all of it was found writable before", e);
    }
  }

  private String record(ObjectNode own) throws Unwritable {
    try {
      XmlTreeWriter writer = new XmlTreeWriter(factory);
      String name = plan.each().get(plan.each().size() - 1);
      XmlNames around = plan.shellNames();
      for (String outer : plan.each().subList(0, plan.each().size() - 1)) {
        around = around.below(outer);
      }
      int depth = plan.each().size();
      writer.indent(depth);
      writer.xml().writeStartElement(around.qualified(name));
      writer.content(own, plan.recordNames(), depth);
      writer.xml().writeEndElement();
      return writer.text();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text in memory could not be written", e);
    }
  }

  private String document(ObjectNode root) throws Unwritable {
    try {
      XmlTreeWriter writer = new XmlTreeWriter(factory);
      writer.xml().writeStartDocument(plan.charset().name(), "1.0");
      writer.indent(0);
      writer.xml().writeStartElement(plan.root());
      for (Map.Entry<String, String> each : new TreeMap<>(plan.namespaces()).entrySet()) {
        String attribute = each.getKey().isEmpty() ? "xmlns" : "xmlns:" + each.getKey();
        writer.xml().writeAttribute(attribute, each.getValue());
      }
      if (plan.each() == null) {
        writer.content(root, plan.recordNames(), 0);
      } else {
        shell(writer, root, plan.shellNames(), 0);
      }
      writer.xml().writeEndElement();
      writer.indent(0);
      return writer.text();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text in memory could not be written", e);
    }
  }

  /** What surrounds the records, and in their place the records. */
  private void shell(XmlTreeWriter writer, ObjectNode at, XmlNames names, int depth)
      throws XMLStreamException, Unwritable {
    String next = plan.each().get(depth);
    boolean last = depth + 1 == plan.each().size();
    writer.attributes(at, names);
    if (at.has(Names.TEXT)) {
      throw TreeFaults.name();
    }
    boolean done = false;
    for (Map.Entry<String, JsonNode> field : at.properties()) {
      String name = field.getKey();
      if (name.startsWith(Names.ATTRIBUTE)) {
        continue;
      }
      if (!name.equals(next)) {
        writer.element(name, field.getValue(), names, depth + 1);
      } else if (!last && field.getValue() instanceof ObjectNode inner) {
        wrapped(writer, inner, names, depth + 1);
        done = true;
      } else {
        throw TreeFaults.name();
      }
    }
    if (last) {
      for (String record : records) {
        writer.raw(record);
      }
    } else if (!done) {
      wrapped(writer, at.objectNode(), names, depth + 1);
    }
    writer.indent(depth);
  }

  private void wrapped(XmlTreeWriter writer, ObjectNode inner, XmlNames names, int depth)
      throws XMLStreamException, Unwritable {
    String name = plan.each().get(depth - 1);
    writer.indent(depth);
    writer.xml().writeStartElement(names.qualified(name));
    shell(writer, inner, names.below(name), depth);
    writer.xml().writeEndElement();
  }
}
