package hutong.gateway.endtoend;

import com.fasterxml.uuid.Generators;
import hutong.certs.BrokerAddress;
import hutong.certs.ContentKind;
import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Operations;
import hutong.certs.Sealer;
import hutong.certs.Suites;
import hutong.gateway.broker.NodeBrokers;
import hutong.gateway.broker.TlsStores;
import hutong.gateway.node.Home;
import hutong.routes.QueueNames;
import hutong.routes.WriteControl;
import hutong.routes.WriteReceipt;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Interim;
import hutong.routes.ledger.LedgerPosition;
import hutong.routes.ledger.ReceiptFacts;
import hutong.routes.ledger.TransferId;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Kind;
import hutong.schemas.hx.ResidentRecord;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A member with valid keys and bad intentions, who goes past its own gateway. */
final class Rogue implements AutoCloseable {

  private final String as;
  private final Documents documents = new Documents();
  private final Supplier<Directory> directory;
  private final NodeKeys keys;
  private final Sealer sealer;
  private final TlsStores stores;
  private final NodeBrokers brokers;

  Rogue(String as, Home home, Supplier<Directory> directory) throws Exception {
    this.as = as;
    this.directory = directory;
    char[] secret = home.secret(Map.of()).characters();
    this.keys = NodeKeys.load(home.keys(), secret);
    this.sealer =
        new Sealer(keys, directory, Suites.standard(), Clock.systemUTC(), new Operations());
    this.stores =
        new TlsStores(
            NodeKeys.tlsKeyStore(home.keys()),
            NodeKeys.tlsTrustStore(home.keys()),
            new String(secret));
    this.brokers = new NodeBrokers(as, "", stores, "", directory, (tls, member) -> true);
  }

  private Rogue(Rogue other, TlsStores stores, Sealer sealer) {
    this.as = other.as;
    this.directory = other.directory;
    this.keys = other.keys;
    this.sealer = sealer;
    this.stores = stores;
    this.brokers = new NodeBrokers(as, "", stores, "", directory, (tls, member) -> true);
  }

  /** The same with nothing to show: its key store holds no key. */
  Rogue withoutCertificate(Path folder) throws Exception {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    Path file = folder.resolve("empty.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      empty.store(out, stores.secret().toCharArray());
    }
    return new Rogue(this, new TlsStores(file, stores.trustStore(), stores.secret()), sealer);
  }

  /** The same with a clock that is wrong; closes like any other. */
  Rogue at(Duration off) {
    Clock clock = Clock.offset(Clock.systemUTC(), off);
    return new Rogue(
        this, stores, new Sealer(keys, directory, Suites.standard(), clock, new Operations()));
  }

