package hutong.gateway.ledger;

import hutong.certs.PayloadVault;
import hutong.routes.RetryPolicy;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Aside;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.AuditLog;
import hutong.routes.ledger.AwaitingAddress;
import hutong.routes.ledger.BulkOperations;
import hutong.routes.ledger.Clocks;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Confirmed;
import hutong.routes.ledger.Controls;
import hutong.routes.ledger.Custody;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.Disclosure;
import hutong.routes.ledger.Erasures;
import hutong.routes.ledger.Exhibit;
import hutong.routes.ledger.InQuarantine;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Outcomes;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Proofs;
import hutong.routes.ledger.Proposals;
import hutong.routes.ledger.Quarantined;
import hutong.routes.ledger.Rates;
import hutong.routes.ledger.ReceiptWriter;
import hutong.routes.ledger.Reception;
import hutong.routes.ledger.Reconciliation;
import hutong.routes.ledger.Records;
import hutong.routes.ledger.Rehearsals;
import hutong.routes.ledger.Remembered;
import hutong.routes.ledger.Restores;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.StoredReceipt;
import hutong.routes.ledger.SystemChanges;
import hutong.routes.ledger.Tally;
import hutong.routes.ledger.TimelineEntry;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Undelivered;
import hutong.routes.ledger.Viewer;
import hutong.routes.ledger.Webhooks;
import hutong.routes.ledger.Why;
import hutong.schemas.RecordTypes;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The ledger in a SQL database.
 *
 * <p>Instants are kept to the millisecond. Nothing that says anything about a person is on disk in
 * plain: bodies, receipts and refusals are encrypted, the rest is the header's routing data, keyed
 * indexes and digests.
 */
public final class SqlLedger implements Ledger {
  /** Less is left for the next records; octets. */
  private static final long WORTH_GIVING = 4 << 20;

  /** Steps in one sweep. */
  private static final int MOST_GIVEN = 16;

  private final Database database;
  private final Place place;
  private final GroupCommit writer;
  private final Readers readers;
  private final SubmitSql submit;
  private final DispatchSql dispatch;
  private final ReceiveSql receive;
  private final DeliverSql deliver;
  private final LeaseSql lease;
  private final AnswerSql answer;
  private final DecideSql decide;
  private final ConfirmSql confirm;
  private final ControlSql controls;
  private final RestoresSql restores;
  private final RehearsalSql rehearsals;
  private final SweepSql sweep;
  private final ClockSql clocks;
  private final RateSql rates;
  private final DestinationSql destinations;
  private final InterveneSql intervene;
  private final OperationSql operations;
  private final OutcomeSql outcomes;
  private final WebhookSql webhooks;
  private final ActSql acts;
  private final ProposalSql proposals;
  private final AddressSql address;
  private final AttachmentSql attachments;
  private final AlarmSql alarms;
  private final ViewSql views;
  private volatile EventWatch watch = EventWatch.NONE;
  private final WhySql whys;
  private final RecordSql records;
  private final ProofSql proofs;
  private final ErasureSql erasures;
  private final DisclosureSql disclosures;
  private final CustodySql custody;
  private final ReconcileSql reconciliation;
  private final ForwardSql forwards;
  private final ExhibitSql exhibits;
  private final TakeoverSql systemChanges;

