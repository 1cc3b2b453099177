package hutong.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.schemas.hx.ArchivedCertificate;
import hutong.schemas.hx.ArrivalNotice;
import hutong.schemas.hx.CertificateCancelledNotice;
import hutong.schemas.hx.CertificateIssuedNotice;
import hutong.schemas.hx.CertificateVerificationReply;
import hutong.schemas.hx.CertificateVerificationRequest;
import hutong.schemas.hx.ClarificationReply;
import hutong.schemas.hx.ClarificationRequest;
import hutong.schemas.hx.Control;
import hutong.schemas.hx.Correction;
import hutong.schemas.hx.CustodyAcceptance;
import hutong.schemas.hx.CustodyHandover;
import hutong.schemas.hx.CustodyRefusal;
import hutong.schemas.hx.CustodyTransferred;
import hutong.schemas.hx.DepartureNotice;
import hutong.schemas.hx.Exchange;
import hutong.schemas.hx.Forward;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Inquiry;
import hutong.schemas.hx.InquiryReply;
import hutong.schemas.hx.LifeEventRegistration;
import hutong.schemas.hx.ObjectFactory;
import hutong.schemas.hx.Receipt;
import hutong.schemas.hx.Reminder;
import hutong.schemas.hx.ReminderReply;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.RosterSummary;
import hutong.schemas.hx.ServiceRecordNotice;
import hutong.schemas.hx.StatusChangeNotice;
import hutong.schemas.hx.Withdrawal;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/**
 * Reads and writes exchange documents, records and receipts; thread-safe, made once.
 *
 * <p>What is read has passed the schema; what is wrong is reported whole, with pointers and without
 * values. Most is read at a glance; the rest in one pass: parser, gate, schema, Java objects, for
 * XML and JSON alike.
 */
public final class Documents {
  static final List<Class<?>> RECORDS =
      List.of(
          ArrivalNotice.class,
          DepartureNotice.class,
          CertificateVerificationRequest.class,
          CertificateVerificationReply.class,
          StatusChangeNotice.class,
          ServiceRecordNotice.class,
          Inquiry.class,
          InquiryReply.class,
          CertificateIssuedNotice.class,
          CertificateCancelledNotice.class,
          LifeEventRegistration.class,
          CustodyHandover.class,
          CustodyAcceptance.class,
          CustodyRefusal.class,
          CustodyTransferred.class,
          RosterSummary.class,
          Correction.class,
          Withdrawal.class,
          ArchivedCertificate.class,
          Reminder.class,
          ReminderReply.class,
          ClarificationRequest.class,
          ClarificationReply.class,
          Forward.class);
  private static final byte[] OPEN =
      ("<exchange xmlns=\"" + Gate.NAMESPACE + "\">").getBytes(UTF_8);
  private static final byte[] CLOSE = "</exchange>".getBytes(UTF_8);
  private static final String DECLARATION = " xmlns=\"" + Gate.NAMESPACE + "\"";

  private final Limits limits;
  private final Map<String, Shape> records;
  private final Map<String, Shape> exchange = Map.of("exchange", Shape.of(Exchange.class));
  private final Map<String, Shape> receipt = Map.of("receipt", Shape.of(Receipt.class));
  private final Map<String, Shape> control = Map.of("control", Shape.of(Control.class));
  private final PlainReader plain;
  private final JsonEvents json;
  private final Pool<DocumentReader> readers;
  private final Pool<StoredReader> storedReaders;
  private final DocumentWriter writer;

  public Documents() {
    this(Limits.defaults());
  }

  public Documents(Limits limits) {
    this.limits = limits;
    this.records = shapes();
    JAXBContext context = context();
    Schema schema = schema();
    this.plain = new PlainReader(RECORDS, limits);
    this.json = new JsonEvents(limits);
    this.readers = new Pool<>(() -> new DocumentReader(context, schema, json, limits));
    this.storedReaders = new Pool<>(() -> new StoredReader(context));
    this.writer = new DocumentWriter(context, RECORDS);
  }

  /**
   * Reads one record.
   *
   * @param body UTF-8; XML with the type's element as root, or a JSON object with {@code type}
   */
  public ResidentRecord readRecord(byte[] body, Format format) throws RefusedInput {
    String text = Utf8.decode(body, limits.total());
    if (format == Format.JSON) {
      return readJson(json.parse(text));
    }
    ResidentRecord record = plain.record(text);
    return record == null ? (ResidentRecord) read(text, records).root() : record;
  }

  /**
   * Reads one record.
   *
   * @param record as its JSON, with {@code type}
   */
  public ResidentRecord readRecord(ObjectNode record) throws RefusedInput {
    return readJson(record);
  }

  private ResidentRecord readJson(JsonNode parsed) throws RefusedInput {
    ResidentRecord record = plain.record(parsed);
    if (record != null) {
      return record;
    }
    DocumentReader reader = readers.take();
    try {
      return (ResidentRecord) reader.readJson(parsed, records).root();
    } finally {
      readers.giveBack(reader);
    }
  }

