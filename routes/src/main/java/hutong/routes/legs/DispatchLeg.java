package hutong.routes.legs;

import static hutong.routes.legs.Steps.last;
import static hutong.routes.legs.Steps.step;

import hutong.certs.NoUsableKey;
import hutong.routes.BrokerConnections;
import hutong.routes.dispatch.Dispatch;
import hutong.routes.dispatch.MarkSent;
import hutong.routes.dispatch.SealEnvelopes;
import hutong.routes.dispatch.SignRecords;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Leg "dispatch", one for each destination: from the outbox to the recipient's inbox. Each has a
 * thread and a connection of its own, so one that is down slows nobody (invariant 7).
 */
final class DispatchLeg extends RouteBuilder {

  private static final String DISPATCH = "dispatch";

  private final String destination;
  private final SignRecords sign;
  private final SealEnvelopes seal;
  private final MarkSent mark;

  DispatchLeg(String destination, SignRecords sign, SealEnvelopes seal, MarkSent mark) {
    this.destination = destination;
    this.sign = sign;
    this.seal = seal;
    this.mark = mark;
  }

  static String source(String destination) {
    return "outbox." + destination;
  }

  @Override
  public void configure() {
    onException(Exception.class)
        .onWhen(exchangeProperty(DISPATCH).isNotNull())
        .handled(true)
        .process(this::putOff)
        .id("put-off." + destination);
    from("batch:" + source(destination) + "?max=128")
        .routeId("dispatch." + destination)
        .process(step(sign::sign))
        .id("sign." + destination)
        .setProperty(DISPATCH, body())
        .process(step(seal::seal))
        .id("seal." + destination)
        .to("jms-batch:" + destination)
        .id("send." + destination)
        .setBody(exchangeProperty(DISPATCH))
        // Sent is sent: if the ledger can't take note of it, that is not the destination's fault.
        .removeProperty(DISPATCH)
        .process(last(mark::sent))
        .id("mark." + destination);
  }

  private void putOff(Exchange exchange) {
    Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    String cause = cause(fault);
    log.warn(
        "Sending to {} failed and is put off: {} {}",
        destination,
        cause,
        fault.getClass().getSimpleName());
    mark.failed(dispatch(exchange), cause);
  }

  private static String cause(Throwable fault) {
    if (fault instanceof JMSSecurityException) {
      return "BROKER_REFUSED";
    } else if (fault instanceof JMSException broken) {
      return BrokerConnections.UNTRUSTED.equals(broken.getErrorCode())
          ? BrokerConnections.UNTRUSTED
          : "BROKER_UNREACHABLE";
    }
    if (fault instanceof NoUsableKey none) {
      return none.suiteNotAllowed() ? "SUITE_NOT_ALLOWED" : "NO_USABLE_KEY";
    }
    return "DISPATCH_FAILED";
  }

  private static Dispatch dispatch(Exchange exchange) {
    return exchange.getProperty(DISPATCH, Dispatch.class);
  }
}
