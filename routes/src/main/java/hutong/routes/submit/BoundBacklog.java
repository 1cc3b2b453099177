package hutong.routes.submit;

import hutong.routes.LocalSystems;
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
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;

/**
 * Step "bound": a destination that has its fill of records not yet receipted gets no more, nor does
 * a local system that has as many under way as it may, and the poster is told to come back; every
 * other destination and system goes on (invariant 7), and what was taken before is answered as
 * before.
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
  private final LocalSystems systems;
  private final Clock clock;
  private final Map<String, Room> destinations = new ConcurrentHashMap<>();
  private final Map<String, Room> posters = new ConcurrentHashMap<>();

  /**
   * @param most records for one destination that no receipt has come for yet
   */
  public BoundBacklog(Ledger ledger, int most, LocalSystems systems, Clock clock) {
    this.ledger = ledger;
    this.most = most;
    this.systems = systems;
    this.clock = clock;
  }

  public List<Submission> bound(List<Submission> submissions) {
    List<Submission> over = new ArrayList<>();
    for (Submission submission : submissions) {
      if (submission.open() && !submission.dryRun()) {
        if (!fits(submission)) {
          over.add(submission);
        }
      }
    }
    if (!over.isEmpty()) {
      answerRepeats(over);
    }
    return submissions;
  }

  /** What its destination has no room for takes none of its poster's. */
  private boolean fits(Submission submission) {
    Room poster = poster(submission.system.name());
    if (!poster.take()) {
      return false;
    }
    boolean fits = destination(submission).take();
    if (!fits) {
      poster.giveBack();
    }
    return fits;
  }

  private Room poster(String system) {
    return posters.computeIfAbsent(
        system,
        name -> new Room(() -> systems.mostWaiting(name), bound -> ledger.backlogOf(name, bound)));
  }

  private Room destination(Submission submission) {
    String to = submission.transfer.facts().to();
    return destinations.computeIfAbsent(
        to == null ? NOWHERE : to,
        name ->
            new Room(
                () -> most, bound -> ledger.backlog(name.equals(NOWHERE) ? null : name, bound)));
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
    private final IntSupplier most;
    private final IntUnaryOperator waiting;
    private int left;
    private int bound;
    private Instant counted = Instant.MIN;

    private Room(IntSupplier most, IntUnaryOperator waiting) {
      this.most = most;
      this.waiting = waiting;
    }

    private synchronized boolean take() {
      int now = most.getAsInt();
      if (now != bound) {
        // A limit that is changed holds from the next record on.
        bound = now;
        left = 0;
        counted = Instant.MIN;
      }
      if (left == 0) {
        count();
      }
      if (left == 0) {
        return false;
      }
      left--;
      return true;
    }

    private synchronized void giveBack() {
      left++;
    }

    private void count() {
      Instant now = clock.instant();
      boolean fresh = !now.isBefore(counted) && now.isBefore(counted.plus(COUNT_AGAIN));
      if (!fresh) {
        counted = now;
        int free = Math.max(0, bound - waiting.applyAsInt(bound));
        left = Math.min(free, Math.max(LEAST_PART, free / 4));
      }
    }
  }
}
