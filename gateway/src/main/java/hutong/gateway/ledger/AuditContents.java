package hutong.gateway.ledger;

import hutong.certs.PayloadVault;
import hutong.routes.ledger.Content;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Decrypts the contents of attachments that transfers name, and recomputes their digests. */
final class AuditContents {
  private final Sql sql;
  private final StoredPieces pieces;
  private final List<AuditFinding> findings;

  AuditContents(Sql sql, PayloadVault vault, List<AuditFinding> findings) {
    this.sql = sql;
    this.pieces = new StoredPieces(vault);
    this.findings = findings;
  }

  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Stored(long key, byte[] digest, int size, int pieces) {}

  void run() throws SQLException {
    List<Stored> named =
        sql.list(
            "SELECT key, digest, size, pieces FROM attachment WHERE claims > 0 ORDER BY key",
            row ->
                new Stored(row.number(1), row.bytes(2), (int) row.number(3), (int) row.number(4)));
    for (Stored each : named) {
      check(each);
    }
  }

  private void check(Stored one) throws SQLException {
    MessageDigest whole = sha256();
    for (int number = 0; number < one.pieces; number++) {
      try {
        whole.update(pieces.read(sql, new Content(one.key, one.size), number));
      } catch (LedgerFailure changed) {
        long key = StoredPieces.key(one.key, number);
        findings.add(new AuditFinding("piece", String.valueOf(key), changed.getMessage()));
        return;
      }
    }
    if (!Arrays.equals(whole.digest(), one.digest)) {
      findings.add(
          new AuditFinding("attachment", String.valueOf(one.key), "does not have its digest"));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
