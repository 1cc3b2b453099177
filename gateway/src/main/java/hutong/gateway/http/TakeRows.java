package hutong.gateway.http;

import hutong.routes.submit.Outcome;
import hutong.routes.submit.Posting;
import hutong.routes.submit.Submission;
import hutong.routes.submit.Submissions;
import hutong.schemas.RefusedInput;
import hutong.schemas.dialects.DialectReader;
import hutong.schemas.dialects.Translated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes the rows of one document to the submit leg, so many at once, and has what became of each
 * told in their order. Used by one thread.
 */
final class TakeRows {
  private static final int AT_ONCE = 256;
  private static final long ANSWER_SECONDS = 60;

  private record Waiting(Translated row, CompletableFuture<Outcome> outcome) {}

  private final Submissions submissions;
  private final PostBatch.Rows rows;
  private final RowTeller teller;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private RowTeller.Rows counted = RowTeller.Rows.NONE;
  private boolean stopped;
  private boolean whole = true;

  TakeRows(Submissions submissions, PostBatch.Rows rows, RowTeller teller) {
    this.submissions = submissions;
    this.rows = rows;
    this.teller = teller;
  }

  RowTeller.Rows all(Translated first, DialectReader reader) throws IOException {
    try {
      for (Translated row = first; row != null && !stopped; row = reader.next()) {
        take(row);
      }
      whole &= !stopped;
    } catch (RefusedInput broken) {
      tellFirst(waiting.size());
      whole = false;
      teller.broken(broken.violations());
    } catch (BodyStream.TooSlow slow) {
      whole = false;
    }
    tellFirst(waiting.size());
    counted = counted.whole(whole);
    teller.end(counted, reader.remarks());
    return counted;
  }

  private void take(Translated row) throws IOException {
    if (waiting.size() >= AT_ONCE) {
      tellFirst(AT_ONCE / 2);
    }
    rows.dialects().wasRead(rows.dialect(), row, null, Map.of());
    if (row.refused()) {
      waiting.add(
          new Waiting(row, CompletableFuture.completedFuture(new Outcome.Refused(row.found()))));
      return;
    }
    keepPace();
    byte[] body = row.record().toString().getBytes(StandardCharsets.UTF_8);
    Submission submission =
        new Submission(rows.system(), new Posting.Row(body, row), null, rows.check())
            .of(rows.traceparent());
    while (!submissions.offer(submission)) {
      if (waiting.isEmpty()) {
        // Others fill it; the caller comes back with what is not told here.
        stopped = true;
        return;
      }
      tellFirst(1);
    }
    waiting.add(new Waiting(row, submission.outcome()));
  }

  /** Whoever sends more rows than it may waits, having heard of all before. */
  private void keepPace() throws IOException {
    for (long nanos = pace(); nanos > 0; nanos = pace()) {
      tellFirst(waiting.size());
      try {
        TimeUnit.NANOSECONDS.sleep(nanos);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        throw new IOException(stopping);
      }
    }
  }

  private long pace() {
    return rows.check() ? 0 : rows.meters().record(rows.system().name());
  }

  private void tellFirst(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Waiting next = waiting.poll();
      tell(next.row(), outcome(next));
    }
    teller.flush();
  }

  private static Outcome outcome(Waiting next) throws IOException {
    try {
      return next.outcome().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IOException(stopping);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IOException("The outcome of a row is not known", failed);
    }
  }

  private void tell(Translated row, Outcome outcome) throws IOException {
    counted = counted.and(outcome);
    // It is sound, and taken when it is posted again and there is room.
    stopped |= counted.left() > 0;
    teller.row(row, outcome);
  }
}
