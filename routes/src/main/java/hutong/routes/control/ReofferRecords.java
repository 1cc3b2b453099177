package hutong.routes.control;

import hutong.certs.ContentKind;
import hutong.certs.Opener;
import hutong.certs.Sealer;
import hutong.routes.Bells;
import hutong.routes.Bundle;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Restores;
import hutong.routes.ledger.Restores.Reoffer;
import hutong.routes.ledger.Restores.Thing;
import hutong.routes.ledger.Restores.Wrapped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "re-offer": gives a member that was restored what it may lack, each record as it was signed
 * with the receipts about it, whoever of the two had sent it.
 */
public final class ReofferRecords {

  private static final Logger LOG = LoggerFactory.getLogger(ReofferRecords.class);

  /** Room for the envelope and the signature around it. */
  private static final int LARGEST = Opener.DEFAULT_MAX_BYTES - 16 * 1024;

  private final Ledger ledger;
  private final Sealer sealer;
  private final WriteControl write;
  private final Bells bells;
  private final Clock clock;

  public ReofferRecords(
      Ledger ledger, Sealer sealer, WriteControl write, Bells bells, Clock clock) {
    this.ledger = ledger;
    this.sealer = sealer;
    this.write = write;
    this.bells = bells;
    this.clock = clock;
  }

  /** Once a second: as much as goes in a second. */
  public void reoffer() {
    Restores restores = ledger.restores();
    for (Reoffer part : restores.reoffers()) {
      List<Wrapped> wrapped = new ArrayList<>();
      for (Thing thing : part.things()) {
        byte[] content = content(thing);
        if (content.length > LARGEST) {
          LOG.error("Record {} is too large to be re-offered to {}", thing.id(), part.member());
        } else {
          wrapped.add(
              new Wrapped(
                  thing.key(), sealer.answer(content, ContentKind.REOFFER, part.member()).bytes()));
        }
      }
      restores.offered(
          part,
          wrapped,
          items -> write.reoffered(part.member(), part.epoch(), items),
          clock.instant());
      bells.outbox(part.member()).ring();
    }
  }

  private static byte[] content(Thing thing) {
    List<byte[]> pieces = new ArrayList<>();
    pieces.add(thing.signedData());
    pieces.addAll(thing.receipts());
    return Bundle.write(pieces);
  }
}
