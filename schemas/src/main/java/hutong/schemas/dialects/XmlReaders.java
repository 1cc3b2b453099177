package hutong.schemas.dialects;

import hutong.schemas.RefusedInput;
import java.io.StringReader;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Keeps XML parsers that open nothing outside the text; for many threads. */
final class XmlReaders {
  private final Queue<XMLInputFactory> idle = new ConcurrentLinkedQueue<>();

  List<PartnerRecord> read(String text, XmlPlan plan) throws RefusedInput {
    XmlEntrance.noDoctype(text);
    XMLInputFactory one = idle.poll();
    XMLInputFactory parsers = one == null ? safe() : one;
    try {
      XMLStreamReader xml = parsers.createXMLStreamReader(new StringReader(text));
      List<PartnerRecord> records = new XmlTreeReader(xml, plan).document();
      xml.close();
      idle.add(parsers); // After a fault it is dropped: what it keeps may be in disorder.
      return records;
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
      throw TreeFaults.refused(
          "xml",
          "第 " + line + " 行不是有效的 XML 1.0,请更正。",
          "Line " + line + " is not well-formed XML 1.0: mend it.");
    }
  }

  private static XMLInputFactory safe() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setProperty("reuse-instance", true);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing outside the document is read");
        });
    return factory;
  }
}
