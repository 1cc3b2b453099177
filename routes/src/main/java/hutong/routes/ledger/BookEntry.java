package hutong.routes.ledger;

import java.util.UUID;

/**
 * One record in a book.
 *
 * @param outcome {@code A} accepted or superseded, {@code R} rejected, {@code O} receipted and
 *     still open
 */
public record BookEntry(UUID id, char outcome) {
  public static final char ACCEPTED = 'A';
  public static final char REJECTED = 'R';
  public static final char OPEN = 'O';

  /** In place of an outcome where a book does not have a record. */
  public static final char NONE = '-';
}
