package hutong.routes.reconcile;

import hutong.routes.Bells;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Book;
import hutong.routes.ledger.BookEntry;
import hutong.routes.ledger.Discrepancy;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Reconciliation;
import hutong.schemas.hx.BookPart;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Looks into an hour that differs: from the roots of its buckets to the records. What the partner's
 * signed receipt can settle is asked for at once; the rest is for a person.
 */
public final class FindDifferences {

  private static final int ROOT = 32;

  /** At a time; the rest when the partner speaks of that hour again. */
  private static final int MOST_BUCKETS = 32;

  private final Ledger ledger;
  private final Reconciliation books;
  private final HearBooks hear;
  private final WriteControl write;
  private final OpenQuestions questions;
  private final Bells bells;
  private final Clock clock;

  public FindDifferences(
      Ledger ledger,
      HearBooks hear,
      WriteControl write,
      OpenQuestions questions,
      Bells bells,
      Clock clock) {
    this.ledger = ledger;
    this.books = ledger.reconciliation();
    this.hear = hear;
    this.write = write;
    this.questions = questions;
    this.bells = bells;
    this.clock = clock;
  }

  public void find(String from, BookPart part) {
    Optional<Book> book = hear.book(from, part.getSender());
    if (book.isEmpty()
        || !questions.answered(
            new OpenQuestions.Question(
                book.get(), part.getHour(), part.getBucket(), part.getAfter()))) {
      return;
    }
    if (part.getBucket() == null) {
      buckets(book.get(), part);
    } else {
      entries(book.get(), part);
    }
  }

  private void buckets(Book book, BookPart part) {
    byte[] there = part.getContent();
    if (there.length != ROOT * Reconciliation.BUCKETS) {
      return;
    }
    byte[] here = books.buckets(book, part.getHour());
    int asked = 0;
    for (int bucket = 0; bucket < Reconciliation.BUCKETS && asked < MOST_BUCKETS; bucket++) {
      int at = bucket * ROOT;
      if (!Arrays.equals(here, at, at + ROOT, there, at, at + ROOT)) {
        ask(book, part.getHour(), bucket, null);
        asked++;
      }
    }
  }

  private void ask(Book book, Instant hour, int bucket, UUID after) {
    byte[] asks = write.bookWanted(book.partner(), book, hour, bucket, after);
    questions.asked(new OpenQuestions.Question(book, hour, bucket, after));
    ledger.controls().put(book.partner(), asks, clock.instant());
    bells.outbox(book.partner()).ring();
  }

  private void entries(Book book, BookPart part) {
    SortedMap<String, Character> there = read(part.getContent(), part.getBucket());
    UUID last = part.isMore() && !there.isEmpty() ? UUID.fromString(there.lastKey()) : null;
    SortedMap<String, Character> here = new TreeMap<>();
    for (BookEntry each :
        books.entries(book, part.getHour(), part.getBucket(), part.getAfter(), Integer.MAX_VALUE)) {
      if (last == null || each.id().toString().compareTo(last.toString()) <= 0) {
        here.put(each.id().toString(), each.outcome());
      }
    }
    List<Discrepancy> found = differences(part.getHour(), here, there);
    books.found(book, found);
    settle(book, found);
    if (last != null && books.room(book, part.getHour())) {
      ask(book, part.getHour(), part.getBucket(), last);
    }
  }

  private List<Discrepancy> differences(
      Instant hour, Map<String, Character> here, Map<String, Character> there) {
    Instant now = clock.instant();
    SortedMap<String, Character> all = new TreeMap<>(here);
    all.putAll(there);
    List<Discrepancy> found = new ArrayList<>();
    for (String id : all.keySet()) {
      char ours = here.getOrDefault(id, BookEntry.NONE);
      char theirs = there.getOrDefault(id, BookEntry.NONE);
      if (ours != theirs) {
        found.add(new Discrepancy(UUID.fromString(id), hour, ours, theirs, now));
      }
    }
    return found;
  }

  /** The recipient's receipts settle what the sender has not heard; it sends them when asked. */
  private void settle(Book book, List<Discrepancy> found) {
    if (!book.outbound()) {
      return;
    }
    List<UUID> unheard =
        found.stream()
            .filter(each -> each.there() != BookEntry.NONE && each.here() != each.there())
            .map(Discrepancy::id)
            .toList();
    for (int at = 0; at < unheard.size(); at += WriteControl.MOST) {
      List<UUID> some = unheard.subList(at, Math.min(unheard.size(), at + WriteControl.MOST));
      ledger
          .controls()
          .put(book.partner(), write.statusRequest(book.partner(), some), clock.instant());
    }
  }

  private static SortedMap<String, Character> read(byte[] content, int bucket) {
    SortedMap<String, Character> entries = new TreeMap<>();
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.remaining() >= HearBooks.ENTRY_BYTES) {
      UUID id = new UUID(bytes.getLong(), bytes.getLong());
      char outcome = (char) bytes.get();
      if ((id.getLeastSignificantBits() & 0xFF) == bucket) {
        entries.put(id.toString(), outcome);
      }
    }
    return entries;
  }
}
