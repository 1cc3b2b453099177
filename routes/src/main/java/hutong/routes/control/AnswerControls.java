package hutong.routes.control;

import hutong.routes.Bells;
import hutong.routes.RateLimit;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Controls;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Interim;
import hutong.routes.ledger.Ledger;
import hutong.schemas.hx.Control;
import hutong.schemas.hx.InterimItem;
import hutong.schemas.hx.InterimState;
import hutong.schemas.hx.Reoffered;
import hutong.schemas.hx.Restored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Step "answer": a question is answered with what the ledger has; an answer is noted and never
 * answered. What a partner sends beyond its rate is dropped: it asks again another day.
 */
public final class AnswerControls {

  private static final int BURST = 32;
  private static final Duration STEP = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final Controls controls;
  private final WriteControl write;
  private final ResealUnread reseal;
  private final Bells bells;
  private final RateLimit limit;
  private final Clock clock;

  public AnswerControls(
      Ledger ledger, WriteControl write, ResealUnread reseal, Bells bells, Clock clock) {
    this.ledger = ledger;
    this.controls = ledger.controls();
    this.write = write;
    this.reseal = reseal;
    this.bells = bells;
    this.limit = new RateLimit(BURST, STEP, clock);
    this.clock = clock;
  }

  public void answer(OpenControls.Group group) {
    if (!group.quarantined().isEmpty()) {
      ledger.quarantine(group.quarantined());
    }
    for (Control control : group.controls()) {
      if (limit.allows(control.getFrom())) {
        act(control);
      }
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
    } else if (control.getRestored() != null) {
      Restored said = control.getRestored();
      ledger.restores().heard(from, said.getEpoch(), said.getPoint(), now);
    } else if (control.getReoffered() != null) {
      Reoffered said = control.getReoffered();
      ledger.restores().said(from, said.getEpoch(), said.getItems(), now);
      bells.received().ring();
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
