package hutong.routes.confirm;

import hutong.certs.ClockSkew;
import hutong.routes.OwnDueDates;
import hutong.routes.Quarantine;
import hutong.routes.ReceiptSays;
import hutong.routes.Tracing;
import hutong.routes.confirm.OpenReceipts.Group;
import hutong.routes.confirm.OpenReceipts.Verified;
import hutong.routes.ledger.Confirmation;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Quarantined;
import hutong.routes.ledger.TransferFacts;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "match": who signed must be who it speaks for, at a time that can be true; and the due date
 * it states is computed once more, by us.
 */
public final class MatchReceipts {

  private static final Logger LOG = LoggerFactory.getLogger(MatchReceipts.class);

  private final Ledger ledger;
  private final OwnDueDates dueDates;
  private final Quarantine quarantine;
  private final Tracing tracing;
  private final Clock clock;

  public MatchReceipts(
      Ledger ledger, OwnDueDates dueDates, Quarantine quarantine, Tracing tracing, Clock clock) {
    this.quarantine = quarantine;
    this.tracing = tracing;
    this.clock = clock;
    this.ledger = ledger;
    this.dueDates = dueDates;
  }

  /** What a group came to. */
  public record Matched(List<Confirmation> confirmations, List<Quarantined> quarantined) {}

  public Matched match(Group group) {
    List<UUID> ids =
        group.receipts().stream().map(each -> each.receipt().getSubject().getId()).toList();
    Map<UUID, TransferFacts> sent = ids.isEmpty() ? Map.of() : ledger.sentBy(ids);
    List<Confirmation> confirmations = new ArrayList<>();
    List<Quarantined> quarantined = new ArrayList<>(group.quarantined());
    for (Verified each : group.receipts()) {
      TransferFacts about = sent.get(each.receipt().getSubject().getId());
      try {
        if (plausible(each.opened().signedAt(), about)) {
          confirmations.add(confirmation(each, about));
          tracing.arrived(
              each.opened().signer().id(),
              each.receipt().getSubject().getId(),
              true,
              each.traceparent(),
              System.nanoTime() - group.begun());
        } else {
          String from = each.opened().signer().id();
          quarantined.add(quarantine.of(each.opened().signedData(), "IMPLAUSIBLE_TIME", from));
        }
      } catch (RuntimeException unforeseen) {
        String from = each.opened().signer().id();
        LOG.error("A receipt by {} can't be matched", from, unforeseen);
        quarantined.add(quarantine.of(each.opened().signedData(), "NOT_EXAMINABLE", from));
      }
    }
    return new Matched(confirmations, quarantined);
  }

  /** What evidence could not be made of later is not believed now. */
  private boolean plausible(Instant signedAt, TransferFacts about) {
    return !signedAt.isAfter(clock.instant().plus(ClockSkew.ALLOWED))
        && (about == null || !signedAt.isBefore(about.created().minus(ClockSkew.ALLOWED)));
  }

  /** The ledger compares {@code by} with the recipient it sent to: the signer, not what it says. */
  private Confirmation confirmation(Verified verified, TransferFacts sent) {
    Confirmation said = ReceiptSays.of(verified.opened(), verified.receipt());
    return sent == null ? said : dueDates.check(said, sent);
  }
}
