package hutong.gateway.ledger;

import hutong.certs.PayloadVault;
import hutong.certs.Untrusted;
import hutong.routes.ledger.Content;
import hutong.routes.ledger.Piece;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * Pieces as they are stored: each a payload under a key of its own, bound to whose content it is a
 * piece of, its number and how many there are, so that none can be swapped, left out or cut off.
 */
final class StoredPieces {

  /** More than a content has pieces. */
  static final long PLACES = 1024;

  private final PayloadVault vault;

  StoredPieces(PayloadVault vault) {
    this.vault = vault;
  }

  static long key(long attachment, int number) {
    return attachment * PLACES + number;
  }

  byte[] lock(String owner, Piece piece) {
    return vault.encrypt(
        piece.bytes(), associated(owner, piece.digest(), piece.size(), piece.number()));
  }

  /** Throws if it is not there, or not what was stored there. */
  byte[] read(Sql sql, Content content, int number) throws SQLException {
    return sql.first(
            "SELECT a.owner, a.digest, p.body FROM attachment a JOIN piece p ON p.key = ?"
                + " WHERE a.key = ?",
            row -> open(row, content, number),
            key(content.key(), number),
            content.key())
        .orElseThrow(() -> new LedgerFailure("a piece of an attachment is gone"));
  }

  private byte[] open(Row row, Content content, int number) throws SQLException {
    String digest = HexFormat.of().formatHex(row.bytes(2));
    try {
      return vault.decrypt(row.bytes(3), associated(row.text(1), digest, content.size(), number));
    } catch (Untrusted changed) {
      throw new LedgerFailure("a stored piece is not what was stored there", changed);
    }
  }

  private static byte[] associated(String owner, String digest, int size, int number) {
    return ("piece|" + owner + "|" + digest + "|" + number + "|" + Piece.count(size))
        .getBytes(StandardCharsets.UTF_8);
  }
}
