package hutong.routes.control;

import hutong.routes.Bells;
import hutong.routes.DirectoryFrame;
import hutong.routes.Quarantine;
import hutong.routes.RateLimit;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Controls;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Interim;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.LedgerUnavailable;
import hutong.routes.reconcile.FindDifferences;
import hutong.routes.reconcile.HearBooks;
import hutong.schemas.hx.Control;
import hutong.schemas.hx.InterimItem;
import hutong.schemas.hx.InterimState;
import hutong.schemas.hx.Reoffered;
import hutong.schemas.hx.Restored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Step "answer": a question is answered with what the ledger has; an answer is noted and never
 * answered. What a partner sends beyond its rate is dropped: it asks again another day. One that
 * fails is quarantined, by the same ledger: if that is what failed, all of them come again.
 */
public final class AnswerControls {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerControls.class);
  private static final int BURST = 32;
  private static final Duration STEP = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final Controls controls;
  private final WriteControl write;
  private final ResealUnread reseal;
  private final TellErasures tell;
  private final RehearseKeys rehearse;
  private final PassDirectory pass;
  private final HearBooks hear;
  private final FindDifferences find;
  private final Bells bells;
  private final Quarantine quarantine;
  private final RateLimit limit;
  private final Clock clock;

  public AnswerControls(
      Ledger ledger,
      WriteControl write,
      ResealUnread reseal,
      RehearseKeys rehearse,
      PassDirectory pass,
      HearBooks hear,
      FindDifferences find,
      Bells bells,
      Quarantine quarantine,
      Clock clock) {
    this.ledger = ledger;
    this.controls = ledger.controls();
    this.write = write;
    this.reseal = reseal;
    this.rehearse = rehearse;
    this.pass = pass;
    this.hear = hear;
    this.find = find;
    this.bells = bells;
    this.quarantine = quarantine;
    this.tell = new TellErasures(ledger);
    this.limit = new RateLimit(BURST, STEP, clock);
    this.clock = clock;
  }

  public void answer(OpenControls.Group group) {
    if (!group.quarantined().isEmpty()) {
      ledger.quarantine(group.quarantined());
    }
    for (DirectoryFrame each : group.directories()) {
      pass.gather(each);
    }
    for (OpenControls.Said each : group.controls()) {
      Control control = each.control();
      if (limit.allows(control.getFrom())) {
        actOrQuarantine(control, each.signedData());
      }
    }
  }

  private void actOrQuarantine(Control control, byte[] signedData) {
    try {
      act(control);
    } catch (LedgerUnavailable nobodysFault) {
      throw nobodysFault;
    } catch (RuntimeException unforeseen) {
      ledger.quarantine(
          List.of(quarantine.of(signedData, "CONTROL_NOT_ANSWERABLE", control.getFrom())));
      LOG.error("A control document could not be answered", unforeseen);
    }
  }

  private void act(Control control) {
    String from = control.getFrom();
    Instant now = clock.instant();
    if (control.getStatusRequest() != null) {
      controls.answer(
          from, control.getStatusRequest().getId(), items -> write.interimStatus(from, items), now);
      bells.outbox(from).ring();
    } else if (control.getInterimStatus() != null) {
      List<Interim> items =
          control.getInterimStatus().getItem().stream().map(AnswerControls::interim).toList();
      controls.answered(from, items, control.getCreated(), now);
    } else if (control.getUnreadable() != null) {
      reseal.later(from, control.getUnreadable());
      pass.heard(from, control.getUnreadable().getDirectoryVersion());
    } else if (control.getProbe() != null) {
      rehearse.answer(from, control.getProbe());
    } else if (control.getProbed() != null) {
      rehearse.note(from, control.getProbed());
    } else if (control.getRestored() != null) {
      Restored said = control.getRestored();
      ledger.restores().heard(from, said.getEpoch(), said.getPoint(), now);
    } else if (control.getReoffered() != null) {
      Reoffered said = control.getReoffered();
      ledger.restores().said(from, said.getEpoch(), said.getItems(), now);
      bells.received().ring();
    } else if (control.getErasureNotice() != null) {
      tell.tell(from, control.getErasureNotice(), now);
    } else if (control.getDirectory() != null) {
      pass.heard(from, control.getDirectory());
    } else if (control.getSummary() != null) {
      hear.summary(from, control.getSummary());
    } else if (control.getBookWanted() != null) {
      hear.wanted(from, control.getBookWanted());
    } else if (control.getBookPart() != null) {
      find.find(from, control.getBookPart());
    }
  }

  private static Interim interim(InterimItem item) {
    InboundState state =
        item.getState() == InterimState.NOT_KNOWN
            ? null
            : InboundState.valueOf(item.getState().name());
    return new Interim(item.getId(), state, item.getSince());
  }
}
