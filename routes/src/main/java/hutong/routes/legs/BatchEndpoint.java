package hutong.routes.legs;

import hutong.routes.BatchSource;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One use of {@link BatchComponent}. */
final class BatchEndpoint extends DefaultEndpoint {

  private final BatchSource<?> source;
  private final int max;
  private final int workers;

  BatchEndpoint(String uri, BatchComponent component, BatchSource<?> source, int max, int workers) {
    super(uri, component);
    this.source = source;
    this.max = max;
    this.workers = workers;
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new WorkerConsumer(this, processor, workers, worker -> new BatchWorker(source, max));
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("A batch source is only taken from");
  }
}
