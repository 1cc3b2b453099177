package hutong.routes.receive;

import hutong.certs.ContentKind;
import hutong.certs.Opened;
import hutong.certs.Opener;
import hutong.certs.Untrusted;
import hutong.routes.Bundle;
import hutong.routes.CountRecords;
import hutong.routes.Indexes;
import hutong.routes.OneByOne;
import hutong.routes.OwnDueDates;
import hutong.routes.Quarantine;
import hutong.routes.ReceiptSays;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.LedgerUnavailable;
import hutong.routes.ledger.Quarantined;
import hutong.routes.ledger.Regained;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.receive.ReadArrivals.Candidate;
import hutong.schemas.Documents;
import hutong.schemas.DueDate;
import hutong.schemas.ReceivedExchange;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import hutong.schemas.hx.Urgency;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "regain": after a restore of this node's ledger, takes what partners give back, and lets
 * everything else through. Only from members that are asked for it, and only what proves itself:
 * each document and each receipt is verified anew, and must be about the two of them. What this
 * node never receipted goes on as an ordinary arrival.
 */
public final class RegainRecords {

  private static final Logger LOG = LoggerFactory.getLogger(RegainRecords.class);

  /** A document, its transport receipt and its final one. */
  private static final int MOST_PIECES = 3;

  private final String node;
  private final Opener opener;
  private final Documents documents;
  private final RecordTypes types;
  private final ExamineArrivals examine;
  private final Indexes indexes;
  private final CountRecords count;
  private final OwnDueDates dueDates;
  private final Ledger ledger;
  private final Quarantine quarantine;
  private final Clock clock;

  public RegainRecords(
      String node,
      Opener opener,
      Documents documents,
      RecordTypes types,
      ExamineArrivals examine,
      Indexes indexes,
      CountRecords count,
      OwnDueDates dueDates,
      Ledger ledger,
      Quarantine quarantine,
      Clock clock) {
    this.node = node;
    this.opener = opener;
    this.documents = documents;
    this.types = types;
    this.examine = examine;
    this.indexes = indexes;
    this.count = count;
    this.dueDates = dueDates;
    this.ledger = ledger;
    this.quarantine = quarantine;
    this.clock = clock;
  }

  /** What one member gave back in this group. */
  private static final class GivenBack {
    final List<Regained> things = new ArrayList<>();
    final List<byte[]> seen = new ArrayList<>();
  }

  public OpenEnvelopes.Group regain(OpenEnvelopes.Group group) {
    List<Incoming> reoffers =
        group.incoming.stream()
            .filter(each -> each.opened().kind() == ContentKind.REOFFER)
            .toList();
    if (reoffers.isEmpty()) {
      return group;
    }
    group.incoming.removeAll(reoffers);
    Map<String, GivenBack> byMember = new LinkedHashMap<>();
    for (Incoming each : reoffers) {
      String from = each.opened().signer().id();
      if (byMember.containsKey(from) || ledger.restores().awaits(from)) {
        read(each, byMember.computeIfAbsent(from, any -> new GivenBack()), group);
      } else {
        LOG.debug("{} gives back what it was not asked for", from);
      }
    }
    byMember.forEach(this::keep);
    return group;
  }

  private void keep(String from, GivenBack given) {
    List<Regained> poisonous =
        OneByOne.poisonous(
            given.things,
            things -> ledger.restores().regain(from, things, List.of(), clock.instant()));
    if (!poisonous.isEmpty()) {
      LOG.error("{} things that {} gave back can't be stored", poisonous.size(), from);
      List<Quarantined> kept = new ArrayList<>();
      for (Regained each : poisonous) {
        byte[] signedData =
            each instanceof Regained.Sent sent
                ? sent.signedData()
                : ((Regained.Received) each).arrival().signedData();
        kept.add(quarantine.of(signedData, "NOT_STORABLE", from));
      }
      ledger.quarantine(kept);
    }
    ledger.restores().regain(from, List.of(), given.seen, clock.instant());
  }

  private void read(Incoming incoming, GivenBack into, OpenEnvelopes.Group group) {
    List<byte[]> pieces = Bundle.read(incoming.opened().content());
    into.seen.add(Bundle.sha256(pieces.get(0)));
    String fault;
    try {
      fault = read(incoming, pieces, into, group);
    } catch (Untrusted untrusted) {
      fault = untrusted.fault().name();
    } catch (RefusedInput unreadable) {
      fault = "REOFFER_UNREADABLE";
    } catch (LedgerUnavailable nobodysFault) {
      throw nobodysFault;
    } catch (RuntimeException unforeseen) {
      LOG.error("A thing given back can't be examined", unforeseen);
      fault = "NOT_EXAMINABLE";
    }
    if (fault != null) {
      group.quarantined.add(
          quarantine.of(incoming.opened().signedData(), fault, incoming.message()));
    }
  }

