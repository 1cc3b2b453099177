package hutong.gateway.http;

import hutong.gateway.watch.Metrics;
import io.vertx.core.buffer.Buffer;

/** Hands out the metrics, to whoever may watch. */
final class TellMetrics {

  private final Metrics metrics;
  private final LedgerThreads threads;
  private final Failures failures;

  TellMetrics(Metrics metrics, LedgerThreads threads, Failures failures) {
    this.metrics = metrics;
    this.threads = threads;
    this.failures = failures;
  }

  void tell(Call call) {
    String accept = call.header("Accept");
    threads
        .ask(call.context(), () -> metrics.page(accept))
        .onSuccess(page -> call.answer(200, page.type(), Buffer.buffer(page.body())))
        .onFailure(fault -> failures.answer(call, fault));
  }
}
