package hutong.routes.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The node's truth: queues only carry (invariant 1).
 *
 * <p>Every call is a batch. A writing call returns after its group is on disk, and groups of
 * concurrent callers share one commit. Results stand in the order of the arguments. A batch that
 * throws has changed nothing.
 */
public interface Ledger extends AutoCloseable {

  // ── submit ──

  /** Remembers submitted records; a repeat by idempotency key or source version changes nothing. */
  List<Remembered> submit(List<NewTransfer> transfers);

  // ── dispatch ──

  /** Nodes that have something waiting in the outbox, due or not. */
  List<String> destinations();

  /**
   * What is due for a destination, receipts first, then records, oldest first; reading only.
   * Nothing while the destination is put off.
   */
  List<Outgoing> due(String destination, int max, Instant now);

  /** Keeps SignedData before it is sent for the first time; made once, never again. */
  void signed(List<SignedRecord> records);

  /** Takes entries out of the outbox after the broker committed them. */
  void sent(List<Long> rows, Instant now);

  /**
   * Puts a whole destination off after an attempt failed, so that one that is down costs one
   * attempt at a time, however much waits for it (invariant 7).
   *
   * @param rows the entries that were tried
   * @param cause stable word
   */
  void postpone(
      String destination, List<Long> rows, Instant nextAttempt, String cause, Instant now);

  // ── receive ──

  /** Stores arrivals and their receipts in one transaction; recognises repeats by content. */
  List<Reception> receive(List<Arrival> arrivals, ReceiptWriter receipts, Instant now);

  /** Keeps envelopes that could not be verified, and raises an alarm for each. */
  void quarantine(List<Quarantined> envelopes);

  void raise(List<Alarm> alarms);

  // ── deliver ──

  /** Received records that no local system has been chosen for, in order of arrival. */
  List<Undelivered> undelivered(int max);

  void offer(List<Offer> offers, Instant now);

  /**
   * Hands out what waits for a system, oldest first, a stream in order.
   *
   * @return a lease, empty if nothing waits
   */
  Optional<Lease> lease(String system, int max, Instant now, Instant until);

  /** The system has taken these over; they are not handed out again. */
  List<Decided> acknowledge(String system, UUID lease, List<TransferId> items, Instant now);

  /** The system gives these back; they are handed out again. */
  List<Decided> giveBack(String system, UUID lease, List<TransferId> items, Instant now);

  /** The deciding system has decided; the receipt is built in the same transaction. */
  List<Decided> decide(
      String system, UUID lease, List<Decision> decisions, ReceiptWriter receipts, Instant now);

  /** A person names the office of parked records; they are then delivered as usual. */
  List<Decided> assign(List<TransferId> parked, String office, Instant now);

  // ── confirm ──

  /** Transfers that this node sent, by id; unknown ids are absent. */
  Map<UUID, TransferFacts> sentBy(Collection<UUID> ids);

  /** Transfers that this node received, by id, for a system that wants to answer them. */
  Map<UUID, TransferFacts> receivedFor(String system, Collection<UUID> ids);

  List<Confirmed> confirm(List<Confirmation> receipts, Instant now);

  // ── sweep ──

  /** Lapsed leases, overdue transport receipts, expired transfers; returns how many it moved. */
  int sweep(Instant now);

  // ── questions ──

  Optional<TransferView> find(UUID id, Viewer viewer);

  /** Every version of one source row, newest first. */
  List<TransferView> findBySource(byte[] sourceIndex, Viewer viewer);

  /** Every event of a transfer, oldest first; empty if the viewer may not see it. */
  List<TimelineEntry> timeline(UUID id, Viewer viewer);

  List<StoredReceipt> receipts(UUID id, Viewer viewer);

  List<Tally> tally();

  List<Alarm> alarms(int max);

  List<Quarantined> quarantined(int max);

  @Override
  void close();
}
