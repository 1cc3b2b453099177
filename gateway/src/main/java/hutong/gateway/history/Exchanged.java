package hutong.gateway.history;

import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Decision;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Lease;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.MailItem;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Offer;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Takes groups of records through every state of a ledger, as the legs would. */
final class Exchanged {

  private static final String SYSTEM = "history";
  private static final String DIVISION = "360102";
  private static final Duration VALID = Duration.ofDays(3);
  private static final byte[] PRUNED = {0};

  private final Ledger ledger;
  private final String node;
  private final String partner;
  private final Clock clock;
  private final SplittableRandom random = new SplittableRandom(20_261_128);
  private long sequence;

  Exchanged(Ledger ledger, String node, String partner, Clock clock) {
    this.ledger = ledger;
    this.node = node;
    this.partner = partner;
    this.clock = clock;
  }

  /** Posted, signed, sent, receipted, accepted. */
  void send(int many) {
    Instant now = clock.instant();
    List<NewTransfer> posted = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      posted.add(posted(facts(node, partner, now)));
    }
    ledger.submit(posted);
    List<Confirmation> receipts = new ArrayList<>();
    for (List<Outgoing> due = ledger.due(partner, many, now);
        !due.isEmpty();
        due = ledger.due(partner, many, now)) {
      List<SignedRecord> signed = new ArrayList<>();
      for (Outgoing each : due) {
        if (each instanceof Outgoing.Unsigned record) {
          String digest = digest();
          signed.add(new SignedRecord(record.row(), PRUNED, digest));
          receipts.add(accepted(record.facts().id(), digest, now));
        }
      }
      ledger.signed(signed);
      ledger.sent(due.stream().map(Outgoing::row).toList(), now);
    }
    ledger.confirm(receipts, now);
  }

  /** Received, offered, handed out, accepted; its receipts sent. */
  void receive(int many) {
    Instant now = clock.instant();
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      arrivals.add(arrival(facts(partner, node, now)));
    }
    ledger.receive(arrivals, all -> Collections.nCopies(all.size(), PRUNED), now);
    List<Offer> offers = new ArrayList<>();
    ledger
        .undelivered(many)
        .forEach(each -> offers.add(new Offer.To(each.key(), SYSTEM, List.of())));
    ledger.offer(offers, now);
    for (var lease = ledger.lease(SYSTEM, many, now, now.plusSeconds(60));
        lease.isPresent();
        lease = ledger.lease(SYSTEM, many, now, now.plusSeconds(60))) {
      accept(lease.get(), now);
    }
    for (List<Outgoing> due = ledger.due(partner, many, now);
        !due.isEmpty();
        due = ledger.due(partner, many, now)) {
      ledger.sent(due.stream().map(Outgoing::row).toList(), now);
    }
  }

  private void accept(Lease lease, Instant now) {
    List<Decision> decisions =
        lease.items().stream()
            .map(MailItem::facts)
            .map(facts -> new Decision(facts.transferId(), null))
            .toList();
    ledger.decide(
        SYSTEM, lease.id(), decisions, all -> Collections.nCopies(all.size(), PRUNED), now);
  }

  private TransferFacts facts(String from, String to, Instant now) {
    return new TransferFacts(
        id(now),
        from,
        to,
        "ArrivalNotice",
        "1.0",
        "SC-663",
        DIVISION,
        LocalDate.ofYearDay(2026, 1),
        null,
        false,
        now,
        now.plus(VALID));
  }

  private NewTransfer posted(TransferFacts facts) {
    return new NewTransfer(
        facts, SYSTEM, index(), 1, index(), index(), PRUNED, List.of(), List.of(), List.of(), null,
        null);
  }

  private Arrival arrival(TransferFacts facts) {
    return new Arrival(
        facts,
        new UUID(random.nextLong(), random.nextLong()),
        1,
        index(),
        1,
        digest(),
        PRUNED,
        List.of(),
        null,
        List.of(DIVISION),
        List.of(),
        null);
  }

  private Confirmation accepted(UUID id, String digest, Instant now) {
    return new Confirmation(
        new TransferId(node, id),
        partner,
        digest,
        true,
        InboundState.ACCEPTED,
        now,
        now,
        null,
        false,
        null,
        PRUNED);
  }

  /** UUIDv7, in order. */
  private UUID id(Instant now) {
    long high = (now.toEpochMilli() << 16) | 0x7000 | (sequence++ & 0xfff);
    return new UUID(high, (random.nextLong() >>> 2) | Long.MIN_VALUE);
  }

  private byte[] index() {
    return ByteBuffer.allocate(32)
        .putLong(random.nextLong())
        .putLong(random.nextLong())
        .putLong(random.nextLong())
        .putLong(random.nextLong())
        .array();
  }

  private String digest() {
    return "SHA256:" + HexFormat.of().formatHex(index());
  }
}
