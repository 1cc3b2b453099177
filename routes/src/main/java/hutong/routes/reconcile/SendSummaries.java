package hutong.routes.reconcile;

import hutong.routes.Bells;
import hutong.routes.HeldDirectory;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Book;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Reconciliation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Step "send summaries": once a day, and when somebody asks, tells each partner what this node's
 * two books with it say, open hours again. Who has not said the same of its own for too long is
 * alarmed.
 */
public final class SendSummaries {

  private static final Duration DAY = Duration.ofDays(1);

  /** A day to say it, and half a one for being late. */
  private static final Duration SAID_BY = Hours.CLOSES.plus(Duration.ofHours(36));

  private final String node;
  private final Ledger ledger;
  private final Reconciliation books;
  private final HeldDirectory directory;
  private final WriteControl write;
  private final Bells bells;
  private final Clock clock;

  /** Up to when somebody's silence has been looked for. */
  private Instant lookedTo = Instant.MIN;

  public SendSummaries(
      String node,
      Ledger ledger,
      HeldDirectory directory,
      WriteControl write,
      Bells bells,
      Clock clock) {
    this.node = node;
    this.ledger = ledger;
    this.books = ledger.reconciliation();
    this.directory = directory;
    this.write = write;
    this.bells = bells;
    this.clock = clock;
  }

  public void send() {
    Instant now = clock.instant();
    Set<String> partners = partners();
    for (String partner : books.due(partners, now.minus(DAY))) {
      send(partner, true);
      books.sent(partner, now);
    }
    Instant saidBy = Hours.of(now.minus(SAID_BY));
    if (!saidBy.equals(lookedTo)) {
      warn(books.silent(partners, saidBy), now);
      lookedTo = saidBy;
    }
  }

  private void warn(List<Book> allSilent, Instant now) {
    for (Book silent : allSilent) {
      String day = now.truncatedTo(java.time.temporal.ChronoUnit.DAYS).toString();
      ledger.warn(
          "SUMMARY_MISSING " + silent.partner() + " " + silent.outbound() + " " + day,
          new Alarm(now, Alarm.Code.SUMMARY_MISSING, silent.partner(), silent.sender(node)));
    }
  }

  /**
   * @param answer whether the partner is asked for the same
   */
  void send(String partner, boolean answer) {
    Instant until = Hours.of(clock.instant());
    Instant from = until.minus(Hours.WINDOW);
    Reconciliation.Held held = books.checkpoint().orElse(null);
    for (boolean outbound : new boolean[] {true, false}) {
      Book book = new Book(partner, outbound);
      byte[] signed =
          write.summary(partner, book, from, until, books.hours(book, from, until), answer, held);
      ledger.controls().put(partner, signed, clock.instant());
    }
    bells.outbox(partner).ring();
  }

  private Set<String> partners() {
    return directory.get().members().stream()
        .map(member -> member.id())
        .filter(id -> !id.equals(node))
        .collect(Collectors.toSet());
  }
}
