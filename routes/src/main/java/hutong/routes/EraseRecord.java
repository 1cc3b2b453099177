package hutong.routes;

import hutong.routes.ledger.ErasureReason;
import hutong.routes.ledger.Erasures;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.Ledger;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Erases a record at a person's word, and asks its other side for the same. Asked once more about
 * what is erased already, it asks the other side once more.
 */
public final class EraseRecord {

  private final String node;
  private final Ledger ledger;
  private final WriteControl write;
  private final Bells bells;
  private final Clock clock;

  public EraseRecord(String node, Ledger ledger, WriteControl write, Bells bells, Clock clock) {
    this.node = node;
    this.ledger = ledger;
    this.write = write;
    this.bells = bells;
    this.clock = clock;
  }

  /**
   * Erases it here and asks its other side for the same.
   *
   * @param sender null if only one has sent something under that id
   */
  public Intervened erase(UUID id, String sender, ErasureReason reason) {
    Instant now = clock.instant();
    Erasures.Erased erased = ledger.erasures().erase(id, sender, reason, now);
    if (reason.concernsPartner()) {
      for (Erasures.With each : erased.with()) {
        if (!each.partner().equals(node)) {
          byte[] notice = write.erasureNotice(each.partner(), each.id(), reason);
          ledger.controls().put(each.partner(), notice, now);
          bells.outbox(each.partner()).ring();
        }
      }
    }
    return erased.result();
  }
}
