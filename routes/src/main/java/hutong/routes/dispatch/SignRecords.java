package hutong.routes.dispatch;

import hutong.certs.ContentKind;
import hutong.certs.Sealer;
import hutong.routes.PieceFrame;
import hutong.routes.ledger.Aside;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.SignedRecord;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "sign": SignedData is made once and is on disk before it leaves for the first time, so that
 * every repeat carries the same bytes. What can't be read or signed is set aside, and its
 * neighbours go; if nothing of several can be signed, it is not their fault and all of them wait.
 */
public final class SignRecords {

  private static final Logger LOG = LoggerFactory.getLogger(SignRecords.class);

  private final String destination;
  private final WriteExchange exchange;
  private final Sealer sealer;
  private final Ledger ledger;
  private final Clock clock;

  public SignRecords(
      String destination, WriteExchange exchange, Sealer sealer, Ledger ledger, Clock clock) {
    this.destination = destination;
    this.exchange = exchange;
    this.sealer = sealer;
    this.ledger = ledger;
    this.clock = clock;
  }

  public Dispatch sign(List<Outgoing> due) {
    List<SignedRecord> fresh = new ArrayList<>();
    List<Sendable> sendables = new ArrayList<>();
    List<Aside> damaged = new ArrayList<>();
    List<Aside> unsignable = new ArrayList<>();
    RuntimeException fault = null;
    for (Outgoing outgoing : due) {
      if (outgoing instanceof Outgoing.Unsigned unsigned) {
        try {
          SignedRecord signed = sign(unsigned);
          fresh.add(signed);
          sendables.add(new Sendable(unsigned.row(), false, true, signed.signedData()));
        } catch (RuntimeException unforeseen) {
          LOG.error("Record {} can't be signed", unsigned.facts().id(), unforeseen);
          unsignable.add(new Aside(unsigned.row(), "NOT_SIGNABLE"));
          fault = unforeseen;
        }
      } else if (outgoing instanceof Outgoing.Part part) {
        try {
          byte[] frame = new PieceFrame(destination, part.piece()).write();
          byte[] signed = sealer.sign(frame, ContentKind.PIECE);
          sendables.add(Sendable.piece(part.row(), part.left(), signed));
        } catch (RuntimeException unforeseen) {
          LOG.error("A piece of row {} can't be signed", part.row(), unforeseen);
          unsignable.add(new Aside(part.row(), "NOT_SIGNABLE"));
          fault = unforeseen;
        }
      } else if (outgoing instanceof Outgoing.Signed again) {
        sendables.add(new Sendable(again.row(), false, true, again.signedData()));
      } else if (outgoing instanceof Outgoing.Receipt receipt) {
        sendables.add(new Sendable(receipt.row(), true, receipt.personal(), receipt.signedData()));
      } else if (outgoing instanceof Outgoing.Damaged unreadable) {
        damaged.add(new Aside(unreadable.row(), "STORED_BYTES_DAMAGED"));
      } else if (outgoing instanceof Outgoing.Control control) {
        sendables.add(new Sendable(control.row(), false, false, control.signedData()));
      }
    }
    boolean ours = fresh.isEmpty() && unsignable.size() > 1;
    if (!ours) {
      damaged.addAll(unsignable);
    }
    Set<Long> gone = new HashSet<>();
    if (!damaged.isEmpty()) {
      ledger.setAside(damaged, clock.instant());
      damaged.forEach(each -> gone.add(each.row()));
    }
    if (!fresh.isEmpty()) {
      gone.addAll(ledger.signed(fresh));
    }
    List<Long> rows =
        due.stream().filter(one -> !(one instanceof Outgoing.Part)).map(Outgoing::row).toList();
    Dispatch dispatch = new Dispatch(destination, rows, sendables, ours ? fault : null);
    dispatch.leave(gone);
    return dispatch;
  }

  private SignedRecord sign(Outgoing.Unsigned unsigned) {
    byte[] document = exchange.write(unsigned);
    byte[] signedData = sealer.sign(document, ContentKind.EXCHANGE);
    return new SignedRecord(unsigned.row(), signedData, sealer.digest(document).toString());
  }
}
