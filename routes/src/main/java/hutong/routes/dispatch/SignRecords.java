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
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "sign": SignedData is made once and is on disk before it leaves for the first time, so that
 * every repeat carries the same bytes. What waits together is signed together. What can't be read
 * is set aside, and what can't be signed if it is to blame; otherwise all of them wait. Where there
 * is no key or suite for the destination, nothing is to blame but that.
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
    Group group = new Group();
    for (Outgoing outgoing : due) {
      group.take(outgoing);
    }
    group.sign(ContentKind.EXCHANGE);
    group.sign(ContentKind.PIECE);
    return group.finish(due);
  }

  /** Something fresh, written and not yet signed. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Draft(int place, Outgoing outgoing, ContentKind kind, byte[] document) {}

  /** What waits for the destination together. */
  private final class Group {
    private final List<Sendable> places = new ArrayList<>();
    private final List<Draft> drafts = new ArrayList<>();
    private final List<SignedRecord> fresh = new ArrayList<>();
    private final List<Aside> aside = new ArrayList<>();
    private final List<Outgoing> unsignable = new ArrayList<>();
    private final Set<Long> held = new HashSet<>();
    private RuntimeException fault;
    private boolean signedAny;

    private void take(Outgoing outgoing) {
      if (outgoing instanceof Outgoing.Damaged) {
        aside.add(new Aside(outgoing.row(), "STORED_BYTES_DAMAGED"));
        return;
      }
      if (outgoing instanceof Outgoing.Signed again
          && !sealer.isRead(again.signedData(), destination)) {
        aside.add(new Aside(outgoing.row(), "SUITE_NOT_ALLOWED"));
        return;
      }
      try {
        places.add(signedBefore(outgoing));
      } catch (RuntimeException unforeseen) {
        unsignable(outgoing, unforeseen);
      }
    }

    /** Null for what is written now, to be signed. */
    private Sendable signedBefore(Outgoing outgoing) {
      if (outgoing instanceof Outgoing.Unsigned unsigned) {
        draft(outgoing, ContentKind.EXCHANGE, exchange.write(unsigned));
        return null;
      } else if (outgoing instanceof Outgoing.Part part) {
        draft(outgoing, ContentKind.PIECE, new PieceFrame(destination, part.piece()).write());
        return null;
      } else if (outgoing instanceof Outgoing.Signed again) {
        return Sendable.record(again, again.signedData());
      } else if (outgoing instanceof Outgoing.Receipt receipt) {
        return Sendable.receipt(receipt);
      }
      return Sendable.control((Outgoing.Control) outgoing);
    }

    private void draft(Outgoing outgoing, ContentKind kind, byte[] document) {
      drafts.add(new Draft(places.size(), outgoing, kind, document));
    }

    private void sign(ContentKind kind) {
      sign(kind, drafts.stream().filter(each -> each.kind() == kind).toList());
    }

    /** Together; each alone if that fails, so that one is to blame for itself alone. */
    private void sign(ContentKind kind, List<Draft> together) {
      try {
        List<Signed> signed =
            sealer.signAll(together.stream().map(Draft::document).toList(), kind, destination);
        for (int i = 0; i < signed.size(); i++) {
          put(together.get(i), signed.get(i));
        }
      } catch (NoUsableKey destinationsFault) {
        together.forEach(each -> held.add(each.outgoing().row()));
        fault = destinationsFault;
      } catch (RuntimeException unforeseen) {
        if (together.size() > 1) {
          together.forEach(each -> sign(kind, List.of(each)));
        } else {
          unsignable(together.get(0).outgoing(), unforeseen);
        }
      }
    }

    private void put(Draft draft, Signed signed) {
      Outgoing outgoing = draft.outgoing();
      if (outgoing instanceof Outgoing.Part part) {
        places.set(draft.place(), Sendable.piece(part, part.left(), signed.bytes()));
      } else {
        fresh.add(new SignedRecord(outgoing.row(), signed.bytes(), signed.digest().toString()));
        places.set(draft.place(), Sendable.record(outgoing, signed.bytes()));
      }
      signedAny = true;
    }

    private void unsignable(Outgoing outgoing, RuntimeException unforeseen) {
      LOG.error("Entry {} of the outbox can't be signed", outgoing.row(), unforeseen);
      unsignable.add(outgoing);
      fault = unforeseen;
    }

    private Dispatch finish(List<Outgoing> due) {
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
      List<Sendable> sendables = new ArrayList<>(places);
      sendables.removeIf(Objects::isNull);
      Dispatch dispatch =
          new Dispatch(destination, rows, sendables, waiting.isEmpty() ? null : fault);
      dispatch.leave(gone);
      return dispatch;
    }
  }
}
