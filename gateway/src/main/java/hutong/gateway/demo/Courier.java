package hutong.gateway.demo;

import com.fasterxml.uuid.Generators;
import hutong.certs.ContentKind;
import hutong.certs.NodeKeys;
import hutong.certs.Operations;
import hutong.certs.Sealer;
import hutong.certs.Suites;
import hutong.gateway.broker.NodeBrokers;
import hutong.gateway.broker.TlsStores;
import hutong.gateway.demo.people.Region;
import hutong.gateway.node.Home;
import hutong.routes.Bundle;
import hutong.routes.Hints;
import hutong.routes.QueueNames;
import hutong.schemas.Format;
import hutong.schemas.RecordType;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Place;
import hutong.schemas.hx.ResidentRecord;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Somebody inside a member with that member's real keys, who puts envelopes into others' inboxes
 * past the member's own gateway.
 */
final class Courier implements AutoCloseable {

  private static final Duration VALIDITY = Duration.ofDays(3);
  private static final String HINT_PREFIX = "hutong_";
  private static final int SALT_BYTES = 16;

  /**
   * A sealed record.
   *
   * @param bytes as they go over the wire
   */
  record Envelope(UUID id, Region to, byte[] bytes) {}

  private final Region as;
  private final Network network;
  private final Sealer sealer;
  private final NodeBrokers brokers;

  Courier(Region as, Network network) throws IOException {
    this.as = as;
    this.network = network;
    Home home = network.home(as);
    char[] secret = home.secret(Map.of()).characters();
    NodeKeys keys = NodeKeys.load(home.keys(), secret);
    this.sealer =
        new Sealer(keys, network::directory, Suites.standard(), network.clock(), new Operations());
    TlsStores tls =
        new TlsStores(
            NodeKeys.tlsKeyStore(home.keys()),
            NodeKeys.tlsTrustStore(home.keys()),
            new String(secret));
    this.brokers =
        new NodeBrokers(as.node(), "", tls, "", network::directory, (broker, member) -> true);
  }

  /** Signs and seals a record as the member's gateway would, whatever is in it. */
  Envelope seal(ResidentRecord record, Region to) {
    Header header = header(record, to);
    byte[] xml = network.canon().documents().writeRecord(record, Format.XML);
    byte[] document = network.canon().documents().writeExchange(header, xml);
    byte[] signed = sealer.sign(document, ContentKind.EXCHANGE, to.node()).bytes();
    byte[] sealed = sealer.seal(signed, network.directory().member(to.node()).orElseThrow());
    return new Envelope(header.getId(), to, sealed);
  }

  /** Puts it into the recipient's inbox, over TCP with the member's TLS key. */
  void deliver(Envelope envelope) throws JMSException {
    try (Connection connection = brokers.open(envelope.to().node())) {
      Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
      BytesMessage message = session.createBytesMessage();
      message.writeBytes(Bundle.write(List.of(envelope.bytes())));
      for (Map.Entry<String, String> hint :
          Hints.of(as.node(), envelope.to().node(), 1).entrySet()) {
        message.setStringProperty(HINT_PREFIX + hint.getKey(), hint.getValue());
      }
      session
          .createProducer(session.createQueue(QueueNames.inbox(envelope.to().node())))
          .send(message);
      session.commit();
    }
  }

  @Override
  public void close() {
    brokers.close();
  }

  private Header header(ResidentRecord record, Region to) {
    RecordType type = network.canon().types().of(record);
    Place target = RecordType.place(record, type.addressee(record)).orElseThrow();
    Instant now = network.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    Header header = new Header();
    header.setId(Generators.timeBasedEpochRandomGenerator().generate());
    header.setFrom(as.node());
    header.setTo(to.node());
    header.setKind(type.kind());
    header.setType(type.name());
    header.setSchemaVersion("1.0");
    header.setCreated(now);
    header.setExpires(now.plus(VALIDITY));
    header.setLegalBasis(record.getLegalBasis());
    header.setTargetDivision(target.getDivision());
    header.setTargetDate(target.getAsOf());
    header.setSalt(HexFormat.of().formatHex(salt));
    return header;
  }
}