  /** A record of its own kind, for the given source key. */
  ResidentRecord arrival(String key) throws Exception {
    return documents.readRecord(
        TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8), Format.JSON);
  }

  /** A header as this member's gateway would write it. */
  Header header(ResidentRecord record, String to) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Header header = new Header();
    header.setId(Generators.timeBasedEpochRandomGenerator().generate());
    header.setFrom(as);
    header.setTo(to);
    header.setKind(Kind.RECORD);
    header.setType(record.getClass().getSimpleName());
    header.setSchemaVersion("1.0");
    header.setCreated(now);
    header.setExpires(now.plus(Duration.ofDays(3)));
    header.setLegalBasis(record.getLegalBasis());
    header.setTargetDivision(record.getOrigin().getDivision());
    header.setTargetDate(record.getOrigin().getAsOf());
    header.setSalt("0123456789abcdef0123456789abcdef");
    return header;
  }

  byte[] document(Header header, ResidentRecord record) {
    return documents.writeExchange(header, documents.writeRecord(record, Format.XML));
  }

  /** A header over what is no record. */
  byte[] nonsense(Header header) {
    return documents.writeExchange(header, "<nonsense/>".getBytes(StandardCharsets.UTF_8));
  }

  /** Signed by this member and sealed for another, whatever the document is. */
  byte[] envelope(byte[] document, String to) {
    Member recipient = directory.get().member(to).orElseThrow();
    return sealer.seal(sealer.sign(document, ContentKind.EXCHANGE), recipient);
  }

  /** A piece of an attachment, or whatever else these octets are. */
  byte[] piece(byte[] frame, String to) {
    Member recipient = directory.get().member(to).orElseThrow();
    return sealer.seal(sealer.sign(frame, ContentKind.PIECE), recipient);
  }

  /** A record that names these scans. */
  ResidentRecord inquiry(String key, Scan... scans) throws Exception {
    return documents.readRecord(Scan.inquiry(key, scans), Format.JSON);
  }

  /** Asks a member about transfers, as a gateway would. */
  byte[] statusRequest(String to, List<UUID> ids) {
    return new WriteControl(as, documents, sealer, Clock.systemUTC()).statusRequest(to, ids);
  }

  /** Claims that some envelope could not be read. */
  byte[] unreadable(String to) {
    return new WriteControl(as, documents, sealer, Clock.systemUTC())
        .unreadable(to, List.of("ab".repeat(32)), 1);
  }

  /** Denies ever having received a transfer. */
  byte[] notKnown(String to, UUID id) {
    return new WriteControl(as, documents, sealer, Clock.systemUTC())
        .interimStatus(to, List.of(new Interim(id, null, null)));
  }

  /** Says, as this member's gateway or in another's name, that a node was restored to yesterday. */
  byte[] restored(String name, String to, long epoch) {
    Instant point = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(Duration.ofDays(1));
    return new WriteControl(name, documents, sealer, Clock.systemUTC()).restored(to, epoch, point);
  }

  /** Signed by this member, and not sealed. */
  byte[] signed(byte[] document) {
    return sealer.sign(document, ContentKind.EXCHANGE);
  }

  /** Sealed for a member, whatever it is and whoever signed it. */
  byte[] sealed(byte[] signedData, String to) {
    return sealer.seal(signedData, directory.get().member(to).orElseThrow());
  }

  /** Claims to have received, and accepted, what a sender sent; whoever it was sent to. */
  byte[] acceptance(String sender, UUID id, String digest) {
    Instant now = Instant.now();
    return new WriteReceipt(as, documents, sealer)
        .write(
            List.of(
                new ReceiptFacts(
                    new TransferId(sender, id),
                    digest,
                    true,
                    InboundState.ACCEPTED,
                    now,
                    now,
                    null,
                    null,
                    new LedgerPosition(1, "w1", 1, "f".repeat(64)))))
        .get(0);
  }

  TlsStores stores() {
    return stores;
  }

  /** Puts bytes into a queue of a member's, many times over. */
  void put(byte[] bytes, String to, String queue, int times) throws JMSException {
    try (Connection connection = brokers.open(to);
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue(queue))) {
      for (int i = 0; i < times; i++) {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(bytes);
        message.setStringProperty("hutong_from", as);
        message.setStringProperty("hutong_to", to);
        producer.send(message);
      }
      session.commit();
    }
  }

  /** Puts bytes into a member's inbox with these hints. */
  void put(byte[] bytes, String to, String hintFrom, String hintTo) throws JMSException {
    try (Connection connection = brokers.open(to);
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(bytes);
      message.setStringProperty("hutong_from", hintFrom);
      message.setStringProperty("hutong_to", hintTo);
      session.createProducer(session.createQueue(QueueNames.inbox(to))).send(message);
      session.commit();
    }
  }

  /** With true hints, and this claim of where it stands in a trace. */
  void putTraced(byte[] envelope, String to, String traceparent) throws JMSException {
    try (Connection connection = brokers.open(to);
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(envelope);
      message.setStringProperty("hutong_from", as);
      message.setStringProperty("hutong_to", to);
      message.setStringProperty("hutong_traceparent", traceparent);
      session.createProducer(session.createQueue(QueueNames.inbox(to))).send(message);
      session.commit();
    }
  }

  void put(byte[] envelope, String to) throws JMSException {
    put(envelope, to, as, to);
  }

  Connection connect(String to) throws JMSException {
    return brokers.open(to);
  }

  /** With a name and a password beside its certificate. */
  Connection connect(String to, String user, String password) throws JMSException {
    BrokerAddress address =
        BrokerAddress.list(directory.get().member(to).orElseThrow().broker()).get(0);
    String url =
        "tcp://%s:%d?sslEnabled=true;enabledProtocols=TLSv1.3;keyStoreType=PKCS12;keyStorePath=%s"
            .formatted(address.host(), address.port(), stores.keyStore());
    url +=
        ";keyStorePassword=%s;trustStoreType=PKCS12;trustStorePath=%s;trustStorePassword=%s"
            .formatted(stores.secret(), stores.trustStore(), stores.secret());
    try (ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(url)) {
      return factory.createConnection(user, password);
    }
  }

  @Override
  public void close() {
    brokers.close();
  }
}
