package hutong.routes.control;

import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.TransferId;
import hutong.schemas.hx.ErasureItem;
import hutong.schemas.hx.ErasureNotice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Tells a person that a partner has erased records exchanged with it and asks for the same: whether
 * this side may, or must keep them, is decided here, by its own law. What was never exchanged with
 * that partner changes nothing.
 */
final class TellErasures {

  private final Ledger ledger;

  TellErasures(Ledger ledger) {
    this.ledger = ledger;
  }

  void tell(String from, ErasureNotice notice, Instant now) {
    Set<TransferId> named =
        notice.getItem().stream().map(TellErasures::id).collect(Collectors.toSet());
    List<UUID> ids = named.stream().map(TransferId::id).toList();
    Map<UUID, TransferFacts> sent = ledger.sentBy(ids);
    Set<TransferId> received = ledger.attachments().received(named);
    List<Alarm> alarms =
        named.stream()
            .filter(each -> ours(each, from, sent, received))
            .map(
                each ->
                    new Alarm(now, Alarm.Code.ERASURE_ASKED, from, each.from() + "/" + each.id()))
            .toList();
    if (!alarms.isEmpty()) {
      ledger.raise(alarms);
    }
  }

  private static boolean ours(
      TransferId id, String from, Map<UUID, TransferFacts> sent, Set<TransferId> received) {
    if (id.from().equals(from)) {
      return received.contains(id);
    }
    TransferFacts facts = sent.get(id.id());
    return facts != null && facts.transferId().equals(id) && from.equals(facts.to());
  }

  private static TransferId id(ErasureItem item) {
    return new TransferId(item.getSender(), item.getId());
  }
}