  private SqlLedger(
      Database database,
      Place place,
      PayloadVault vault,
      ErasureFile register,
      RetryPolicy retry,
      Clock clock)
      throws SQLException {
    this.database = database;
    Bodies bodies = new Bodies(vault);
    this.place = place;
    ChainSeals seals = new ChainSeals(vault);
    writer = new GroupCommit(database, seals);
    readers = new Readers(database.reading());
    RecordTypes types = RecordTypes.load();
    submit = new SubmitSql(writer, readers, bodies, types, clock);
    StoredPieces pieces = new StoredPieces(vault);
    dispatch = new DispatchSql(writer, readers, bodies, pieces, retry);
    receive = new ReceiveSql(writer, bodies, types);
    deliver = new DeliverSql(writer, readers, types);
    lease = new LeaseSql(writer, readers, bodies);
    answer = new AnswerSql(writer);
    decide = new DecideSql(writer, bodies, types);
    confirm = new ConfirmSql(writer, readers, bodies, types);
    sweep = new SweepSql(writer, readers, retry);
    clocks = new ClockSql(writer, readers, place);
    rates = new RateSql(readers);
    destinations = new DestinationSql(writer, readers, retry);
    intervene = new InterveneSql(writer);
    outcomes = new OutcomeSql(writer, readers);
    webhooks = new WebhookSql(writer, readers, vault, place);
    acts = new ActSql(writer, readers);
    proposals = new ProposalSql(writer, readers);
    address = new AddressSql(writer, readers, bodies);
    operations = new OperationSql(writer, readers, address);
    controls = new ControlSql(writer, readers, place);
    attachments = new AttachmentSql(writer, readers, bodies, pieces, retry, place);
    rehearsals = new RehearsalSql(writer, readers);
    restores = new RestoresSql(writer, readers, bodies, types, place, retry);
    alarms = new AlarmSql(writer, readers, bodies);
    views = new ViewSql(readers, bodies);
    whys = new WhySql(readers, bodies);
    records = new RecordSql(readers, bodies);
    proofs = new ProofSql(writer, readers, bodies, seals, place);
    exhibits = new ExhibitSql(readers, views, proofs);
    disclosures = new DisclosureSql(readers);
    custody = new CustodySql(writer, readers);
    reconciliation = new ReconcileSql(writer, readers, place);
    forwards = new ForwardSql(readers);
    systemChanges = new TakeoverSql(writer, readers);
    erasures = new ErasureSql(writer, readers, place, register);
    try {
      sealAll(seals, clock.instant());
      erasures.replay(clock.instant());
    } catch (RuntimeException failure) {
      writer.close();
      readers.close();
      throw failure;
    }
  }

  /** Once, at the upgrade to seals; at any other time somebody has taken them away. */
  private void sealAll(ChainSeals seals, Instant now) {
    if (readers.read(seals::neverSealed)) {
      String chains =
          writer.write(
              turn -> {
                String sealed = String.valueOf(seals.sealAll(turn.sql()));
                turn.event(
                    new Event.Subject(0, true, "", new byte[16]),
                    new Event.What(ChainSeals.FIRST, null, sealed),
                    now);
                return sealed;
              });
      alarms.raise(List.of(new Alarm(now, Alarm.Code.CHAINS_UNSEALED, null, chains)));
    }
  }

  /**
   * Opens the ledger in a SQLite file, made if it is not there.
   *
   * @param file its folder has to exist
   * @throws LedgerFailure if it can't be opened, or was written by a newer program
   */
  public static SqlLedger open(Path file, PayloadVault vault, RetryPolicy retry, Clock clock) {
    return open(new LedgerSettings(file, "", "", "", "1"), vault, retry, clock);
  }

  /** With the standard policy for retries. */
  public static SqlLedger open(Path file, PayloadVault vault, Clock clock) {
    return open(file, vault, RetryPolicy.STANDARD, clock);
  }

  /**
   * Opens the ledger where the settings say.
   *
   * @throws LedgerFailure if it can't be opened, was written by a newer program, or another process
   *     has this one's place
   */
  public static SqlLedger open(
      LedgerSettings settings, PayloadVault vault, RetryPolicy retry, Clock clock) {
    return open(settings.database(), vault, retry, clock);
  }

  /**
   * The same.
   *
   * @param register what is erased by it is erased again if a restore brought it back
   */
  public static SqlLedger open(
      LedgerSettings settings,
      PayloadVault vault,
      ErasureFile register,
      RetryPolicy retry,
      Clock clock) {
    return open(settings.database(), vault, register, retry, clock);
  }

