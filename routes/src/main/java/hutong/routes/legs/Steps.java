package hutong.routes.legs;

import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.Processor;

/** Lets a step that knows nothing of Camel stand in a route: the body goes in, the result is it. */
final class Steps {

  private Steps() {}

  @SuppressWarnings("unchecked") // A route is the only place where its bodies' types are known.
  static <A, B> Processor step(Function<A, B> step) {
    return exchange -> {
      B result = step.apply((A) exchange.getMessage().getBody());
      exchange.getMessage().setBody(result);
    };
  }

  @SuppressWarnings("unchecked") // As above.
  static <A> Processor last(Consumer<A> step) {
    return exchange -> step.accept((A) exchange.getMessage().getBody());
  }
}
