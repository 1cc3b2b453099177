package hutong.routes.ledger;

import java.time.Instant;
import java.util.List;

/**
 * What becomes of records when local systems end or begin. Every call may be made again: it goes on
 * where it was stopped.
 */
public interface SystemChanges {

  /** The word under which a record is parked that no system decides on. */
  String NO_DECIDER = "NO_DECIDER";

  /**
   * Moves all that waits for one system to another, which gets nothing until all of it has moved,
   * so that no stream is overtaken. What the old one has posted, taken or read is the new one's
   * from then on, answers to it that come later too.
   *
   * @param until leases of the old one run no longer than this; what it then has not answered is
   *     handed out to the new one
   * @return how many records have moved
   */
  long takeOver(String old, String by, Instant until, Instant now);

  /**
   * A system has ended and nobody was named: for what waits for its decision a system is chosen
   * anew.
   *
   * @return how many records have been given back
   */
  long retire(String old, Instant now);

  /** Every system that has ended, the newest first. */
  List<Takeover> takeovers();

  /** Parked records of one type for one office that nobody decides on. */
  record Undecided(String type, String office) {}

  /** What is parked because nobody decides on it, at most so many kinds. */
  List<Undecided> undecided(int max);

  /**
   * Has a system chosen anew for parked records of one kind, oldest first.
   *
   * @return how many; fewer than {@code max} if no more are left
   */
  int chooseAnew(Undecided kind, int max, Instant now);
}
