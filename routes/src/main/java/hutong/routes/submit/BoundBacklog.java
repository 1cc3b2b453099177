package hutong.routes.submit;

import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Remembered;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Step "bound": a destination that has its fill of records not yet receipted gets no more, and the
 * poster is told to come back; every other destination goes on (invariant 7), and what was taken
 * before is answered as before.
 *
 * <p>The ledger is counted seldom: what a count leaves free is given out in parts, and the backlog
 * shrinks in the meantime, so with one gateway the bound is never passed.
 */
public final class BoundBacklog {

  private static final Duration COUNT_AGAIN = Duration.ofSeconds(1);
  private static final int LEAST_PART = 10_000;

  /** Records whose node a person has yet to choose. */
  private static final String NOWHERE = "";

  private final Ledger ledger;
  private final int most;
  private final Clock clock;
  private final Map<String, Room> rooms = new ConcurrentHashMap<>();

  /**
   * @param most records for one destination that no receipt has come for yet
   */
  public BoundBacklog(Ledger ledger, int most, Clock clock) {
    this.ledger = ledger;
    this.most = most;
    this.clock = clock;
  }

  public List<Submission> bound(List<Submission> submissions) {
    List<Submission> over = new ArrayList<>();
    for (Submission submission : submissions) {
      if (submission.open() && !submission.dryRun()) {
        String to = submission.transfer.facts().to();
        if (!rooms.computeIfAbsent(to == null ? NOWHERE : to, Room::new).take()) {
          over.add(submission);
        }
      }
    }
    if (!over.isEmpty()) {
      answerRepeats(over);
    }
    return submissions;
  }

  private void answerRepeats(List<Submission> over) {
    List<Optional<Remembered>> earlier =
        ledger.remembered(over.stream().map(each -> each.transfer).toList());
    for (int i = 0; i < over.size(); i++) {
      Submission submission = over.get(i);
      submission.settle(
          earlier.get(i).map(submission::outcomeOf).orElseGet(Outcome.BacklogFull::new));
    }
  }

  private final class Room {
    private final String destination;
    private int left;
    private Instant counted = Instant.MIN;

    private Room(String destination) {
      this.destination = destination;
    }

    private synchronized boolean take() {
      if (left == 0) {
        count();
      }
      if (left == 0) {
        return false;
      }
      left--;
      return true;
    }

    private void count() {
      Instant now = clock.instant();
      boolean fresh = !now.isBefore(counted) && now.isBefore(counted.plus(COUNT_AGAIN));
      if (!fresh) {
        counted = now;
        String to = destination.equals(NOWHERE) ? null : destination;
        int free = Math.max(0, most - ledger.backlog(to, most));
        left = Math.min(free, Math.max(LEAST_PART, free / 4));
      }
    }
  }
}
