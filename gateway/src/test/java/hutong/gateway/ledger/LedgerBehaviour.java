package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.HERE;
import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.RECEIPTS;
import static hutong.gateway.ledger.Samples.THERE;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Remembered;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.StreamPosition;
import hutong.routes.ledger.TimelineEntry;
import hutong.routes.ledger.TransferId;
import hutong.routes.ledger.TransferView;
import hutong.routes.ledger.Undelivered;
import hutong.routes.ledger.Viewer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the suites have in common: a ledger, and the usual ways of a record through it. */
abstract class LedgerBehaviour {
  static final Viewer OPERATOR = new Viewer.Operator();
  static final Instant LATER = NOW.plusSeconds(60);

  SqlLedger ledger;

  abstract SqlLedger open();

  @BeforeEach
  void opened() {
    ledger = open();
  }

  @AfterEach
  void holds() {
    assertThat(ledger.verifyChain()).isEmpty();
    ledger.close();
  }

  static UUID id(int number) {
    return new UUID(0x0190_0000_0000_7000L + number, 0x8000_0000_0000_0000L + number);
  }

  Remembered submit(NewTransfer transfer) {
    return ledger.submit(List.of(transfer)).get(0);
  }

  List<Outgoing> due() {
    return ledger.due(THERE, 100, NOW);
  }

  List<UUID> dueRecords() {
    return due().stream()
        .filter(one -> !(one instanceof Outgoing.Receipt))
        .map(
            one ->
                one instanceof Outgoing.Unsigned unsigned
                    ? unsigned.facts().id()
                    : ((Outgoing.Signed) one).facts().id())
        .toList();
  }

  List<Outgoing.Receipt> dueReceipts() {
    return due().stream()
        .filter(Outgoing.Receipt.class::isInstance)
        .map(Outgoing.Receipt.class::cast)
        .toList();
  }

  StreamPosition position(UUID id) {
    return due().stream()
        .filter(Outgoing.Unsigned.class::isInstance)
        .map(Outgoing.Unsigned.class::cast)
        .filter(one -> one.facts().id().equals(id))
        .findFirst()
        .orElseThrow()
        .stream();
  }

  /** Signs and sends everything that is due. */
  void sendAll(Instant now) {
    List<Outgoing> due = ledger.due(THERE, 100, now);
    List<SignedRecord> signed = new ArrayList<>();
    for (Outgoing one : due) {
      if (one instanceof Outgoing.Unsigned unsigned) {
        UUID id = unsigned.facts().id();
        signed.add(
            new SignedRecord(
                one.row(), ("signed " + id).getBytes(StandardCharsets.UTF_8), Samples.digest(id)));
      }
    }
    ledger.signed(signed);
    ledger.sent(due.stream().map(Outgoing::row).toList(), now);
  }

  String state(UUID id) {
    return view(id).state();
  }

  TransferView view(UUID id) {
    return ledger.find(id, OPERATOR).orElseThrow();
  }

  List<String> events(UUID id) {
    return ledger.timeline(id, OPERATOR).stream().map(TimelineEntry::what).toList();
  }

  /** Receives records and puts them into the mailbox of the register. */
  void receiveAndOffer(Arrival... arrivals) {
    ledger.receive(List.of(arrivals), RECEIPTS, NOW);
    offer("register");
  }

  void offer(String decider, Offer.Reader... readers) {
    offerAll(ledger, decider, readers);
  }

  static void offerAll(SqlLedger ledger, String decider, Offer.Reader... readers) {
    List<Offer> offers = new ArrayList<>();
    for (Undelivered one : ledger.undelivered(100)) {
      offers.add(new Offer.To(one.key(), decider, List.of(readers)));
    }
    ledger.offer(offers, NOW);
  }

  Lease lease() {
    return ledger.lease("register", 100, NOW, LATER).orElseThrow();
  }

  static List<UUID> ids(Lease lease) {
    return lease.items().stream().map(item -> item.facts().id()).toList();
  }

  static TransferId from(UUID id) {
    return new TransferId(THERE, id);
  }

  static Arrival inStream(UUID id, UUID stream, long number) {
    return Samples.arrival(Samples.facts(id, THERE, HERE), stream, number, "s" + id, 1, null);
  }

  static Arrival version(UUID id, String source, long version) {
    return Samples.arrival(Samples.facts(id, THERE, HERE), null, 0, source, version, null);
  }
}
