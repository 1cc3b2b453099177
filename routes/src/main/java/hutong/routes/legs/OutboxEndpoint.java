package hutong.routes.legs;

import hutong.routes.dispatch.OutboxSource;
import hutong.routes.dispatch.Turns;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One use of {@link OutboxComponent}. */
final class OutboxEndpoint extends DefaultEndpoint {

  private final OutboxSource source;
  private final Turns turns;
  private final int max;

  OutboxEndpoint(String uri, OutboxComponent component, OutboxSource source, Turns turns, int max) {
    super(uri, component);
    this.source = source;
    this.turns = turns;
    this.max = max;
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new OutboxConsumer(this, processor, source, turns, max);
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("An outbox is only taken from");
  }
}
