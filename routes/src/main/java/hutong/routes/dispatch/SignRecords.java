package hutong.routes.dispatch;

import hutong.certs.ContentKind;
import hutong.certs.Sealer;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.SignedRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Step "sign": SignedData is made once and is on disk before it leaves for the first time, so that
 * every repeat carries the same bytes.
 */
public final class SignRecords {

  private final String destination;
  private final WriteExchange exchange;
  private final Sealer sealer;
  private final Ledger ledger;

  public SignRecords(String destination, WriteExchange exchange, Sealer sealer, Ledger ledger) {
    this.destination = destination;
    this.exchange = exchange;
    this.sealer = sealer;
    this.ledger = ledger;
  }

  public Dispatch sign(List<Outgoing> due) {
    List<SignedRecord> fresh = new ArrayList<>();
    List<Sendable> sendables = new ArrayList<>();
    for (Outgoing outgoing : due) {
      if (outgoing instanceof Outgoing.Unsigned unsigned) {
        SignedRecord signed = sign(unsigned);
        fresh.add(signed);
        sendables.add(new Sendable(unsigned.row(), false, true, signed.signedData()));
      } else if (outgoing instanceof Outgoing.Signed again) {
        sendables.add(new Sendable(again.row(), false, true, again.signedData()));
      } else if (outgoing instanceof Outgoing.Receipt receipt) {
        sendables.add(new Sendable(receipt.row(), true, receipt.personal(), receipt.signedData()));
      }
    }
    if (!fresh.isEmpty()) {
      ledger.signed(fresh);
    }
    List<Long> rows = due.stream().map(Outgoing::row).toList();
    return new Dispatch(destination, due.get(0).attempts(), rows, sendables);
  }

  private SignedRecord sign(Outgoing.Unsigned unsigned) {
    byte[] document = exchange.write(unsigned);
    byte[] signedData = sealer.sign(document, ContentKind.EXCHANGE);
    return new SignedRecord(unsigned.row(), signedData, sealer.digest(document).toString());
  }
}
