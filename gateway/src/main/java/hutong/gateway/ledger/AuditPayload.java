package hutong.gateway.ledger;

import hutong.certs.Digest;
import hutong.certs.Opener;
import hutong.certs.PayloadKey;
import hutong.certs.Untrusted;
import hutong.gateway.ledger.AuditTransfers.Stored;
import hutong.routes.ledger.TransferFacts;
import hutong.schemas.ReceivedExchange;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Header;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Decrypts a payload, recomputes its digest, and compares the header that was signed. */
final class AuditPayload {
  private final Sql sql;
  private final Bodies bodies;
  private final AuditKeys keys;
  private final AuditColumns columns;

  AuditPayload(Sql sql, Bodies bodies, AuditKeys keys, AuditColumns columns) {
    this.columns = columns;
    this.sql = sql;
    this.bodies = bodies;
    this.keys = keys;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Payload(String role, byte[] body, byte[] wrapped) {}

  List<AuditFinding> check(Stored one, Set<String> named) throws SQLException {
    Optional<Payload> found =
        sql.first(
            "SELECT p.role, p.body, k.wrapped FROM payload p"
                + " LEFT JOIN payload_key k ON k.transfer = p.transfer WHERE p.transfer = ?",
            row -> new Payload(row.text(1), row.bytes(2), row.bytes(3)),
            one.key());
    if (found.isEmpty()) {
      return bad("payload", one, "is missing, and nothing says why");
    }
    Payload payload = found.get();
    if (PayloadKey.encrypted(payload.body)) {
      if (payload.wrapped == null) {
        return bad("payload_key", one, "is missing, and nothing says why");
      }
      try {
        var unused = keys.vault().key(payload.wrapped);
      } catch (Untrusted changed) {
        return bad("payload_key", one, "is not what was written");
      }
    }
    byte[] plain;
    try {
      plain =
          bodies.openPayload(one.outbound(), one.id(), payload.role, payload.body, payload.wrapped);
    } catch (LedgerFailure changed) {
      return bad("payload", one, "is not what was written there, or is under another key");
    }
    return payload.role.equals(Bodies.SIGNED) ? signed(one, plain, named) : unsigned(one, plain);
  }

  private List<AuditFinding> unsigned(Stored one, byte[] record) {
    byte[] content = one.contentDigest();
    return content == null || Arrays.equals(content, keys.indexes().content(record))
        ? List.of()
        : bad("payload", one, "is not the content that the transfer names");
  }

  private List<AuditFinding> signed(Stored one, byte[] signedData, Set<String> named)
      throws SQLException {
    byte[] document;
    try {
      document = Opener.contentOfOwnStored(signedData);
    } catch (IllegalArgumentException unreadable) {
      return bad("payload", one, "is no SignedData");
    }
    if (!digested(document, one.digest())) {
      return bad("payload", one, "does not have the digest that the transfer names");
    }
    String content = EventContent.of(one.digest(), Event.sha256(signedData));
    if (named.stream().anyMatch(each -> each.startsWith(one.digest() + " "))
        && !named.contains(content)) {
      return bad("payload", one, "is not the SignedData that its events name");
    }
    try {
      ReceivedExchange read = keys.documents().readExchange(document);
      String fault =
          fits(read.header(), one.facts())
              ? columns.fault(one, read, signedData)
              : "is not what the signed header says";
      return fault == null ? List.of() : bad("transfer", one, fault);
    } catch (RefusedInput unreadable) {
      // A record that was refused for what it is.
      return List.of();
    }
  }

  private static boolean digested(byte[] document, String digest) {
    try {
      Digest said = Digest.parse(digest == null ? "" : digest);
      return Digest.of(said.algorithm(), document).equals(said);
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  private static boolean fits(Header header, TransferFacts facts) {
    return header.getId().equals(facts.id())
        && header.getFrom().equals(facts.from())
        && header.getTo().equals(facts.to())
        && (header.getType().equals(facts.type())
            // Of a type that was not known when it was refused.
            || facts.type().equals(RecordTypes.UNKNOWN))
        && header.getSchemaVersion().equals(facts.schemaVersion())
        && header.getLegalBasis().equals(facts.legalBasis())
        && Objects.equals(header.getTargetDivision(), facts.targetDivision())
        && Objects.equals(header.getTargetDate(), facts.targetDate())
        && Objects.equals(header.getCorrelation(), facts.correlation())
        && header.getCreated().equals(facts.created())
        && header.getExpires().equals(facts.expires());
  }

  private static List<AuditFinding> bad(String table, Stored one, String what) {
    return List.of(new AuditFinding(table, String.valueOf(one.key()), what));
  }
}
