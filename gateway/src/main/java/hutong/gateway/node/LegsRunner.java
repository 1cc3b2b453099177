package hutong.gateway.node;

import hutong.routes.NodeParts;
import hutong.routes.legs.Legs;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** Runs the legs of one node in a Camel context of its own. */
final class LegsRunner implements AutoCloseable {

  private static final int STOP_SECONDS = 8;

  private final Main main = new Main();
  private final Legs legs;

  LegsRunner(NodeParts parts) throws Exception {
    this.legs = new Legs(parts);
    main.configure()
        .withName("hutong-" + parts.node())
        .withShutdownTimeout(STOP_SECONDS)
        .withShutdownLogInflightExchangesOnTimeout(false);
    main.setDefaultPropertyPlaceholderLocation("false");
    main.init();
    legs.addTo(main.getCamelContext());
    main.start();
  }

  CamelContext camel() {
    return main.getCamelContext();
  }

  Legs legs() {
    return legs;
  }

  @Override
  public void close() {
    main.stop();
  }
}
