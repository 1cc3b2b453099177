package hutong.routes.reconcile;

import hutong.routes.Bells;
import hutong.routes.RateLimit;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Book;
import hutong.routes.ledger.BookEntry;
import hutong.routes.ledger.BookHour;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Reconciliation;
import hutong.schemas.hx.BookSummary;
import hutong.schemas.hx.BookWanted;
import hutong.schemas.hx.CheckpointHeld;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Hears what a partner says of the two books with it, and answers what it wants to know of this
 * node's. What makes no sense, or is more than one partner needs, is dropped.
 */
public final class HearBooks {

  /** As many entries as one document holds. */
  static final int MOST_ENTRIES = 2000;

  static final int ENTRY_BYTES = 17;
  private static final int BURST = 64;
  private static final Duration STEP = Duration.ofSeconds(2);
  private static final int SUMMARIES = 6;
  private static final Duration SUMMARIES_STEP = Duration.ofMinutes(1);

  private final String node;
  private final Ledger ledger;
  private final Reconciliation books;
  private final WriteControl write;
  private final Bells bells;
  private final RateLimit questions;
  private final RateLimit summaries;
  private final Clock clock;

  public HearBooks(String node, Ledger ledger, WriteControl write, Bells bells, Clock clock) {
    this.node = node;
    this.ledger = ledger;
    this.books = ledger.reconciliation();
    this.write = write;
    this.bells = bells;
    this.questions = new RateLimit(BURST, STEP, clock);
    this.summaries = new RateLimit(SUMMARIES, SUMMARIES_STEP, clock);
    this.clock = clock;
  }

  public void summary(String from, BookSummary said) {
    Instant now = clock.instant();
    Optional<Book> book = book(from, said.getSender());
    if (book.isEmpty()
        || !Hours.fit(said.getFrom(), said.getUntil(), now)
        || !summaries.allows(from)) {
      return;
    }
    List<BookHour> hours =
        said.getHour().stream()
            .filter(each -> within(each.getBegins(), said))
            .map(
                each ->
                    new BookHour(
                        each.getBegins(), each.getCount(), HexFormat.of().parseHex(each.getRoot())))
            .toList();
    books.said(
        new Reconciliation.Said(
            book.get(), said.getFrom(), said.getUntil(), hours, said.isAnswer(), now));
    if (said.getCheckpoint() != null) {
      checkpoint(from, said.getCheckpoint(), now);
    }
  }

  private static boolean within(Instant hour, BookSummary said) {
    return hour.equals(Hours.of(hour))
        && !hour.isBefore(said.getFrom())
        && hour.isBefore(said.getUntil());
  }

  /** So that nobody writes his book anew unseen. */
  private void checkpoint(String from, CheckpointHeld held, Instant now) {
    boolean same =
        books.keep(
            from,
            new Reconciliation.Held(held.getEpoch(), held.getNumber(), held.getDigest()),
            now);
    if (!same) {
      String about = held.getEpoch() + "/" + held.getNumber();
      ledger.warn(
          "BOOK_REWRITTEN " + from + " " + about,
          new Alarm(now, Alarm.Code.BOOK_REWRITTEN, from, about));
    }
  }

  public void wanted(String from, BookWanted wanted) {
    Optional<Book> book = book(from, wanted.getSender());
    Instant hour = wanted.getHour();
    Instant now = clock.instant();
    if (book.isEmpty()
        || !Hours.fit(hour, hour.plus(Duration.ofHours(1)), now)
        || !questions.allows(from)) {
      return;
    }
    byte[] part =
        wanted.getBucket() == null ? buckets(book.get(), wanted) : entries(book.get(), wanted);
    ledger.controls().put(from, part, now);
    bells.outbox(from).ring();
  }

  private byte[] buckets(Book book, BookWanted wanted) {
    return write.bookPart(book.partner(), wanted, books.buckets(book, wanted.getHour()), false);
  }

  private byte[] entries(Book book, BookWanted wanted) {
    List<BookEntry> entries =
        books.entries(
            book, wanted.getHour(), wanted.getBucket(), wanted.getAfter(), MOST_ENTRIES + 1);
    boolean more = entries.size() > MOST_ENTRIES;
    List<BookEntry> told = more ? entries.subList(0, MOST_ENTRIES) : entries;
    ByteBuffer content = ByteBuffer.allocate(told.size() * ENTRY_BYTES);
    for (BookEntry each : told) {
      content.putLong(each.id().getMostSignificantBits());
      content.putLong(each.id().getLeastSignificantBits());
      content.put((byte) each.outcome());
    }
    return write.bookPart(book.partner(), wanted, content.array(), more);
  }

  /** One of the two books with that partner; of others' it has nothing to say. */
  Optional<Book> book(String partner, String sender) {
    if (partner.equals(node)) {
      return Optional.empty();
    }
    if (sender.equals(node)) {
      return Optional.of(new Book(partner, true));
    }
    return sender.equals(partner) ? Optional.of(new Book(partner, false)) : Optional.empty();
  }
}