  static SqlLedger open(Database database, PayloadVault vault, Clock clock) {
    return open(database, vault, RetryPolicy.STANDARD, clock);
  }

  static SqlLedger open(Database database, PayloadVault vault, RetryPolicy retry, Clock clock) {
    return open(database, vault, null, retry, clock);
  }

  static SqlLedger open(
      Database database, PayloadVault vault, ErasureFile register, RetryPolicy retry, Clock clock) {
    Place place = null;
    try {
      place = database.join();
      return new SqlLedger(database, place, vault, register, retry, clock);
    } catch (SQLException | RuntimeException failure) {
      if (place != null) {
        place.close();
      }
      throw failure instanceof LedgerFailure said
          ? said
          : new LedgerFailure("the ledger could not be opened", failure);
    }
  }

  @Override
  public List<Remembered> submit(List<NewTransfer> transfers) {
    return submit.submit(transfers);
  }

  @Override
  public List<Optional<Remembered>> remembered(List<NewTransfer> transfers) {
    return submit.remembered(transfers);
  }

  @Override
  public int backlog(String destination, int most) {
    return submit.backlog(destination, most);
  }

  @Override
  public int backlogOf(String system, int most) {
    return submit.backlogOf(system, most);
  }

  @Override
  public List<String> destinations() {
    return dispatch.destinations();
  }

  @Override
  public List<String> dueDestinations(Instant now) {
    return dispatch.dueDestinations(now, place.slice());
  }

  @Override
  public List<Outgoing> due(String destination, int max, Instant now) {
    return dispatch.due(destination, max, now, place.slice());
  }

  @Override
  public List<Outgoing> dueControls(String destination, Instant now) {
    return dispatch.dueControls(destination, now, place.slice());
  }

  @Override
  public Set<Long> signed(List<SignedRecord> records) {
    return dispatch.signed(records);
  }

  @Override
  public void setAside(List<Aside> entries, Instant now) {
    dispatch.setAside(entries, now);
  }

  @Override
  public void sent(List<Long> rows, Map<Long, byte[]> envelopes, Instant now) {
    dispatch.sent(rows, envelopes, now).forEach(watch::sent);
  }

  @Override
  public void postpone(String destination, List<Long> rows, String cause, Instant now) {
    dispatch.postpone(destination, rows, cause, now);
    watch.putOff(destination, cause);
  }

  @Override
  public void standStill(String destination, Instant now) {
    destinations.standStill(destination, now);
  }

  @Override
  public boolean pause(String destination, String reason, Instant now) {
    return destinations.pause(destination, reason, now);
  }

  @Override
  public boolean resume(String destination, Instant now) {
    return destinations.resume(destination, now);
  }

  @Override
  public List<Destination> standings() {
    return destinations.standings();
  }

  @Override
  public List<Reception> receive(List<Arrival> arrivals, ReceiptWriter receipts, Instant now) {
    List<Reception> received =
        receive.receive(arrivals, receipts, now.truncatedTo(ChronoUnit.MILLIS));
    for (int i = 0; i < received.size(); i++) {
      if (received.get(i) == Reception.TAKEN) {
        watch.received(arrivals.get(i).facts().from(), 1);
      }
    }
    return received;
  }

  @Override
  public void quarantine(List<Quarantined> envelopes) {
    alarms.quarantine(envelopes);
  }

  @Override
  public void raise(List<Alarm> raised) {
    alarms.raise(raised);
  }

  @Override
  public boolean warn(String key, Alarm alarm) {
    return alarms.warn(key, alarm);
  }

  @Override
  public List<Undelivered> undelivered(int max) {
    return place.slice().first() ? deliver.undelivered(max) : List.of();
  }

  @Override
  public void offer(List<Offer> offers, Instant now) {
    deliver.offer(offers, now);
  }

  @Override
  public Optional<Lease> lease(String system, int max, Instant now, Instant until) {
    return lease.lease(system, max, now, until);
  }

