package hutong.routes.legs;

import static hutong.routes.legs.Steps.last;
import static hutong.routes.legs.Steps.step;

import hutong.routes.deliver.ChooseSystems;
import hutong.routes.deliver.OfferRecords;
import org.apache.camel.builder.RouteBuilder;

/** Leg "deliver": from the ledger to the mailbox of the deciding system. One thread: in order. */
final class DeliverLeg extends RouteBuilder {

  static final String SOURCE = "received";

  private final ChooseSystems choose;
  private final OfferRecords offer;

  DeliverLeg(ChooseSystems choose, OfferRecords offer) {
    this.choose = choose;
    this.offer = offer;
  }

  @Override
  public void configure() {
    from("batch:" + SOURCE + "?max=256")
        .routeId("deliver")
        .process(step(choose::choose))
        .id("choose")
        .process(last(offer::offer))
        .id("hand-over");
  }
}
