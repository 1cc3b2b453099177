package hutong.routes.legs;

import static hutong.routes.legs.Steps.last;
import static hutong.routes.legs.Steps.step;

import hutong.routes.QueueNames;
import hutong.routes.confirm.MatchReceipts;
import hutong.routes.confirm.OpenReceipts;
import hutong.routes.confirm.RememberReceipts;
import org.apache.camel.builder.RouteBuilder;

/** Leg "confirm": receipts for what this node sent become evidence in its ledger. */
final class ConfirmLeg extends RouteBuilder {

  private final String node;
  private final OpenReceipts open;
  private final MatchReceipts match;
  private final RememberReceipts remember;

  ConfirmLeg(String node, OpenReceipts open, MatchReceipts match, RememberReceipts remember) {
    this.node = node;
    this.open = open;
    this.match = match;
    this.remember = remember;
  }

  @Override
  public void configure() {
    from("jms-batch:" + node + "/" + QueueNames.receipts(node) + "?max=4")
        .routeId("confirm")
        .process(step(open::open))
        .id("open-receipts")
        .process(step(match::match))
        .id("match")
        .process(last(remember::remember))
        .id("remember-receipts");
  }
}
