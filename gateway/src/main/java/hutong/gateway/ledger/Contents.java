package hutong.gateway.ledger;

import hutong.routes.ledger.Piece;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** The rows of contents: whose they are, and how much of each is here. */
record Contents(Sql sql) {

  /** Owner of what is about to be deleted: nobody finds it any more. */
  static final String GONE = "gone";

  record Found(long key, int size, long pieces, long have) {
    boolean whole() {
      return have == pieces;
    }
  }

  static String system(String name) {
    return "system:" + name;
  }

  static String node(String id) {
    return "node:" + id;
  }

  static byte[] bytes(String digest) {
    return HexFormat.of().parseHex(digest);
  }

  Optional<Found> find(String owner, String digest) throws SQLException {
    return sql.first(
        "SELECT key, size, pieces, have FROM attachment WHERE owner = ? AND digest = ?",
        row -> new Found(row.number(1), (int) row.number(2), row.number(3), row.number(4)),
        owner,
        bytes(digest));
  }

  /**
   * Whether so much more may be here that no transfer names; small ones count as a piece.
   *
   * @param most octets
   */
  boolean room(String owner, int size, long most) throws SQLException {
    long pieces =
        sql.first(
                "SELECT SUM(pieces) FROM attachment WHERE owner = ? AND claims = 0",
                row -> row.number(1),
                owner)
            .orElse(0L);
    return (pieces + Piece.count(size)) * Piece.BYTES <= most;
  }

  /**
   * Adds a content of which nothing is here.
   *
   * @param digest null until it is known
   */
  Found add(long key, String owner, String digest, int size, Instant now) throws SQLException {
    int pieces = Piece.count(size);
    sql.update(
        "INSERT INTO attachment (key, owner, digest, size, pieces, have, claims, kept)"
            + " VALUES (?, ?, ?, ?, ?, 0, 0, ?)",
        key,
        owner,
        digest == null ? null : bytes(digest),
        size,
        pieces,
        now);
    return new Found(key, size, pieces, 0);
  }

  void touch(long key, Instant now) throws SQLException {
    sql.update("UPDATE attachment SET kept = ? WHERE key = ?", now, key);
  }

  /** Nobody finds it any more, unless a transfer names it; it is deleted by and by. */
  void drop(long key) throws SQLException {
    sql.update(
        "UPDATE attachment SET owner = ?, digest = NULL WHERE key = ? AND claims = 0", GONE, key);
  }
}
