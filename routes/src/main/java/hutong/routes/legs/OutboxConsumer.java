package hutong.routes.legs;

import hutong.routes.Exhaustion;
import hutong.routes.dispatch.Due;
import hutong.routes.dispatch.OutboxSource;
import hutong.routes.dispatch.Turns;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/** Has a route work off what is due, a destination a turn. */
final class OutboxConsumer extends DefaultConsumer {

  private final OutboxSource source;
  private final Turns turns;
  private final int max;
  private ExecutorService threads;

  OutboxConsumer(
      Endpoint endpoint, Processor processor, OutboxSource source, Turns turns, int max) {
    super(endpoint, processor);
    this.source = source;
    this.turns = turns;
    this.max = max;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    threads =
        getEndpoint()
            .getCamelContext()
            .getExecutorServiceManager()
            .newCachedThreadPool(this, getEndpoint().getEndpointUri());
    turns.open(destination -> threads.execute(() -> turn(destination)));
  }

  @Override
  protected void doStop() throws Exception {
    turns.close();
    threads.shutdown();
    if (!threads.awaitTermination(8, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
    super.doStop();
  }

  private void turn(String destination) {
    Turns.End end = Turns.End.BROKEN;
    try {
      Due due = source.due(destination, max);
      end = due.isEmpty() ? Turns.End.NOTHING : routed(due);
    } catch (Exception | Error fault) {
      // An Error too: whose turn ends in silence would never have another.
      Exhaustion.tell(fault);
      getExceptionHandler().handleException("The work comes again", fault);
    } finally {
      turns.ended(destination, end);
    }
  }

  private Turns.End routed(Due due) throws Exception {
    Exchange exchange = createExchange(true);
    try {
      exchange.getMessage().setBody(due);
      exchange.setProperty(JmsBatchProducer.TO, due.destination());
      getProcessor().process(exchange);
      Throwable handled =
          exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
      Exhaustion.tell(handled);
      if (exchange.getException() != null) {
        throw exchange.getException();
      }
      return handled == null ? Turns.End.GONE : Turns.End.PUT_OFF;
    } finally {
      releaseExchange(exchange, false);
    }
  }
}
