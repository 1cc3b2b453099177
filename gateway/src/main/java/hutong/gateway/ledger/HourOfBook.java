package hutong.gateway.ledger;

import hutong.certs.HashTree;
import hutong.routes.ledger.Book;
import hutong.routes.ledger.BookEntry;
import hutong.routes.ledger.BookHour;
import hutong.routes.ledger.Reconciliation;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * The records of one hour of a book, 17 octets each: id and outcome, in buckets by the last octet
 * of the id. The root is over the buckets' roots, and theirs over their records by id.
 */
final class HourOfBook {
  private static final int ENTRY = 17;
  private static final byte[] EMPTY = new byte[32];

  /** What the recipient has receipted: both sides know it by then, or will when receipts arrive. */
  private static final String RECEIPTED =
      "SELECT id, state FROM transfer WHERE partner = ? AND outbound = ? AND created >= ?"
          + " AND created < ?";

  private final Instant begins;
  private final byte[][] buckets = new byte[Reconciliation.BUCKETS][];
  private final int[] sizes = new int[Reconciliation.BUCKETS];
  private long count;

  private HourOfBook(Instant begins) {
    this.begins = begins;
  }

  static HourOfBook read(Sql sql, Book book, Instant begins) throws SQLException {
    HourOfBook hour = new HourOfBook(begins);
    var unused =
        sql.list(
            RECEIPTED,
            row -> {
              hour.add(row.bytes(1), outcome(row.text(2)));
              return null;
            },
            book.partner(),
            book.outbound(),
            begins,
            begins.plus(Duration.ofHours(1)));
    return hour;
  }

  /** Both sides' states mean the same to both; {@code -} before it is receipted. */
  private static char outcome(String state) {
    return switch (state) {
      case "ACCEPTED", "SUPERSEDED" -> BookEntry.ACCEPTED;
      case "REJECTED" -> BookEntry.REJECTED;
      case "DELIVERED", "RECEIVED", "OFFERED", "PARKED" -> BookEntry.OPEN;
      default -> BookEntry.NONE;
    };
  }

  private void add(byte[] id, char outcome) {
    if (outcome == BookEntry.NONE || id.length != ENTRY - 1) {
      return;
    }
    int bucket = id[ENTRY - 2] & 0xFF;
    byte[] entries = buckets[bucket];
    int at = sizes[bucket] * ENTRY;
    if (entries == null) {
      entries = new byte[ENTRY * 4];
    } else if (at == entries.length) {
      entries = Arrays.copyOf(entries, entries.length * 2);
    }
    System.arraycopy(id, 0, entries, at, ENTRY - 1);
    entries[at + ENTRY - 1] = (byte) outcome;
    buckets[bucket] = entries;
    sizes[bucket]++;
    count++;
  }

  long count() {
    return count;
  }

  BookHour figures() {
    List<byte[]> roots = new ArrayList<>(Reconciliation.BUCKETS);
    for (int bucket = 0; bucket < Reconciliation.BUCKETS; bucket++) {
      roots.add(root(bucket));
    }
    return new BookHour(begins, count, HashTree.root(roots));
  }

  byte[] roots() {
    ByteBuffer roots = ByteBuffer.allocate(Reconciliation.BUCKETS * EMPTY.length);
    for (int bucket = 0; bucket < Reconciliation.BUCKETS; bucket++) {
      roots.put(root(bucket));
    }
    return roots.array();
  }

  private byte[] root(int bucket) {
    if (sizes[bucket] == 0) {
      return EMPTY;
    }
    List<byte[]> leaves = new ArrayList<>(sizes[bucket]);
    sorted(bucket).forEach(entry -> leaves.add(HashTree.leaf(entry)));
    return HashTree.root(leaves);
  }

  private List<byte[]> sorted(int bucket) {
    List<byte[]> entries = new ArrayList<>(sizes[bucket]);
    for (int i = 0; i < sizes[bucket]; i++) {
      entries.add(Arrays.copyOfRange(buckets[bucket], i * ENTRY, (i + 1) * ENTRY));
    }
    entries.sort(Arrays::compareUnsigned);
    return entries;
  }

  /**
   * Records of one bucket by id, as hexadecimal text sorts them too.
   *
   * @param after null from the beginning
   */
  List<BookEntry> entries(int bucket, UUID after, int max) {
    byte[] from = after == null ? new byte[0] : Sql.bytes(after);
    return sorted(bucket).stream()
        .filter(
            entry ->
                after == null
                    || Arrays.compareUnsigned(entry, 0, ENTRY - 1, from, 0, from.length) > 0)
        .limit(max)
        .map(
            entry ->
                new BookEntry(Sql.uuid(Arrays.copyOf(entry, ENTRY - 1)), (char) entry[ENTRY - 1]))
        .toList();
  }
}
