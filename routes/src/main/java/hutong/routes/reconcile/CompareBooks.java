package hutong.routes.reconcile;

import hutong.routes.Bells;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Book;
import hutong.routes.ledger.BookHour;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Reconciled;
import hutong.routes.ledger.Reconciliation;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Step "compare": holds what a partner has said against this node's book, hour by hour, and has
 * hours that differ looked into.
 */
public final class CompareBooks {

  private static final int MOST_DOUBTS = 16;

  private final String node;
  private final Ledger ledger;
  private final Reconciliation books;
  private final SendSummaries summaries;
  private final WriteControl write;
  private final OpenQuestions questions;
  private final Bells bells;
  private final Clock clock;

  public CompareBooks(
      String node,
      Ledger ledger,
      SendSummaries summaries,
      WriteControl write,
      OpenQuestions questions,
      Bells bells,
      Clock clock) {
    this.node = node;
    this.ledger = ledger;
    this.books = ledger.reconciliation();
    this.summaries = summaries;
    this.write = write;
    this.questions = questions;
    this.bells = bells;
    this.clock = clock;
  }

  public void compare() {
    for (Optional<Reconciliation.Said> next = books.next(); next.isPresent(); next = books.next()) {
      Reconciliation.Said said = next.get();
      books.compared(said, compared(said));
      if (said.answer() && !said.book().outbound()) {
        // One answer tells of both books.
        summaries.send(said.book().partner(), false);
      }
    }
    for (Reconciliation.Doubt doubt : books.doubts(MOST_DOUBTS, clock.instant())) {
      OpenQuestions.Question question =
          new OpenQuestions.Question(doubt.book(), doubt.hour(), null, null);
      questions.asked(question);
      ask(question);
    }
    questions.late().forEach(this::ask);
  }

  private void ask(OpenQuestions.Question question) {
    String partner = question.book().partner();
    byte[] asks =
        write.bookWanted(
            partner, question.book(), question.hour(), question.bucket(), question.after());
    ledger.controls().put(partner, asks, clock.instant());
    bells.outbox(partner).ring();
  }

  private List<Reconciled> compared(Reconciliation.Said said) {
    Instant now = clock.instant();
    SortedMap<Instant, BookHour> here = byHour(books.hours(said.book(), said.from(), said.until()));
    SortedMap<Instant, BookHour> there = byHour(said.hours());
    SortedSet<Instant> all = new TreeSet<>(here.keySet());
    all.addAll(there.keySet());
    List<Reconciled> compared = new ArrayList<>();
    for (Instant hour : all) {
      BookHour ours = here.get(hour);
      BookHour theirs = there.get(hour);
      Reconciled.State state = state(ours, theirs, hour, now);
      compared.add(new Reconciled(said.book(), hour, count(ours), count(theirs), state, now));
      if (state == Reconciled.State.DIFFERS) {
        alarm(said.book(), hour, now);
      }
    }
    return compared;
  }

  private static Reconciled.State state(BookHour ours, BookHour theirs, Instant hour, Instant now) {
    if (ours != null && ours.equals(theirs)) {
      return Reconciled.State.SAME;
    }
    return Hours.isClosed(hour, now) ? Reconciled.State.DIFFERS : Reconciled.State.OPEN;
  }

  private static long count(BookHour hour) {
    return hour == null ? 0 : hour.count();
  }

  private void alarm(Book book, Instant hour, Instant now) {
    String about = book.sender(node) + " " + hour;
    ledger.warn(
        "BOOKS_DIFFER " + book.partner() + " " + about,
        new Alarm(now, Alarm.Code.BOOKS_DIFFER, book.partner(), about));
  }

  private static SortedMap<Instant, BookHour> byHour(List<BookHour> hours) {
    SortedMap<Instant, BookHour> byHour = new TreeMap<>();
    hours.forEach(hour -> byHour.put(hour.begins(), hour));
    return byHour;
  }
}
