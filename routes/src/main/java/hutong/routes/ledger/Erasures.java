package hutong.routes.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Erases records that have ended: the key of the payload and what finds the person go; a tombstone
 * (sender, id, digest, receipts) stays, so that a repeat is still recognised and answered.
 */
public interface Erasures {

  /** In place of a type: how long what is of a type that nobody knows is kept; it was refused. */
  String ANY_OTHER = "";

  /**
   * What became of it.
   *
   * @param with whom it was exchanged, where it is erased
   */
  record Erased(Intervened result, List<With> with) {}

  /** A transfer, and the node on its other side. */
  record With(TransferId id, String partner) {}

  /**
   * Erases a record, at both ends if both are here; {@link Intervened#TOO_LATE} if one has not
   * ended, {@link Intervened#SEVERAL} if two members have sent one under that id and none is named.
   *
   * @param sender null if there is one alone
   * @param reason goes into the register, which is replayed after a restore
   */
  Erased erase(UUID id, String sender, ErasureReason reason, Instant now);

  /** What {@link #erase} would say now; changes nothing. */
  Intervened would(UUID id, String sender, Instant now);

  /**
   * Goes through a bounded part of the ledger and erases what was kept long enough; the next call
   * goes on from there. Nothing open, nothing younger than what a restore or reconciliation may
   * need, whatever its type says. Of several processes that share the ledger, one does it.
   *
   * @param kept by type of record, from the last change on
   * @return how many were erased
   */
  int retire(Map<String, Period> kept, Instant now);

  /**
   * Gives up the contents of a bounded number of records, the oldest first: of those that have
   * ended, wait for nobody, do not stand in an hour in which two books differ, and did not change
   * for so long. What finds them, their receipts, digests and events stay. Nothing younger than
   * what a restore or reconciliation may need, whatever is asked. Of several processes that share
   * the ledger, one does it.
   *
   * @param kept zero: for as long as their types say
   * @return how many were pruned
   */
  int prune(Duration kept, Instant now);
}
