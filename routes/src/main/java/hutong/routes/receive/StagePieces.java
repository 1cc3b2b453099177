package hutong.routes.receive;

import hutong.certs.ContentKind;
import hutong.certs.Opened;
import hutong.certs.Opener;
import hutong.certs.Untrusted;
import hutong.routes.Bells;
import hutong.routes.Bundle;
import hutong.routes.Hints;
import hutong.routes.PieceFrame;
import hutong.routes.Quarantine;
import hutong.routes.QueueMessage;
import hutong.routes.RateLimit;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Piece;
import hutong.routes.ledger.Quarantined;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Step "stage": keeps pieces of attachments, verified like everything else, until the record that
 * names them is here. They are never answered: whoever can't be understood is not told, since the
 * record's own envelope says it all.
 */
public final class StagePieces {

  private record Verified(PieceFrame frame, Opened opened) {}

  private final String node;
  private final Opener opener;
  private final Ledger ledger;
  private final Quarantine quarantine;
  private final Bells bells;
  private final RateLimit alarms;
  private final Clock clock;

  public StagePieces(
      String node, Opener opener, Ledger ledger, Quarantine quarantine, Bells bells, Clock clock) {
    this.node = node;
    this.opener = opener;
    this.ledger = ledger;
    this.quarantine = quarantine;
    this.bells = bells;
    this.alarms = new RateLimit(1, Duration.ofMinutes(10), clock);
    this.clock = clock;
  }

  public void stage(List<QueueMessage> messages) {
    List<Quarantined> quarantined = new ArrayList<>();
    Map<String, List<Verified>> bySender = new LinkedHashMap<>();
    for (QueueMessage message : messages) {
      for (byte[] envelope : Bundle.read(message.body())) {
        try {
          Opened opened = opener.open(envelope, ContentKind.PIECE);
          Verified verified = new Verified(PieceFrame.read(opened.content()).orElse(null), opened);
          String fault = fault(verified, message);
          if (fault == null) {
            bySender.computeIfAbsent(opened.signer().id(), any -> new ArrayList<>()).add(verified);
          } else {
            quarantined.add(quarantine.of(opened.signedData(), fault, message));
          }
        } catch (Untrusted fault) {
          quarantined.add(quarantine.of(envelope, fault.fault().name(), message));
        } catch (RuntimeException unforeseen) {
          quarantined.add(quarantine.of(envelope, "NOT_OPENABLE", message));
        }
      }
    }
    bySender.forEach((from, pieces) -> quarantined.addAll(stage(from, pieces)));
    if (!quarantined.isEmpty()) {
      ledger.quarantine(quarantined);
    }
    bells.complete().ring();
  }

  private String fault(Verified verified, QueueMessage message) {
    if (verified.frame == null) {
      return "PIECE_MALFORMED";
    } else if (!verified.frame.to().equals(node)) {
      return "NOT_FOR_THIS_NODE";
    }
    return Hints.agree(message, verified.opened.signer().id(), node) ? null : "HINTS_DISAGREE";
  }

  /** What contradicts an earlier piece; what is too much is dropped, and comes again. */
  private List<Quarantined> stage(String from, List<Verified> verified) {
    List<Piece> pieces = verified.stream().map(one -> one.frame.piece()).toList();
    List<Attachments.Staged> staged = ledger.attachments().stage(from, pieces, clock.instant());
    List<Quarantined> contradictory = new ArrayList<>();
    for (int i = 0; i < staged.size(); i++) {
      if (staged.get(i) == Attachments.Staged.FALSE) {
        byte[] signedData = verified.get(i).opened.signedData();
        contradictory.add(quarantine.of(signedData, "PIECE_CONTRADICTS", from));
      }
    }
    if (staged.contains(Attachments.Staged.FULL) && alarms.allows(from)) {
      ledger.raise(List.of(new Alarm(clock.instant(), Alarm.Code.ATTACHMENTS_FULL, from, null)));
    }
    return contradictory;
  }
}
