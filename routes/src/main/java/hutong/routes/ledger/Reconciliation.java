package hutong.routes.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The books of each pair of nodes: what this ledger says, what the partner has said, and how that
 * compared. A book has the records that the recipient has receipted; both sides read it in the same
 * way. Reading takes one hour into memory at a time.
 */
public interface Reconciliation {

  int BUCKETS = 256;

  /** What a partner has said of one book, to be compared. */
  record Said(
      Book book,
      Instant from,
      Instant until,
      List<BookHour> hours,
      boolean answer,
      Instant heard) {}

  /** The newest checkpoint of a ledger. */
  record Held(long epoch, long number, String digest) {}

  /** An hour to be looked into. */
  record Doubt(Book book, Instant hour) {}

  /** The hours of a book that have records, oldest first. */
  List<BookHour> hours(Book book, Instant from, Instant until);

  /**
   * A root for each value of the last octet of an id: 32 octets each, zeros where there is none.
   */
  byte[] buckets(Book book, Instant hour);

  /**
   * Records of one bucket, by id.
   *
   * @param after null from the beginning
   */
  List<BookEntry> entries(Book book, Instant hour, int bucket, UUID after, int max);

  /** Of these, to whom no summary has gone since; of several replicas, one is told. */
  List<String> due(Collection<String> partners, Instant since);

  void sent(String partner, Instant now);

  /** Whoever asks by hand: as if no summary had gone yet. */
  void wanted(String partner, Instant now);

  /** Keeps what a partner has said until it is compared; at most a few at a time of each. */
  void said(Said said);

  /** What waits to be compared, the oldest first; of several replicas, one is told. */
  Optional<Said> next();

  /** Keeps what came of it. */
  void compared(Said said, List<Reconciled> hours);

  /** Hours that differ and were not looked into since the partner last spoke of them. */
  List<Doubt> doubts(int max, Instant now);

  /** Whether more records of that hour may be noted that differ: a person looks at no more. */
  boolean room(Book book, Instant hour);

  void found(Book book, List<Discrepancy> found);

  /** Partners that have not spoken of a book up to that instant, of these. */
  List<Book> silent(Collection<String> partners, Instant until);

  /** How hours compared, the newest first. */
  List<Reconciled> standing(String partner, int max);

  List<Discrepancy> discrepancies(String partner, int max);

  /** When a partner last spoke of either book; empty if never. */
  Optional<Instant> heard(String partner);

  Optional<Held> checkpoint();

  /**
   * Keeps what a partner says of its own checkpoints.
   *
   * @return false if it has said otherwise before: it has another book now
   */
  boolean keep(String partner, Held held, Instant now);
}
