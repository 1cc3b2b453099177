package hutong.schemas;

import static hutong.schemas.RejectionCode.NOT_WELL_FORMED;
import static hutong.schemas.RejectionCode.SCHEMA_INVALID;

import com.fasterxml.jackson.databind.JsonNode;
import hutong.schemas.hx.Exchange;
import hutong.schemas.hx.Header;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import jakarta.xml.bind.UnmarshallerHandler;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.validation.Schema;
import javax.xml.validation.ValidatorHandler;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;

/** Reads one document at a time in one pass: parser, gate, schema, Java objects. */
final class DocumentReader {
  private static final String FEATURES = "http://xml.org/sax/features/";
  private static final String APACHE = "http://apache.org/xml/features/";

  /**
   * What one pass gave.
   *
   * @param prefixed whether a name had a prefix, so that a part of the text may not stand alone
   */
  record Read(Object root, boolean prefixed) {}

  private final XMLReader parser;
  private final ValidatorHandler validator;
  private final JAXBContext context;
  private Unmarshaller binder;
  private final Gate gate;
  private final JsonEvents json;
  private boolean unbound;

  DocumentReader(JAXBContext context, Schema schema, JsonEvents json, Limits limits) {
    try {
      this.validator = schema.newValidatorHandler();
      this.gate = new Gate(limits, validator);
      this.parser = parser();
      parser.setContentHandler(gate);
      parser.setErrorHandler(new FirstFault());
      parser.setProperty("http://xml.org/sax/properties/lexical-handler", gate);
      this.context = context;
      this.binder = binder();
      this.json = json;
    } catch (JAXBException | SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("the platform's XML parser lacks a safety feature", e);
    }
  }

  private static XMLReader parser() throws SAXException, ParserConfigurationException {
    SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
    factory.setXIncludeAware(false);
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature(APACHE + "disallow-doctype-decl", true);
    factory.setFeature(APACHE + "nonvalidating/load-external-dtd", false);
    factory.setFeature(FEATURES + "external-general-entities", false);
    factory.setFeature(FEATURES + "external-parameter-entities", false);
    return factory.newSAXParser().getXMLReader();
  }

  private Unmarshaller binder() throws JAXBException {
    Unmarshaller made = context.createUnmarshaller();
    // What does not bind was refused by the schema before; that report is the better one.
    made.setEventHandler(
        event -> {
          unbound = true;
          return true;
        });
    return made;
  }

  /** What sends a document through the gate. */
  private interface Sending {
    void send() throws SAXException, IOException;
  }

  Read readXml(String text, Map<String, Shape> roots) throws RefusedInput {
    return read(() -> parser.parse(new InputSource(new StringReader(text))), Format.XML, roots);
  }

  /** Reads JSON that is parsed already. */
  Read readJson(JsonNode parsed, Map<String, Shape> roots) throws RefusedInput {
    return read(() -> json.send(parsed, gate), Format.JSON, roots);
  }

  private Read read(Sending document, Format format, Map<String, Shape> roots) throws RefusedInput {
    boolean whole = false;
    try {
      Read read = readWith(document, format, roots);
      whole = true;
      return read;
    } finally {
      if (!whole) { // It keeps what it was at, and would mix it into the next document.
        renewBinder();
      }
    }
  }

  private void renewBinder() {
    try {
      binder = binder();
    } catch (JAXBException e) {
      throw new IllegalStateException("the schema's types do not follow the schema", e);
    }
  }

  private Read readWith(Sending document, Format format, Map<String, Shape> roots)
      throws RefusedInput {
    gate.reset(roots);
    unbound = false;
    UnmarshallerHandler sink = binder.getUnmarshallerHandler();
    validator.setContentHandler(sink);
    try {
      document.send();
    } catch (Gate.Stop stop) {
      throw new RefusedInput(gate.violations());
    } catch (SAXParseException e) {
      throw new RefusedInput(List.of(notWellFormed(e)));
    } catch (SAXException e) {
      if (format == Format.XML) {
        throw new RefusedInput(List.of(notWellFormed())); // So the parser fails at a late DOCTYPE.
      }
      throw new IllegalStateException("the schema's types do not follow the schema", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!gate.violations().isEmpty()) {
      throw new RefusedInput(gate.violations(), soundHeader(sink));
    }
    if (unbound) { // A value would be missing from the object, unnoticed.
      throw new RefusedInput(List.of(unreadable()));
    }
    try {
      Object root = sink.getResult();
      return new Read(
          root instanceof JAXBElement<?> element ? element.getValue() : root, gate.prefixed());
    } catch (JAXBException e) {
      throw new IllegalStateException("a valid document gave no object", e);
    }
  }

  /** Lets a refusal name the record it refuses: the header, if nothing speaks against it. */
  private Header soundHeader(UnmarshallerHandler sink) {
    boolean faulty = gate.violations().stream().anyMatch(each -> !inRecord(each.pointer()));
    try {
      return !faulty && sink.getResult() instanceof Exchange exchange ? exchange.getHeader() : null;
    } catch (JAXBException | IllegalStateException incomplete) {
      return null;
    }
  }

  private static boolean inRecord(String pointer) {
    return !pointer.isEmpty() && !pointer.startsWith("/header");
  }

  private static Violation notWellFormed(SAXParseException e) {
    boolean doctype = e.getMessage() != null && e.getMessage().contains("DOCTYPE");
    return doctype
        ? Violation.refuse(
            NOT_WELL_FORMED,
            "",
            "doctype",
            "不接受 DOCTYPE,请删除。",
            "A DOCTYPE is not taken: remove it.")
        : Violation.refuse(
            NOT_WELL_FORMED,
            "",
            "xml",
            "第 " + e.getLineNumber() + " 行不是有效的 XML。",
            "Line " + e.getLineNumber() + " is not well-formed XML 1.0.");
  }

  private static Violation notWellFormed() {
    return Violation.refuse(
        NOT_WELL_FORMED, "", "xml", "不是有效的 XML。", "This is not well-formed XML 1.0.");
  }

  private static Violation unreadable() {
    return Violation.refuse(
        SCHEMA_INVALID,
        "",
        "value",
        "有一个值无法读取,请按规定的格式书写日期和编号。",
        "A value can't be read: write dates and identifiers in the form that the schema gives.");
  }

  private static final class FirstFault implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