  @Override
  public List<Decided> acknowledge(
      String system, UUID leaseId, List<TransferId> items, Instant now) {
    return answer.acknowledge(system, leaseId, items, now);
  }

  @Override
  public List<TransferId> leased(String system, UUID leaseId) {
    return lease.leased(system, leaseId);
  }

  @Override
  public List<Decided> giveBack(String system, UUID leaseId, List<TransferId> items, Instant now) {
    return answer.giveBack(system, leaseId, items, now);
  }

  @Override
  public List<Decided> decide(
      String system, UUID leaseId, List<Decision> decisions, ReceiptWriter receipts, Instant now) {
    Instant millis = now.truncatedTo(ChronoUnit.MILLIS);
    return decide.decide(system, leaseId, decisions, receipts, millis);
  }

  @Override
  public List<Decided> assign(List<TransferId> parked, String office, Instant now) {
    return deliver.assign(parked, office, now);
  }

  @Override
  public SystemChanges systemChanges() {
    return systemChanges;
  }

  @Override
  public Map<UUID, TransferFacts> sentBy(Collection<UUID> ids) {
    return confirm.sentBy(ids);
  }

  @Override
  public Map<UUID, Set<String>> forwardedBy(String system, Collection<UUID> asked) {
    return forwards.asked(system, asked);
  }

  @Override
  public Map<UUID, TransferFacts> postedBy(String system, Collection<UUID> ids) {
    return confirm.postedBy(system, ids);
  }

  @Override
  public Map<UUID, TransferFacts> receivedFor(String system, Collection<UUID> ids) {
    return confirm.receivedFor(system, ids);
  }

  @Override
  public List<Confirmed> confirm(List<Confirmation> receipts, Instant now) {
    return confirm.confirm(receipts, now);
  }

  @Override
  public Controls controls() {
    return controls;
  }

  @Override
  public Attachments attachments() {
    return attachments;
  }

  @Override
  public Rehearsals rehearsals() {
    return rehearsals;
  }

  @Override
  public Restores restores() {
    return restores;
  }

  @Override
  public int sweep(Instant now) {
    if (!place.slice().first()) {
      return 0;
    }
    outcomes.forget(now);
    proposals.expire(now);
    giveBack();
    return sweep.sweep(now);
  }

  /** As long as nobody waits to write. */
  private void giveBack() {
    Long free = readers.read(database::reusable);
    if (free != null && free >= WORTH_GIVING) {
      int steps = 0;
      while (writer.waiting() == 0 && writer.giveBack() && steps < MOST_GIVEN) {
        steps++;
      }
    }
  }

  @Override
  public Webhooks webhooks() {
    return webhooks;
  }

  @Override
  public Outcomes outcomes() {
    return outcomes;
  }

  @Override
  public Clocks clocks() {
    return clocks;
  }

  @Override
  public Rates rates() {
    return rates;
  }

  @Override
  public Intervened abandon(UUID id, Instant now) {
    return intervene.abandon(id, now);
  }

  @Override
  public Intervened withdraw(UUID id, String system, Instant now) {
    return intervene.withdraw(id, system, now);
  }

  @Override
  public Intervened retry(UUID id, Instant now) {
    return intervene.retry(id, now);
  }

  @Override
  public BulkOperations operations() {
    return operations;
  }

  @Override
  public Optional<AwaitingAddress> awaitingAddress(UUID id, Viewer viewer) {
    return address.awaiting(id, viewer);
  }

  @Override
  public Intervened address(UUID id, String node, byte[] personIndex, Instant now) {
    return address.address(id, node, personIndex, now);
  }

  @Override
  public AuditLog auditLog() {
    return acts;
  }

  @Override
  public Proposals proposals() {
    return proposals;
  }

  @Override
  public Optional<AwaitingAddress> unsigned(UUID id) {
    return address.unsigned(id);
  }

