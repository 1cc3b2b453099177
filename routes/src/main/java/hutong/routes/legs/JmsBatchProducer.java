package hutong.routes.legs;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends a list of queue messages in one broker commit. */
final class JmsBatchProducer extends DefaultProducer {

  /** Property of an exchange: the node to send to, where the endpoint leaves that open. */
  static final String TO = "hutong.to";

  private final Lines lines;
  private final String node;

  /**
   * @param node null where the exchange says it
   */
  JmsBatchProducer(JmsBatchEndpoint endpoint, Lines lines, String node) {
    super(endpoint);
    this.lines = lines;
    this.node = node;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    List<?> messages = exchange.getMessage().getMandatoryBody(List.class);
    if (!messages.isEmpty()) {
      lines.send(node != null ? node : exchange.getProperty(TO, String.class), messages);
    }
  }
}
