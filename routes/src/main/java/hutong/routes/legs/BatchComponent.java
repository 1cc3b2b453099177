package hutong.routes.legs;

import hutong.routes.BatchSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * Endpoint {@code batch:name?max=64&workers=1}: takes whatever waits in a {@link BatchSource} and
 * hands it to the route as one list. While a list is worked on the next one gathers, so lists grow
 * with the load and a single piece never waits for company.
 */
final class BatchComponent extends DefaultComponent {

  private final Map<String, BatchSource<?>> sources = new ConcurrentHashMap<>();

  void add(String name, BatchSource<?> source) {
    sources.put(name, source);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
    BatchSource<?> source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException("No batch source is called " + name);
    }
    int max = getAndRemoveParameter(parameters, "max", Integer.class, 64);
    int workers = getAndRemoveParameter(parameters, "workers", Integer.class, 1);
    return new BatchEndpoint(uri, this, source, max, workers);
  }
}