  /** XML is a fragment: its root declares its own default namespace, no XML declaration. */
  public byte[] writeRecord(ResidentRecord record, Format format) {
    return format == Format.XML ? writer.xml(record) : writer.json(record);
  }

  /** Writes a record with only the given fields (JSON Pointers without array indices). */
  public byte[] restrict(ResidentRecord record, Set<String> fields, Format format) {
    Shape shape = records.get(record.getClass().getSimpleName());
    return writer.restricted(record, shape, fields, format);
  }

  /**
   * Puts header and record into one document without parsing the record again.
   *
   * @param recordXml as {@link #writeRecord} gives it; the caller answers for its being valid
   */
  public byte[] writeExchange(Header header, byte[] recordXml) {
    var out = new ByteArrayOutputStream(recordXml.length + 1_024);
    out.writeBytes(OPEN);
    out.writeBytes(writer.header(header));
    out.writeBytes(recordXml);
    out.writeBytes(CLOSE);
    return out.toByteArray();
  }

  /** Reads a whole exchange document; pointers lead into the header or into the record. */
  public ReceivedExchange readExchange(byte[] document) throws RefusedInput {
    String text = Utf8.decode(document, limits.total());
    PlainXml.Exchanged plainly = plain.exchange(text);
    if (plainly != null) {
      return agreeing(
          plainly.header(), plainly.record(), () -> standingAlone(plainly.recordText()));
    }
    DocumentReader.Read read = read(text, exchange);
    Exchange exchange = (Exchange) read.root();
    ResidentRecord record = exchange.getRecord();
    return agreeing(
        exchange.getHeader(),
        record,
        () -> read.prefixed() ? writer.xml(record) : standingAlone(RecordSlice.of(text)));
  }

  private static ReceivedExchange agreeing(
      Header header, ResidentRecord record, Supplier<byte[]> recordXml) throws RefusedInput {
    if (!header.getSchemaVersion().startsWith("1.")) {
      throw new RefusedInput(List.of(Faults.version("/header/schemaVersion")));
    }
    if (!header.getType().equals(record.getClass().getSimpleName())) {
      throw new RefusedInput(List.of(Faults.unknownRoot("/header/type")));
    }
    return new ReceivedExchange(header, record, recordXml.get());
  }

  /**
   * Reads the record of an exchange document that {@link #readExchange} read before it was stored;
   * never for bytes from outside.
   */
  public ResidentRecord readStored(byte[] document) {
    String text = new String(document, UTF_8);
    PlainXml.Exchanged plainly = plain.exchange(text);
    if (plainly != null) {
      return plainly.record();
    }
    StoredReader reader = storedReaders.take();
    try {
      return reader.read(text).getRecord();
    } finally {
      storedReaders.giveBack(reader);
    }
  }

  public byte[] writeReceipt(Receipt receipt) {
    return writer.receipt(receipt);
  }

  public Receipt readReceipt(byte[] document) throws RefusedInput {
    String text = Utf8.decode(document, limits.bytes());
    Receipt plainly = plain.receipt(text);
    return plainly == null ? (Receipt) read(text, receipt).root() : plainly;
  }

  public byte[] writeControl(Control control) {
    return writer.control(control);
  }

  public Control readControl(byte[] document) throws RefusedInput {
    String text = Utf8.decode(document, limits.bytes());
    return (Control) read(text, control).root();
  }

  /** By type name: what each type of record may contain according to the schema. */
  static Map<String, Shape> shapes() {
    return RECORDS.stream().collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Shape::of));
  }

  private DocumentReader.Read read(String text, Map<String, Shape> roots) throws RefusedInput {
    DocumentReader reader = readers.take();
    try {
      return reader.readXml(text, roots);
    } finally {
      readers.giveBack(reader);
    }
  }

  private static byte[] standingAlone(String fragment) {
    int end = fragment.indexOf('>');
    if (fragment.lastIndexOf(Gate.NAMESPACE, end) >= 0) {
      return fragment.getBytes(UTF_8);
    }
    int name = 1;
    while (Character.isLetter(fragment.charAt(name))) {
      name++;
    }
    return (fragment.substring(0, name) + DECLARATION + fragment.substring(name)).getBytes(UTF_8);
  }

  static JAXBContext context() {
    try {
      return JAXBContext.newInstance(ObjectFactory.class);
    } catch (JAXBException e) {
      throw new IllegalStateException("the generated types do not bind", e);
    }
  }

  static Schema schema() {
    try {
      SchemaFactory factory = SchemaFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      try (var in = Documents.class.getResourceAsStream("hx-1.xsd")) {
        return factory.newSchema(new StreamSource(in));
      }
    } catch (SAXException | IOException e) {
      throw new IllegalStateException("hx-1.xsd is not a schema", e);
    }
  }
}
