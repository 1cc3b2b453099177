package hutong.routes.receive;

import hutong.certs.ContentKind;
import hutong.certs.Opener;
import hutong.certs.Untrusted;
import hutong.routes.Bundle;
import hutong.routes.Hints;
import hutong.routes.Quarantine;
import hutong.routes.QueueMessage;
import hutong.routes.QueueNames;
import hutong.routes.confirm.MatchReceipts;
import hutong.routes.confirm.OpenReceipts;
import hutong.routes.confirm.RememberReceipts;
import hutong.routes.ledger.Arrival;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Quarantined;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes an envelope out of quarantine by the same steps as if it came now: it is opened and
 * verified like any other (invariant 2), and if it still fails it stays, under its new fault. Done
 * twice, the second is recognised as a repeat.
 */
public final class ReleaseEnvelope {

  /** Not in quarantine any more. */
  public static final String GONE = "GONE";

  /** It was too large to be kept whole. */
  public static final String CUT_OFF = "CUT_OFF";

  /** Its sender repeats such a thing by itself; nobody else can. */
  public static final String NOT_RELEASABLE = "NOT_RELEASABLE";

  /** It failed again; the fault follows. */
  public static final String QUARANTINED = "QUARANTINED";

  /** What the broker said of it is not kept, so that it can't be compared anew (invariant 4). */
  private static final String BY_ITS_HINTS = "HINTS_DISAGREE";

  private final String node;
  private final Opener opener;
  private final Quarantine quarantine;
  private final Ledger ledger;
  private final Receive receive;
  private final Confirm confirm;

  /** The steps of the leg for records. */
  public record Receive(
      OpenEnvelopes open,
      RegainRecords regain,
      ReadArrivals read,
      HoldArrivals hold,
      RememberArrivals remember) {}

  /** The steps of the leg for receipts. */
  public record Confirm(OpenReceipts open, MatchReceipts match, RememberReceipts remember) {}

  public ReleaseEnvelope(
      String node,
      Opener opener,
      Quarantine quarantine,
      Ledger ledger,
      Receive receive,
      Confirm confirm) {
    this.node = node;
    this.opener = opener;
    this.quarantine = quarantine;
    this.ledger = ledger;
    this.receive = receive;
    this.confirm = confirm;
  }

  /**
   * Says in stable words what became of it.
   *
   * @param digest of the envelope
   */
  public String release(String digest) {
    Optional<Quarantined> found = ledger.inQuarantine(digest);
    if (found.isEmpty()) {
      return GONE;
    }
    Quarantined one = found.get();
    if (!one.form().releasable()) {
      return NOT_RELEASABLE;
    }
    if (one.cutOff()) {
      return CUT_OFF;
    }
    if (one.fault().equals(BY_ITS_HINTS)) {
      return QUARANTINED + " " + BY_ITS_HINTS;
    }
    return one.form() == Quarantined.Form.RECEIPT ? confirm(one) : receive(one);
  }

  private String receive(Quarantined one) {
    OpenEnvelopes.Group group =
        one.form() == Quarantined.Form.RECORD
            ? reopen(one)
            : receive.open.open(List.of(message(one, QueueNames.inbox(node))));
    group.incoming.replaceAll(this::hinted);
    boolean opened = !group.incoming.isEmpty();
    ReadArrivals.Read read = receive.read.read(receive.regain.regain(group));
    ReadArrivals.Read here = receive.hold.hold(read);
    List<Quarantined> again = receive.remember.remember(here);
    if (!again.isEmpty()) {
      return failed(one, again);
    }
    if (!opened) {
      return NOT_RELEASABLE;
    }
    ledger.discardQuarantined(one.digest());
    if (read.arrivals().isEmpty()) {
      return "GIVEN_BACK";
    }
    if (here.arrivals().isEmpty()) {
      return "WAITS_FOR_ATTACHMENTS";
    }
    Arrival arrival = here.arrivals().get(0);
    return arrival.refusal() == null ? "RECEIVED" : "REFUSED " + arrival.refusal().code();
  }

  private OpenEnvelopes.Group reopen(Quarantined one) {
    OpenEnvelopes.Group group = new OpenEnvelopes.Group();
    try {
      group.incoming.add(
          new Incoming(
              opener.verify(one.envelope(), ContentKind.EXCHANGE),
              message(one, QueueNames.inbox(node))));
    } catch (Untrusted fault) {
      group.quarantined.add(
          quarantine.of(one.envelope(), fault.fault().name(), one.from(), Quarantined.Form.RECORD));
    }
    return group;
  }

  private String confirm(Quarantined one) {
    OpenReceipts.Group group = confirm.open.open(List.of(message(one, QueueNames.receipts(node))));
    MatchReceipts.Matched matched = confirm.match.match(group);
    List<Quarantined> again = confirm.remember.remember(matched);
    if (!again.isEmpty()) {
      return failed(one, again);
    }
    ledger.discardQuarantined(one.digest());
    return "RECEIVED";
  }

  /** It is kept as what failed now. */
  private String failed(Quarantined was, List<Quarantined> again) {
    if (again.stream().noneMatch(each -> each.digest().equals(was.digest()))) {
      ledger.discardQuarantined(was.digest());
    }
    return QUARANTINED + " " + again.get(0).fault();
  }

  private static QueueMessage message(Quarantined one, String queue) {
    return new QueueMessage(queue, Map.of(), Bundle.write(List.of(one.envelope())), one.from());
  }

  /** By who wrote it, as the broker said; where it did not say, by who signed it. */
  private Incoming hinted(Incoming one) {
    QueueMessage message = one.message();
    String from = message.writtenBy() == null ? one.opened().signer().id() : message.writtenBy();
    return new Incoming(
        one.opened(),
        new QueueMessage(
            message.queue(), Hints.of(from, node, 1), message.body(), message.writtenBy()));
  }
}
