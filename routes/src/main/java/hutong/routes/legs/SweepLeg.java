package hutong.routes.legs;

import hutong.routes.sweep.SweepLedger;
import org.apache.camel.builder.RouteBuilder;

/** Leg "sweep": once a second, what is overdue. */
final class SweepLeg extends RouteBuilder {

  private final SweepLedger sweep;

  SweepLeg(SweepLedger sweep) {
    this.sweep = sweep;
  }

  @Override
  public void configure() {
    from("timer:sweep?period=1000&delay=1000")
        .routeId("sweep")
        .process(exchange -> sweep.sweep())
        .id("overdue");
  }
}
