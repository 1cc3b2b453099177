package hutong.routes.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** What {@code submit} would say of each that was posted before; takes nothing over. */
  List<Optional<Remembered>> remembered(List<NewTransfer> transfers);

  /**
   * How many records for a destination have no receipt yet, in any state; counted up to {@code
   * most}.
   *
   * @param destination null for those whose node a person has yet to choose
   */
  int backlog(String destination, int most);

  /** How many records that a system posted have no receipt yet, counted up to {@code most}. */
  int backlogOf(String system, int most);

  // ── dispatch ──

  /** Nodes that have something waiting in the outbox, due or not. */
  List<String> destinations();

  /**
   * Of these the ones that something may be due for now, so that the others need not be asked for
   * one by one. It costs as much as there are destinations that something waits for, however much
   * it is, and nothing for others.
   */
  List<String> dueDestinations(Instant now);

  /**
   * What is due for a destination, receipts first, then records, oldest first; reading only.
   * Nothing while the destination is put off or paused; a single one when a put-off has ended,
   * until that one is through; then, of what the outage left waiting, as much as the rate allows.
   * Of several processes that share the ledger, each is given a part.
   */
  List<Outgoing> due(String destination, int max, Instant now);

  /** The same of control documents alone, which are not sealed. */
  List<Outgoing> dueControls(String destination, Instant now);

  /**
   * Keeps SignedData before it is sent for the first time; made once, never again.
   *
   * @return rows not to be sent now: withdrawn or expired meanwhile, or somebody else was earlier,
   *     and what he made is due instead
   */
  Set<Long> signed(List<SignedRecord> records);

  /**
   * Takes entries out of the way that can't be sent, raises an alarm for each, and leaves
   * everything else of them as it is: an operator has them tried again or gives them up.
   */
  void setAside(List<Aside> entries, Instant now);

  /** Takes entries out of the outbox after the broker committed them. */
  default void sent(List<Long> rows, Instant now) {
    sent(rows, Map.of(), now);
  }

  /**
   * The same.
   *
   * @param envelopes SHA-256 of the envelope that carried a record, by row
   */
  void sent(List<Long> rows, Map<Long, byte[]> envelopes, Instant now);

  /**
   * Puts a whole destination off after an attempt failed, so that one that is down costs one
   * attempt at a time, however much waits for it (invariant 7).
   *
   * @param rows the entries that were tried
   * @param cause stable word
   */
  void postpone(String destination, List<Long> rows, String cause, Instant now);

  /** A planned outage of a destination has begun; at its end one message tries it at once. */
  void standStill(String destination, Instant now);

  /**
   * Sends nothing to a destination until it is resumed; submissions are taken all the same.
   *
   * @param reason stable word
   * @return false if it was paused already; the first reason stays
   */
  boolean pause(String destination, String reason, Instant now);

  /** Sends again, the backlog at its rate; false if it was not paused. */
  boolean resume(String destination, Instant now);

  /** Every destination that something waits for or that has ever failed or been paused. */
  List<Destination> standings();

  // ── receive ──

  /** Stores arrivals and their receipts in one transaction; recognises repeats by content. */
  List<Reception> receive(List<Arrival> arrivals, ReceiptWriter receipts, Instant now);

  /**
   * Keeps envelopes that could not be verified, and raises an alarm for each: of one member the
   * newest, up to a number and a size, so that nobody fills the disk.
   */
  void quarantine(List<Quarantined> envelopes);

  void raise(List<Alarm> alarms);

  Rehearsals rehearsals();

  /**
   * Raises an alarm that a node raises by itself, once and for all under that key.
   *
   * @return false if it was raised before, by whichever replica
   */
  boolean warn(String key, Alarm alarm);

  // ── deliver ──

  /**
   * Received records that no local system has been chosen for, in order of arrival; of several
   * processes that share the ledger, one alone is given them, so that a stream stays in order.
   */
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

  /** What is handed out under a lease that runs, and not answered for. */
  List<TransferId> leased(String system, UUID lease);

  /** The system gives these back; they are handed out again. */
  List<Decided> giveBack(String system, UUID lease, List<TransferId> items, Instant now);

  /** The deciding system has decided; the receipt is built in the same transaction. */
  List<Decided> decide(
      String system, UUID lease, List<Decision> decisions, ReceiptWriter receipts, Instant now);

  /** A person names the office of parked records; they are then delivered as usual. */
  List<Decided> assign(List<TransferId> parked, String office, Instant now);

  /** What becomes of all this when local systems end or begin. */
  SystemChanges systemChanges();

  // ── confirm ──

  /** Transfers that this node sent, by id; unknown ids are absent. */
  Map<UUID, TransferFacts> sentBy(Collection<UUID> ids);

  /** Transfers that this node received, by id, for a system that wants to answer them. */
  Map<UUID, TransferFacts> receivedFor(String system, Collection<UUID> ids);

  /** Transfers that a system posted, by id, for one that wants to correct or withdraw them. */
  Map<UUID, TransferFacts> postedBy(String system, Collection<UUID> ids);

  /**
   * Who has been asked already about what was sent on by these forwards, by the forward's id;
   * forwards that were not handed to this system are absent.
   */
  Map<UUID, Set<String>> forwardedBy(String system, Collection<UUID> forwards);

  List<Confirmed> confirm(List<Confirmation> receipts, Instant now);

  // ── sweep ──

  /**
   * Lapsed leases, overdue transport receipts, expired transfers; returns how many it moved. Of
   * several processes that share the ledger, one does it, and the others hear 0.
   */
  int sweep(Instant now);

  // ── clocks and rates ──

  Clocks clocks();

  Rates rates();

  /** What posters are told. */
  Outcomes outcomes();

  /** Who is told without asking. */
  Webhooks webhooks();

  // ── by hand ──

  /** An operator gives a record up that has no receipt; the rest of its stream goes on. */
  Intervened abandon(UUID id, Instant now);

  /** A system takes back what it posted and what was never signed; its stream goes on. */
  Intervened withdraw(UUID id, String system, Instant now);

  /** An operator has a record tried again at once, or one that was set aside. */
  Intervened retry(UUID id, Instant now);

  /** The same done with many. */
  BulkOperations operations();

  /** A record that waits for its recipient to be named; empty if it isn't the viewer's. */
  Optional<AwaitingAddress> awaitingAddress(UUID id, Viewer viewer);

  /**
   * Names the recipient of such a record; its time runs from now on.
   *
   * @param personIndex keyed index of (recipient, person); null for types outside the order
   */
  Intervened address(UUID id, String node, byte[] personIndex, Instant now);

  /** A record of ours that was never signed and waits for anything; empty for any other. */
  Optional<AwaitingAddress> unsigned(UUID id);

  /**
   * Gives such a record another recipient: it leaves its place in the order and takes one in that
   * of the other. Whether that one is responsible is for the caller to know.
   *
   * @param personIndex as of {@link #address}
   * @return {@link Intervened#SIGNED} if it can't change its recipient any more
   */
  Intervened redirect(UUID id, String node, byte[] personIndex, Instant now);

  // ── control ──

  Controls controls();

  // ── reconciliation ──

  Reconciliation reconciliation();

  // ── attachments ──

  Attachments attachments();

  // ── restore ──

  Restores restores();

  // ── proof ──

  Proofs proofs();

  // ── erasure ──

  Erasures erasures();

  /**
   * What was exchanged about a person and is not erased, the newest first, in whatever state.
   *
   * @param subjectIndex keyed index of the person
   */
  List<Disclosure> disclosures(byte[] subjectIndex, int max);

  /**
   * What this ledger says of the custody of a person; empty if it has never had anything to say.
   */
  Optional<Custody> custody(byte[] subjectIndex);

  // ── people ──

  /** What people did. */
  AuditLog auditLog();

  /** What takes two people. */
  Proposals proposals();

  // ── questions ──

  Optional<TransferView> find(UUID id, Viewer viewer);

  /** Why it stands where it does, and how many others share that. */
  Optional<Why> why(UUID id, Viewer viewer);

  /** Every version of one source row, newest first. */
  List<TransferView> findBySource(byte[] sourceIndex, Viewer viewer);

  /** Every event of a transfer, oldest first; empty if the viewer may not see it. */
  List<TimelineEntry> timeline(UUID id, Viewer viewer);

  List<StoredReceipt> receipts(UUID id, Viewer viewer);

  /** What is held of a transfer as evidence, for whoever posted it, decides it, or operates. */
  Optional<Exhibit> exhibit(UUID id, Viewer viewer);

  /** Kept by what is written, and so as cheap to ask for with many records as with few. */
  List<Tally> tally();

  /** Records among many, and what fails. */
  Records records();

  List<Alarm> alarms(int max);

  List<InQuarantine> quarantined(int max);

  /** What is kept of an envelope in quarantine. */
  Optional<byte[]> quarantinedEnvelope(String digest);

  /** The same, with what is known of it. */
  Optional<Quarantined> inQuarantine(String digest);

  /** Takes an envelope out of quarantine; false if it is not there. */
  boolean discardQuarantined(String digest);

  @Override
  void close();
}
