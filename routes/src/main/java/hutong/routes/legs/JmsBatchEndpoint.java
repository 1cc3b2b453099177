package hutong.routes.legs;

import hutong.routes.BrokerConnections;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One use of {@link JmsBatchComponent}. */
final class JmsBatchEndpoint extends DefaultEndpoint {

  private final BrokerConnections brokers;
  private final Lines lines;
  private final String node;
  private final String queue;
  private final int max;
  private final int workers;

  JmsBatchEndpoint(
      String uri,
      JmsBatchComponent component,
      BrokerConnections brokers,
      Lines lines,
      String node,
      String queue,
      int max,
      int workers) {
    super(uri, component);
    this.brokers = brokers;
    this.lines = lines;
    this.node = node;
    this.queue = queue;
    this.max = max;
    this.workers = workers;
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new WorkerConsumer(
        this, processor, workers, worker -> new JmsBatchWorker(brokers, node, queue, max));
  }

  @Override
  public Producer createProducer() {
    return new JmsBatchProducer(this, lines, node.equals(JmsBatchComponent.ANY) ? null : node);
  }
}
