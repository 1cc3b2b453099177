package hutong.routes.legs;

import hutong.routes.checkpoint.BindHeads;
import hutong.routes.checkpoint.StampCheckpoints;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/** Leg "checkpoint": binds the ledger now and then; has it time-stamped beside that. */
final class CheckpointLeg extends RouteBuilder {

  private final Duration every;
  private final BindHeads bind;
  private final StampCheckpoints stamp;

  CheckpointLeg(Duration every, BindHeads bind, StampCheckpoints stamp) {
    this.every = every;
    this.bind = bind;
    this.stamp = stamp;
  }

  @Override
  public void configure() {
    long period = every.toMillis();
    from("timer:checkpoint?period=" + period + "&delay=" + period)
        .routeId("checkpoint")
        .process(exchange -> bind.bind())
        .id("bind-heads");
    from("timer:stamp?period=1000&delay=1000")
        .routeId("stamp")
        .process(exchange -> stamp.stamp())
        .id("stamp-checkpoints");
  }
}
