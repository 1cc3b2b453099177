package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One thing done with many records: which ones is frozen when it is planned, and each is looked at
 * anew when its turn comes, oldest first. What was done, and what was skipped and why, stays
 * written.
 */
public interface BulkOperations {

  /** Bounds one plan. */
  int MOST_ITEMS = 100_000;

  /** What is done with each. */
  enum Kind {
    /** Sent by this node: tried again now. */
    RETRY,
    /** Sent by this node: given up. */
    ABANDON,
    /** Received, and waiting for an office: given to one. */
    ASSIGN,
    /** Posted, and never signed: gets another recipient, once two people want it. */
    REDIRECT;

    /** States that it can do anything with. */
    public Set<String> states() {
      return switch (this) {
        case RETRY -> Set.of("SUBMITTED", "WAITING_RETRY", "SENT", "SET_ASIDE", "ABANDONED");
        case ABANDON ->
            Set.of(
                "SUBMITTED",
                "WAITING_RETRY",
                "SENT",
                "SET_ASIDE",
                "HELD",
                "AWAITING_ADDRESS",
                "EXPIRED");
        case ASSIGN -> Set.of("PARKED");
        case REDIRECT ->
            Set.of("SUBMITTED", "WAITING_RETRY", "HELD", "SET_ASIDE", "AWAITING_ADDRESS");
      };
    }

    public boolean outbound() {
      return this != ASSIGN;
    }
  }

  /** How far it is. */
  enum State {
    PLANNING,
    PLANNED,
    RUNNING,
    PAUSED,
    CANCELLED,
    DONE
  }

  /**
   * Which records; null and empty: all.
   *
   * @param states of those that the kind knows
   * @param node the other side
   * @param type of record
   * @param system who posted it; of one received, nobody
   * @param cause stable word: why it is parked, set aside or put off
   * @param from created at this instant or later
   * @param until created before
   */
  record Filter(
      Set<String> states,
      String node,
      String type,
      String system,
      String cause,
      Instant from,
      Instant until) {

    public Filter {
      states = Set.copyOf(states);
    }
  }

  /**
   * What somebody wants.
   *
   * @param office where to: an office for {@link Kind#ASSIGN}, a node for {@link Kind#REDIRECT};
   *     else null
   * @param by the operator's name
   */
  record Plan(Kind kind, Filter filter, String office, String by) {}

  /**
   * How an operation stands.
   *
   * @param total how many records were frozen
   * @param pauseAfter it pauses by itself after so many; 0: it does not
   * @param results how many came out how
   */
  record View(
      UUID id,
      Kind kind,
      String office,
      String by,
      State state,
      Instant planned,
      Instant changed,
      long total,
      long pauseAfter,
      Map<String, Long> results) {

    public long looked() {
      return results.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * One record of an operation.
   *
   * @param number its place, from 1
   * @param result what became of it: {@code DONE}, or why it was skipped; null while it waits
   */
  record Item(long number, TransferId id, String result) {}

  /**
   * Freezes the records; empty if there are more than {@link #MOST_ITEMS}.
   *
   * @return in {@link State#PLANNED}
   */
  Optional<View> plan(Plan plan, Instant now);

  /** The newest first. */
  List<View> list(int max);

  Optional<View> find(UUID id);

  /**
   * Its records in order, beginning behind a number.
   *
   * @param skipped whether only those that were not done
   */
  List<Item> items(UUID id, boolean skipped, long after, int max);

  /**
   * The same of those that came out one way.
   *
   * @param result {@code DONE}, or why they were skipped
   */
  List<Item> items(UUID id, String result, long after, int max);

  /** How many of those that have not been looked at stand in which state now. */
  Map<String, Long> standing(UUID id);

  /**
   * Lets it run; one that redirects only if a second person has approved that ({@link
   * Proposals.Kind#RUN}), but for going on.
   *
   * @param pauseAfter it pauses when so many more have been looked at; 0: it runs to its end
   * @return false if its state does not allow that
   */
  boolean run(UUID id, long pauseAfter, Instant now);

  /** What runs stands still, and may go on; false if it does not run. */
  boolean pause(UUID id, Instant now);

  /** What has not been looked at stays as it is, for good; false if it has ended. */
  boolean cancel(UUID id, Instant now);

  /**
   * Does the next records of what runs, of the oldest operation first.
   *
   * @param max most records
   * @return how many were looked at; 0: nothing runs
   */
  int work(int max, Redirecting redirecting, Instant now);

  /** The same where nothing is redirected. */
  default int work(int max, Instant now) {
    return work(
        max, (facts, record, node) -> new Redirected(Intervened.NOT_A_CANDIDATE, null), now);
  }

  /** Says whether a record may go to another node: only who can read it knows. */
  @FunctionalInterface
  interface Redirecting {
    /**
     * Judges one.
     *
     * @param record as it was posted, canonical
     */
    Redirected judge(TransferFacts facts, byte[] record, String node);
  }

  /**
   * What was judged.
   *
   * @param not why it may not; null if it may
   * @param personIndex as of {@link Ledger#address}
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Redirected(Intervened not, byte[] personIndex) {}

  /** Plans that a crash has cut off, and operations ended before an instant, are removed. */
  void forget(Instant before, int max);
}