  /** Null if it is fit. */
  private String read(
      Incoming incoming, List<byte[]> pieces, GivenBack into, OpenEnvelopes.Group group)
      throws Untrusted, RefusedInput {
    String partner = incoming.opened().signer().id();
    Opened opened = opener.verify(pieces.get(0), ContentKind.EXCHANGE);
    ReceivedExchange exchange = documents.readExchange(opened.content());
    Header header = exchange.header();
    boolean theirs = between(header, partner, node) && opened.signer().id().equals(partner);
    boolean ours = between(header, node, partner) && opened.signer().id().equals(node);
    if (pieces.size() > MOST_PIECES || theirs == ours) {
      return "REOFFER_UNFIT";
    }
    List<Confirmation> receipts = new ArrayList<>();
    for (byte[] piece : pieces.subList(1, pieces.size())) {
      Opened signed = opener.verify(piece, ContentKind.RECEIPT);
      Confirmation said = ReceiptSays.of(signed, documents.readReceipt(signed.content()));
      if (!said.by().equals(header.getTo())
          || !said.about().from().equals(header.getFrom())
          || !said.about().id().equals(header.getId())
          || !said.digest().equals(opened.digest().toString())) {
        return "REOFFER_UNFIT";
      }
      receipts.add(said);
    }
    if (ours) {
      into.things.add(sent(exchange, opened, receipts));
    } else if (receipts.isEmpty()) {
      group.incoming.add(new Incoming(opened, incoming.message()));
    } else {
      into.things.add(received(new Incoming(opened, incoming.message()), exchange, receipts));
    }
    return null;
  }

  private static boolean between(Header header, String from, String to) {
    return header.getFrom().equals(from) && header.getTo().equals(to);
  }

  /** What our own receipts say stands, whatever we would find today. */
  private Regained received(
      Incoming incoming, ReceivedExchange exchange, List<Confirmation> receipts) {
    List<Candidate> unexaminable = new ArrayList<>();
    Candidate candidate = new Candidate(incoming, exchange.header(), exchange.record(), null);
    List<Arrival> examined = examine.examine(List.of(candidate), unexaminable);
    if (examined.isEmpty()) {
      throw new IllegalStateException("An arrival that was receipted can't be examined");
    }
    Arrival a = examined.get(0);
    DueDate due =
        receipts.stream().map(Confirmation::due).filter(Objects::nonNull).findFirst().orElse(null);
    return new Regained.Received(
        new Arrival(
            a.facts(),
            a.streamId(),
            a.streamNumber(),
            a.sourceIndex(),
            a.sourceVersion(),
            a.subjectIndex(),
            a.digest(),
            a.signedData(),
            a.marks(),
            due,
            a.offices(),
            a.addressEvidence(),
            receipts.stream()
                .map(Confirmation::refusal)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null),
            List.of(),
            a.counted()),
        receipts);
  }

  private Regained sent(ReceivedExchange exchange, Opened opened, List<Confirmation> receipts) {
    Header header = exchange.header();
    ResidentRecord record = exchange.record();
    boolean ordered = header.getStream() != null;
    TransferFacts facts =
        new TransferFacts(
            header.getId(),
            header.getFrom(),
            header.getTo(),
            header.getType(),
            header.getSchemaVersion(),
            header.getLegalBasis(),
            header.getTargetDivision(),
            header.getTargetDate(),
            header.getCorrelation(),
            record.getUrgency() == Urgency.URGENT,
            header.getCreated(),
            header.getExpires());
    return new Regained.Sent(
        facts,
        ordered ? header.getStream().getId() : null,
        ordered ? header.getStream().getNumber() : 0,
        indexes.source(record),
        record.getSource().getVersion(),
        ordered && types.of(record).inOrder() ? indexes.person(header.getTo(), record) : null,
        indexes.subject(record),
        indexes.content(exchange.recordXml()),
        opened.digest().toString(),
        opened.signedData(),
        receipts.stream().map(said -> dueDates.check(said, facts)).toList(),
        count.of(record));
  }
}
