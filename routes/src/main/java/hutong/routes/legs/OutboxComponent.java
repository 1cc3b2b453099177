package hutong.routes.legs;

import hutong.routes.dispatch.OutboxSource;
import hutong.routes.dispatch.Turns;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * Endpoint {@code outbox:all?max=128}: in each turn of a destination hands what is due for it to
 * the route. Many destinations have their turn at the same time, each on a thread of its own; one
 * for whom nothing waits has none.
 */
final class OutboxComponent extends DefaultComponent {

  private final OutboxSource source;
  private final Turns turns;

  OutboxComponent(OutboxSource source, Turns turns) {
    this.source = source;
    this.turns = turns;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    int max = getAndRemoveParameter(parameters, "max", Integer.class, 128);
    return new OutboxEndpoint(uri, this, source, turns, max);
  }
}
