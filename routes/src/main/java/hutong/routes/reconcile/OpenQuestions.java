package hutong.routes.reconcile;

import hutong.routes.ledger.Book;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** What partners were asked of their books and have not answered: nothing else is listened to. */
public final class OpenQuestions {

  private static final int MOST = 10_000;

  private record Question(Book book, Instant hour, Integer bucket, UUID after) {}

  private final Set<Question> open = new LinkedHashSet<>();

  /** The oldest go where there are too many: they are asked again another day. */
  synchronized void asked(Book book, Instant hour, Integer bucket, UUID after) {
    open.add(new Question(book, hour, bucket, after));
    if (open.size() > MOST) {
      open.remove(open.iterator().next());
    }
  }

  /** Whether that was asked and not answered before. */
  synchronized boolean answered(Book book, Instant hour, Integer bucket, UUID after) {
    return open.remove(new Question(book, hour, bucket, after));
  }
}
