package hutong.gateway.ledger;

import hutong.certs.Checkpoint;
import hutong.certs.HashTree;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The leaves of a checkpoint's tree: the digest of each event, salted, so that a path through the
 * tree tells nothing of the events beside it.
 */
final class Leaves {
  private final byte[] seed;
  private final List<byte[]> hashes = new ArrayList<>();

  /**
   * @param seed 32 random octets of this checkpoint
   */
  Leaves(byte[] seed) {
    this.seed = seed;
  }

  static byte[] salt(byte[] seed, long index) {
    return Event.sha256(ByteBuffer.allocate(seed.length + 8).put(seed).putLong(index).array());
  }

  /** Adds events of one chain; returns the digest of the last. */
  byte[] add(Sql sql, String writer, long first, long last) throws SQLException {
    byte[][] newest = new byte[1][];
    int before = hashes.size();
    sql.list(
        "SELECT digest FROM event WHERE writer = ? AND number >= ? AND number <= ?"
            + " ORDER BY number",
        row -> {
          newest[0] = row.bytes(1);
          hashes.add(HashTree.leaf(salt(seed, hashes.size()), newest[0]));
          return null;
        },
        writer,
        first,
        last);
    if (hashes.size() - before != last - first + 1) {
      throw new LedgerFailure("events of writer " + writer + " are missing");
    }
    return newest[0];
  }

  /** Those that a checkpoint binds. */
  static Leaves of(Sql sql, Checkpoint checkpoint, byte[] seed) throws SQLException {
    Leaves leaves = new Leaves(seed);
    for (Checkpoint.Writer each : checkpoint.writers()) {
      if (each.last() >= each.first()) {
        var unused = leaves.add(sql, each.name(), each.first(), each.last());
      }
    }
    return leaves;
  }

  List<byte[]> hashes() {
    return hashes;
  }

  int size() {
    return hashes.size();
  }

  byte[] root() {
    return HashTree.root(hashes);
  }
}