  @Override
  public Intervened redirect(UUID id, String node, byte[] personIndex, Instant now) {
    return address.redirect(id, node, personIndex, now);
  }

  @Override
  public Proofs proofs() {
    return proofs;
  }

  @Override
  public Erasures erasures() {
    return erasures;
  }

  @Override
  public Reconciliation reconciliation() {
    return reconciliation;
  }

  @Override
  public Optional<Custody> custody(byte[] subjectIndex) {
    return custody.of(subjectIndex);
  }

  @Override
  public List<Disclosure> disclosures(byte[] subjectIndex, int max) {
    return disclosures.about(subjectIndex, max);
  }

  @Override
  public Optional<TransferView> find(UUID id, Viewer viewer) {
    return views.find(id, viewer);
  }

  /** Has somebody told of every event from now on. */
  public void watch(EventWatch by) {
    watch = by;
    writer.watch(by);
  }

  /** What a trace tells of a transfer; empty if there is none with this key. */
  public Optional<Traced> traced(long key) {
    return readers.read(sql -> Traced.read(sql, key));
  }

  /** How large the database is, its log included, octets. */
  public long size() {
    return readers.read(database::size);
  }

  /** How much of it is free for new records, octets; empty if the database does not say. */
  public Optional<Long> reusable() {
    return Optional.ofNullable(readers.read(database::reusable));
  }

  /** What passes without anybody's doing, and after what time. */
  public static Map<String, Duration> keeps() {
    Map<String, Duration> keeps = new LinkedHashMap<>();
    keeps.put("IDEMPOTENCY_KEYS", SweepSql.IDEMPOTENCY);
    keeps.put("OUTCOMES", OutcomeSql.KEPT);
    keeps.put("QUARANTINE", SweepSql.QUARANTINE);
    keeps.put("RECONCILIATION", ReconcileSql.KEPT);
    keeps.put("UNCLAIMED_ATTACHMENTS", AttachmentSweep.UNCLAIMED);
    return keeps;
  }

  /** How many batches wait to be written. */
  public int waitingToWrite() {
    return writer.waiting();
  }

  @Override
  public Optional<Why> why(UUID id, Viewer viewer) {
    return whys.why(id, viewer);
  }

  @Override
  public List<TransferView> findBySource(byte[] sourceIndex, Viewer viewer) {
    return views.findBySource(sourceIndex, viewer);
  }

  @Override
  public List<TimelineEntry> timeline(UUID id, Viewer viewer) {
    return views.timeline(id, viewer);
  }

  @Override
  public List<StoredReceipt> receipts(UUID id, Viewer viewer) {
    return views.receipts(id, viewer);
  }

  @Override
  public Optional<Exhibit> exhibit(UUID id, Viewer viewer) {
    return exhibits.exhibit(id, viewer);
  }

  @Override
  public Records records() {
    return records;
  }

  @Override
  public List<Tally> tally() {
    return views.tally();
  }

  @Override
  public List<Alarm> alarms(int max) {
    return alarms.alarms(max);
  }

  @Override
  public List<InQuarantine> quarantined(int max) {
    return alarms.quarantined(max);
  }

  @Override
  public Optional<byte[]> quarantinedEnvelope(String digest) {
    return alarms.envelope(digest);
  }

  @Override
  public Optional<Quarantined> inQuarantine(String digest) {
    return alarms.inQuarantine(digest);
  }

  @Override
  public boolean discardQuarantined(String digest) {
    return alarms.discard(digest);
  }

  /** Recomputes the chains of events; returns the first broken place of each, none if all hold. */
  public List<BrokenChain> verifyChain() {
    return readers.read(sql -> new ChainCheck(sql, () -> false).run());
  }

  /** An examination of the whole ledger, to be run on a thread of its own. */
  public Examination examination() {
    return new Examination(database);
  }

  @Override
  public void close() {
    try {
      writer.close();
      readers.close();
    } finally {
      place.close();
    }
  }
}
