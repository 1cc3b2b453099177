package hutong.routes.legs;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.BatchSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

class BatchTest extends CamelTestSupport {

  private final BlockingQueue<Integer> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger failures = new AtomicInteger();

  @Override
  protected CamelContext createCamelContext() throws Exception {
    CamelContext camel = super.createCamelContext();
    BatchComponent batches = new BatchComponent();
    BatchSource<Integer> source = this::take;
    batches.add("numbers", source);
    camel.addComponent("batch", batches);
    return camel;
  }

  @Override
  protected RoutesBuilder createRouteBuilder() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("batch:numbers?max=10")
            .routeId("numbers")
            .process(
                exchange -> {
                  if (failures.getAndDecrement() > 0) {
                    throw new IllegalStateException("not now");
                  }
                })
            .to("mock:taken");
      }
    };
  }

  @Test
  void whatever_waits_is_handed_over_as_one_list_and_bounded() throws Exception {
    MockEndpoint taken = getMockEndpoint("mock:taken");
    taken.expectedMinimumMessageCount(3);
    for (int i = 0; i < 25; i++) {
      waiting.add(i);
    }
    taken.assertIsSatisfied();
    assertThat(taken.getExchanges())
        .allSatisfy(
            exchange -> {
              List<?> batch = exchange.getMessage().getBody(List.class);
              assertThat(batch.size()).isLessThanOrEqualTo(10);
            });
  }

  @Test
  void a_worker_goes_on_after_a_failure() throws Exception {
    failures.set(2);
    MockEndpoint taken = getMockEndpoint("mock:taken");
    taken.expectedMinimumMessageCount(1);
    for (int i = 0; i < 50; i++) {
      waiting.add(i);
    }
    taken.assertIsSatisfied();
  }

  private List<Integer> take(int max) throws InterruptedException {
    List<Integer> some = new ArrayList<>();
    Integer first = waiting.poll(50, TimeUnit.MILLISECONDS);
    if (first != null) {
      some.add(first);
      waiting.drainTo(some, max - 1);
    }
    return some;
  }
}
