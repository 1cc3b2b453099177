package hutong.routes.dispatch;

import hutong.certs.ContentKind;
import hutong.certs.NoUsableKey;
import hutong.certs.Sealer;
import hutong.certs.Signed;
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
 * every repeat carries the same bytes. What can't be read is set aside, and what can't be signed if
 * it is to blame; otherwise all of them wait. Where there is no key or suite for the destination,
 * nothing is to blame but that.
 */
public final class SignRecords {

  private static final Logger LOG = LoggerFactory.getLogger(SignRecords.class);

  private final WriteExchange exchange;
  private final Sealer sealer;
  private final Ledger ledger;
  private final Clock clock;

  public SignRecords(WriteExchange exchange, Sealer sealer, Ledger ledger, Clock clock) {
    this.exchange = exchange;
    this.sealer = sealer;
    this.ledger = ledger;
    this.clock = clock;
  }

  public Dispatch sign(Due group) {
    String destination = group.destination();
    List<Outgoing> due = group.entries();
    List<SignedRecord> fresh = new ArrayList<>();
    List<Sendable> sendables = new ArrayList<>();
    List<Aside> aside = new ArrayList<>();
    List<Outgoing> unsignable = new ArrayList<>();
    Set<Long> held = new HashSet<>();
    RuntimeException fault = null;
    boolean signedAny = false;
    for (Outgoing outgoing : due) {
      if (outgoing instanceof Outgoing.Damaged) {
        aside.add(new Aside(outgoing.row(), "STORED_BYTES_DAMAGED"));
        continue;
      }
      if (outgoing instanceof Outgoing.Signed again
          && !sealer.isRead(again.signedData(), destination)) {
        aside.add(new Aside(outgoing.row(), "SUITE_NOT_ALLOWED"));
        continue;
      }
      try {
        sendables.add(sendable(destination, outgoing, fresh));
        signedAny |= isFresh(outgoing);
      } catch (NoUsableKey destinationsFault) {
        held.add(outgoing.row());
        fault = destinationsFault;
      } catch (RuntimeException unforeseen) {
        LOG.error("Entry {} of the outbox can't be signed", outgoing.row(), unforeseen);
        unsignable.add(outgoing);
        fault = unforeseen;
      }
    }
    Set<Long> waiting = new HashSet<>(held);
    for (Outgoing each : unsignable) {
      if (Suspicion.fallsOnEntry(each.attempts(), signedAny)) {
        aside.add(new Aside(each.row(), "NOT_SIGNABLE"));
      } else {
        waiting.add(each.row());
      }
    }
    Set<Long> gone = new HashSet<>();
    if (!aside.isEmpty()) {
      ledger.setAside(aside, clock.instant());
      aside.forEach(each -> gone.add(each.row()));
    }
    if (!fresh.isEmpty()) {
      gone.addAll(ledger.signed(fresh));
    }
    List<Long> rows =
        due.stream()
            .filter(each -> !(each instanceof Outgoing.Part) || waiting.contains(each.row()))
            .map(Outgoing::row)
            .distinct()
            .toList();
    Dispatch dispatch =
        new Dispatch(destination, rows, sendables, waiting.isEmpty() ? null : fault);
    dispatch.leave(gone);
    return dispatch;
  }

  private static boolean isFresh(Outgoing outgoing) {
    return outgoing instanceof Outgoing.Unsigned || outgoing instanceof Outgoing.Part;
  }

  private Sendable sendable(String destination, Outgoing outgoing, List<SignedRecord> fresh) {
    if (outgoing instanceof Outgoing.Unsigned unsigned) {
      SignedRecord signed = sign(destination, unsigned);
      fresh.add(signed);
      return Sendable.record(unsigned, signed.signedData());
    } else if (outgoing instanceof Outgoing.Part part) {
      byte[] frame = new PieceFrame(destination, part.piece()).write();
      return Sendable.piece(
          part, part.left(), sealer.sign(frame, ContentKind.PIECE, destination).bytes());
    } else if (outgoing instanceof Outgoing.Signed again) {
      return Sendable.record(again, again.signedData());
    } else if (outgoing instanceof Outgoing.Receipt receipt) {
      return Sendable.receipt(receipt);
    }
    return Sendable.control((Outgoing.Control) outgoing);
  }

  private SignedRecord sign(String destination, Outgoing.Unsigned unsigned) {
    byte[] document = exchange.write(unsigned);
    Signed signed = sealer.sign(document, ContentKind.EXCHANGE, destination);
    return new SignedRecord(unsigned.row(), signed.bytes(), signed.digest().toString());
  }
}
