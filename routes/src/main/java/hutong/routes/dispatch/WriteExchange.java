package hutong.routes.dispatch;

import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.StreamPosition;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.Stream;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Puts a record under its header. The salt keeps the document's digest from being guessed. */
public final class WriteExchange {

  private static final int SALT_BYTES = 16;

  private final Documents documents;
  private final RecordTypes types;
  private final SecureRandom random = new SecureRandom();

  public WriteExchange(Documents documents, RecordTypes types) {
    this.documents = documents;
    this.types = types;
  }

  byte[] write(Outgoing.Unsigned unsigned) {
    return documents.writeExchange(header(unsigned.facts(), unsigned.stream()), unsigned.record());
  }

  private Header header(TransferFacts facts, StreamPosition position) {
    Header header = new Header();
    header.setId(facts.id());
    header.setFrom(facts.from());
    header.setTo(facts.to());
    header.setKind(types.of(facts.type()).orElseThrow().kind());
    header.setType(facts.type());
    header.setSchemaVersion(facts.schemaVersion());
    header.setCreated(facts.created());
    header.setExpires(facts.expires());
    header.setStream(stream(position));
    header.setCorrelation(facts.correlation());
    header.setLegalBasis(facts.legalBasis());
    header.setTargetDivision(facts.targetDivision());
    header.setTargetDate(facts.targetDate());
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    header.setSalt(HexFormat.of().formatHex(salt));
    return header;
  }

  private static Stream stream(StreamPosition position) {
    if (position == null) {
      return null;
    }
    Stream stream = new Stream();
    stream.setId(position.stream());
    stream.setNumber(position.number());
    if (position.predecessor() > 0) {
      stream.setPredecessor(position.predecessor());
    }
    stream.getSkipped().addAll(position.skipped());
    return stream;
  }
}
