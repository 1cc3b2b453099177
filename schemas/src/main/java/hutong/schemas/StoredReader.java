package hutong.schemas;

import hutong.schemas.hx.Exchange;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads exchange documents that passed the schema before they were stored: parsed as safely as any,
 * not validated once more. Used by one thread at a time.
 */
final class StoredReader {
  private final XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
  private final Unmarshaller binder;

  StoredReader(JAXBContext context) {
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      binder = context.createUnmarshaller();
    } catch (JAXBException e) {
      throw new IllegalStateException("the generated types do not bind", e);
    }
  }

  Exchange read(String text) {
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
      return binder.unmarshal(reader, Exchange.class).getValue();
    } catch (XMLStreamException | JAXBException e) {
      throw new IllegalStateException("a stored document can no longer be read", e);
    }
  }
}
