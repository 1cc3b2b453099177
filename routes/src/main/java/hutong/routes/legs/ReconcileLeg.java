package hutong.routes.legs;

import hutong.routes.reconcile.CompareBooks;
import hutong.routes.reconcile.SendSummaries;
import org.apache.camel.builder.RouteBuilder;

/** Leg "reconcile": both sides' books are told and compared, beside everything else. */
final class ReconcileLeg extends RouteBuilder {

  private final SendSummaries send;
  private final CompareBooks compare;

  ReconcileLeg(SendSummaries send, CompareBooks compare) {
    this.send = send;
    this.compare = compare;
  }

  @Override
  public void configure() {
    from("timer:reconcile?period=1000&delay=2000")
        .routeId("reconcile")
        .process(exchange -> send.send())
        .id("send-summaries")
        .process(exchange -> compare.compare())
        .id("compare-books");
  }
}
