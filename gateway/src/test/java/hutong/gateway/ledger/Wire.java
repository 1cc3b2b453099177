package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.RECEIPTS;

import hutong.routes.Refusal;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Decided;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Remembered;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Viewer;
import hutong.schemas.DueDate;
import hutong.schemas.RejectionCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * Several nodes' real ledgers and a network between them that loses, repeats and reorders whatever
 * they say to each other, by chance but the same for one seed.
 */
final class Wire implements AutoCloseable {
  static final Viewer OPERATOR = new Viewer.Operator();

  final Random random;
  final Map<UUID, TransferFacts> sent = new LinkedHashMap<>();
  private final Path folder;
  private final Map<String, SqlLedger> ledgers = new HashMap<>();
  private final List<Runnable> underWay = new ArrayList<>();
  private Instant now = Samples.NOW;
  private int next;

  Wire(Path folder, long seed, List<String> nodes) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.random = new Random(seed);
    for (String node : nodes) {
      open(node);
    }
  }

  SqlLedger at(String node) {
    return ledgers.get(node);
  }

  Optional<TransferView> view(String node, UUID id) {
    return at(node).find(id, OPERATOR);
  }

  /** Ends the process of a node and starts it again: what is on disk is all that it knows. */
  void crash(String node) {
    at(node).close();
    open(node);
  }

  private void open(String node) {
    ledgers.put(
        node,
        SqlLedger.open(
            folder.resolve(node + ".db"), Samples.vault(), Clock.fixed(now, ZoneOffset.UTC)));
  }

  void pass(Duration time) {
    now = now.plus(time);
    List.copyOf(ledgers.keySet()).forEach(this::crash);
  }

  void sweep(String node) {
    at(node).sweep(now);
  }

  /** Empty if it is refused. */
  Optional<UUID> post(String type, String from, String to, UUID about, byte[] person) {
    next++;
    now = now.plusMillis(1);
    TransferFacts facts =
        CaseBehaviour.facts(type, new UUID(0x7000L + next, 0x8L << 60), from, to, about);
    facts = at(facts, now);
    Remembered said = at(from).submit(List.of(CaseBehaviour.posting(facts, person))).get(0);
    if (!(said instanceof Remembered.New)) {
      return Optional.empty();
    }
    sent.put(facts.id(), facts);
    send(from, to);
    return Optional.of(facts.id());
  }

  private static TransferFacts at(TransferFacts f, Instant created) {
    return new TransferFacts(
        f.id(),
        f.from(),
        f.to(),
        f.type(),
        f.schemaVersion(),
        f.legalBasis(),
        f.targetDivision(),
        f.targetDate(),
        f.correlation(),
        f.urgent(),
        created,
        created.plus(Duration.ofDays(3)));
  }

  private void send(String from, String to) {
    List<Outgoing> due = at(from).due(to, 100, now);
    List<SignedRecord> signed = new ArrayList<>();
    for (Outgoing one : due) {
      if (one instanceof Outgoing.Unsigned unsigned) {
        UUID id = unsigned.facts().id();
        signed.add(
            new SignedRecord(
                one.row(), id.toString().getBytes(StandardCharsets.UTF_8), Samples.digest(id)));
        underWay.add(() -> arrive(id));
      }
    }
    at(from).signed(signed);
    at(from).sent(due.stream().map(Outgoing::row).toList(), now);
  }

  /** The same SignedData once more. */
  void repeat(UUID id) {
    underWay.add(() -> arrive(id));
  }

  private void arrive(UUID id) {
    TransferFacts facts = sent.get(id);
    LocalDate due = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(30);
    Arrival a = CaseBehaviour.arrival(facts);
    Arrival arrival =
        new Arrival(
            facts,
            null,
            0,
            null,
            1,
            a.digest(),
            a.signedData(),
            List.of(),
            new DueDate(due, "custody-30-days", "cn"),
            a.offices(),
            List.of(),
            null);
    SqlLedger ledger = at(facts.to());
    ledger.receive(List.of(arrival), RECEIPTS, now);
    LedgerBehaviour.offerAll(ledger, "register");
    tell(id);
  }

  /** Whatever the recipient has receipted by now is on its way to the sender. */
  void tell(UUID id) {
    TransferFacts facts = sent.get(id);
    view(facts.to(), id)
        .ifPresent(
            view -> {
              InboundState state = InboundState.valueOf(view.state());
              InboundState outcome = state.isFinal() ? state : null;
              Refusal refusal =
                  state == InboundState.REJECTED ? Refusal.of(RejectionCode.LAPSED) : null;
              Confirmation says =
                  new Confirmation(
                      new TransferId(facts.from(), id),
                      facts.to(),
                      Samples.digest(id),
                      outcome == null,
                      outcome,
                      now,
                      outcome == null ? null : now,
                      view.due(),
                      false,
                      refusal,
                      ("receipt " + id + outcome).getBytes(StandardCharsets.UTF_8));
              underWay.add(() -> at(facts.from()).confirm(List.of(says), now));
            });
  }

  /** The deciding system of a node decides whatever waits for it. */
  void decide(String node, boolean accept) {
    SqlLedger ledger = at(node);
    Optional<Lease> lease = ledger.lease("register", 1, now, now.plusSeconds(60));
    if (lease.isEmpty()) {
      return;
    }
    lease
        .get()
        .items()
        .forEach(
            item -> {
              TransferId about = item.facts().transferId();
              Refusal refusal = accept ? null : Refusal.of(RejectionCode.IMPLAUSIBLE);
              var done =
                  ledger.decide(
                      "register",
                      lease.get().id(),
                      List.of(new Decision(about, refusal)),
                      RECEIPTS,
                      now);
              if (done.get(0) == Decided.OUT_OF_CYCLE) {
                ledger.decide(
                    "register",
                    lease.get().id(),
                    List.of(new Decision(about, Refusal.of(RejectionCode.OUT_OF_CYCLE))),
                    RECEIPTS,
                    now);
              }
              tell(about.id());
            });
  }

  /** Something that is under way arrives, perhaps to arrive again, or is lost. */
  void happen() {
    if (underWay.isEmpty()) {
      return;
    }
    Runnable one = underWay.remove(random.nextInt(underWay.size()));
    int chance = random.nextInt(10);
    if (chance < 8) {
      one.run();
    }
    if (chance > 6) {
      underWay.add(one);
    }
  }

  /** Everything that is under way arrives, and nothing is lost. */
  void settle() {
    while (!underWay.isEmpty()) {
      underWay.remove(random.nextInt(underWay.size())).run();
    }
  }

  @Override
  public void close() {
    ledgers.values().forEach(SqlLedger::close);
  }
}
