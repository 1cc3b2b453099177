package hutong.routes.legs;

import static hutong.routes.legs.Steps.last;
import static hutong.routes.legs.Steps.step;

import hutong.routes.QueueNames;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Held;
import hutong.routes.receive.CompareAttachments;
import hutong.routes.receive.ReadArrivals;
import hutong.routes.receive.RememberArrivals;
import hutong.routes.receive.ReopenHeld;
import hutong.routes.receive.StagePieces;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Leg "attach": pieces of attachments from a queue of their own to the ledger, and the records that
 * waited for them. Beside "receive", so that no record waits for another's scan.
 */
final class AttachLeg extends RouteBuilder {

  static final String SOURCE = "complete";

  private static final String HELD = "held";

  private final String node;
  private final Attachments attachments;
  private final StagePieces stage;
  private final ReopenHeld reopen;
  private final ReadArrivals validate;
  private final CompareAttachments compare;
  private final RememberArrivals remember;

  AttachLeg(
      String node,
      Attachments attachments,
      StagePieces stage,
      ReopenHeld reopen,
      ReadArrivals validate,
      CompareAttachments compare,
      RememberArrivals remember) {
    this.node = node;
    this.attachments = attachments;
    this.stage = stage;
    this.reopen = reopen;
    this.validate = validate;
    this.compare = compare;
    this.remember = remember;
  }

  @Override
  public void configure() {
    from("jms-batch:" + node + "/" + QueueNames.pieces(node) + "?max=2")
        .routeId("pieces")
        .process(last(stage::stage))
        .id("stage");
    from("batch:" + SOURCE + "?max=8")
        .routeId("attach")
        .setProperty(HELD, body())
        .process(step(reopen::open))
        .id("reopen")
        .process(step(validate::read))
        .id("validate-complete")
        .process(step(compare::compare))
        .id("compare")
        .process(last(remember::remember))
        .id("remember-complete")
        .process(this::release)
        .id("release");
  }

  /** After they are stored: if it stops in between, they are recognised as repeats. */
  @SuppressWarnings("unchecked") // Set in this route alone.
  private void release(Exchange exchange) {
    attachments.release((List<Held>) exchange.getProperty(HELD, List.class));
  }
}
