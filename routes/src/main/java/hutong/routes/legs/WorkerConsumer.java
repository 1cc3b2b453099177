package hutong.routes.legs;

import hutong.routes.Exhaustion;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;

/**
 * Runs workers, each on a thread of its own: fetch, route, settle. A failure is told to Camel's
 * exception handler and followed by a pause, so that a lasting fault does not spin.
 */
final class WorkerConsumer extends DefaultConsumer {

  private static final long SHORTEST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 5_000;

  private final int workers;
  private final IntFunction<Worker> newWorker;
  private ExecutorService threads;

  WorkerConsumer(
      Endpoint endpoint, Processor processor, int workers, IntFunction<Worker> newWorker) {
    super(endpoint, processor);
    this.workers = workers;
    this.newWorker = newWorker;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    threads =
        getEndpoint()
            .getCamelContext()
            .getExecutorServiceManager()
            .newFixedThreadPool(this, getEndpoint().getEndpointUri(), workers);
    for (int i = 0; i < workers; i++) {
      int number = i;
      threads.execute(() -> work(number));
    }
  }

  @Override
  protected void doStop() throws Exception {
    threads.shutdown();
    if (!threads.awaitTermination(8, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
    super.doStop();
  }

  private void work(int number) {
    try (Worker worker = newWorker.apply(number)) {
      long pause = SHORTEST_PAUSE_MS;
      while (isRunAllowed() && !threads.isShutdown()) {
        if (step(worker)) {
          pause = SHORTEST_PAUSE_MS;
        } else {
          TimeUnit.MILLISECONDS.sleep(pause);
          pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** One round; false if it failed. */
  private boolean step(Worker worker) throws InterruptedException {
    Exchange exchange = createExchange(true);
    try {
      if (!worker.fetch(exchange)) {
        return true;
      }
      getProcessor().process(exchange);
      Exhaustion.tell(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class));
      if (exchange.getException() == null) {
        worker.done();
        return true;
      }
      Exhaustion.tell(exchange.getException());
      worker.failed();
      getExceptionHandler().handleException("The work comes again", exchange.getException());
      return false;
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception | Error fault) {
      // An Error too: a leg whose thread has died in silence would never work again.
      Exhaustion.tell(fault);
      worker.failed();
      getExceptionHandler().handleException("The work comes again", fault);
      return false;
    } finally {
      releaseExchange(exchange, false);
    }
  }
}
