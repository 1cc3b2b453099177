package hutong.routes.legs;

import hutong.routes.BatchSource;
import java.util.List;
import org.apache.camel.Exchange;

/** Works on a {@link BatchSource}; the source itself knows what is still to do. */
final class BatchWorker implements Worker {

  private final BatchSource<?> source;
  private final int max;

  BatchWorker(BatchSource<?> source, int max) {
    this.source = source;
    this.max = max;
  }

  @Override
  public boolean fetch(Exchange exchange) throws InterruptedException {
    List<?> batch = source.take(max);
    exchange.getMessage().setBody(batch);
    return !batch.isEmpty();
  }

  @Override
  public void done() {}

  @Override
  public void failed() {}

  @Override
  public void close() {}
}
