package hutong.routes.control;

import hutong.routes.Bells;
import hutong.routes.WriteControl;
import hutong.routes.ledger.Controls;
import hutong.routes.ledger.Question;
import java.time.Clock;
import java.time.Duration;

/**
 * Step "ask": whoever is silent about a record for too long is asked where it stands, once in every
 * such time, one question of many ids after the other.
 */
public final class AskPartners {

  private final Controls controls;
  private final WriteControl write;
  private final Bells bells;
  private final Duration askAfter;
  private final Clock clock;

  public AskPartners(
      Controls controls, WriteControl write, Bells bells, Duration askAfter, Clock clock) {
    this.controls = controls;
    this.write = write;
    this.bells = bells;
    this.askAfter = askAfter;
    this.clock = clock;
  }

  public void ask() {
    for (Question question :
        controls.questions(clock.instant().minus(askAfter), WriteControl.MOST)) {
      byte[] signed = write.statusRequest(question.partner(), question.ids());
      controls.asked(question, signed, clock.instant());
      bells.outbox(question.partner()).ring();
    }
  }
}
