package hutong.routes.reconcile;

import hutong.routes.ledger.Book;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What partners were asked of their books and have not answered: nothing else is listened to.
 * Controls may be lost, so each is asked again a few times.
 */
public final class OpenQuestions {

  private static final int MOST = 10_000;
  private static final int MOST_TIMES = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Clock clock;
  private final Map<Question, Asked> open = new LinkedHashMap<>();

  public OpenQuestions(Clock clock) {
    this.clock = clock;
  }

  /**
   * What a book has in an hour.
   *
   * @param bucket null for the roots of all
   * @param after null from the beginning
   */
  record Question(Book book, Instant hour, Integer bucket, UUID after) {}

  private record Asked(Instant at, int times) {}

  /** The oldest go where there are too many: they are asked again another day. */
  synchronized void asked(Question question) {
    open.put(question, new Asked(clock.instant(), 1));
    if (open.size() > MOST) {
      open.remove(open.keySet().iterator().next());
    }
  }

  /** Whether that was asked and not answered before. */
  synchronized boolean answered(Question question) {
    return open.remove(question) != null;
  }

  /** What is to be asked again now; each time after twice as long. */
  synchronized List<Question> late() {
    Instant now = clock.instant();
    List<Question> late = new ArrayList<>();
    for (Map.Entry<Question, Asked> each : open.entrySet()) {
      Asked asked = each.getValue();
      Duration patience = PATIENCE.multipliedBy(1L << (asked.times - 1));
      if (!asked.at.plus(patience).isAfter(now)) {
        late.add(each.getKey());
        each.setValue(new Asked(now, asked.times + 1));
      }
    }
    open.values().removeIf(asked -> asked.times > MOST_TIMES);
    return late;
  }
}
