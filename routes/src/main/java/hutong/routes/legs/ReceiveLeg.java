package hutong.routes.legs;

import static hutong.routes.legs.Steps.last;
import static hutong.routes.legs.Steps.step;

import hutong.routes.QueueNames;
import hutong.routes.receive.HoldArrivals;
import hutong.routes.receive.OpenEnvelopes;
import hutong.routes.receive.ReadArrivals;
import hutong.routes.receive.RegainRecords;
import hutong.routes.receive.RememberArrivals;
import org.apache.camel.builder.RouteBuilder;

/** Leg "receive": from this node's inbox to the ledger, with the transport receipt. */
final class ReceiveLeg extends RouteBuilder {

  private final String node;
  private final OpenEnvelopes open;
  private final RegainRecords regain;
  private final ReadArrivals validate;
  private final HoldArrivals hold;
  private final RememberArrivals remember;

  ReceiveLeg(
      String node,
      OpenEnvelopes open,
      RegainRecords regain,
      ReadArrivals validate,
      HoldArrivals hold,
      RememberArrivals remember) {
    this.node = node;
    this.open = open;
    this.regain = regain;
    this.validate = validate;
    this.hold = hold;
    this.remember = remember;
  }

  @Override
  public void configure() {
    from("jms-batch:" + node + "/" + QueueNames.inbox(node) + "?max=4&workers=2")
        .routeId("receive")
        .process(step(open::open))
        .id("open")
        .process(step(regain::regain))
        .id("regain")
        .process(step(validate::read))
        .id("validate-arrivals")
        .process(step(hold::hold))
        .id("hold")
        .process(last(remember::remember))
        .id("remember-arrivals");
  }
}
