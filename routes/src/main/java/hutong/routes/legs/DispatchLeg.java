package hutong.routes.legs;

import static hutong.routes.legs.Steps.last;
import static hutong.routes.legs.Steps.step;

import hutong.certs.NoUsableKey;
import hutong.routes.BrokerConnections;
import hutong.routes.dispatch.Dispatch;
import hutong.routes.dispatch.MarkSent;
import hutong.routes.dispatch.SealEnvelopes;
import hutong.routes.dispatch.SignRecords;
import hutong.routes.dispatch.Turns;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Leg "dispatch": from the outbox to the recipient's inbox, a destination a turn. Who has no turn
 * has neither thread nor connection, and one that is down slows nobody (invariant 7, see {@link
 * Turns}).
 */
final class DispatchLeg extends RouteBuilder {

  static final String DUE = "due";

  private static final String DISPATCH = "dispatch";

  private final Turns turns;
  private final SignRecords sign;
  private final SealEnvelopes seal;
  private final MarkSent mark;
  private final Lines lines;

  DispatchLeg(Turns turns, SignRecords sign, SealEnvelopes seal, MarkSent mark, Lines lines) {
    this.turns = turns;
    this.sign = sign;
    this.seal = seal;
    this.mark = mark;
    this.lines = lines;
  }

  @Override
  public void configure() {
    onException(Exception.class)
        .onWhen(DispatchLeg::isUnderWay)
        .handled(true)
        .process(this::putOff)
        .id("put-off");
    from("batch:" + DUE + "?max=65536")
        .routeId("outbox")
        .process(last(turns::due))
        .id("take-turns");
    from("outbox:all?max=128")
        .routeId("dispatch")
        .process(step(sign::sign))
        .id("sign")
        .setProperty(DISPATCH, body())
        .process(step(seal::seal))
        .id("seal")
        .to("jms-batch:" + JmsBatchComponent.ANY)
        .id("send")
        .setBody(exchangeProperty(DISPATCH))
        // Sent is sent: if the ledger can't take note of it, that is not the destination's fault.
        .removeProperty(DISPATCH)
        .process(last(mark::sent))
        .id("mark");
    from("timer:lines?period=5000&delay=5000")
        .routeId("lines")
        .process(exchange -> lines.hangUp())
        .id("hang-up");
  }

  private static boolean isUnderWay(Exchange exchange) {
    return exchange.getProperty(DISPATCH) != null;
  }

  private void putOff(Exchange exchange) {
    Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    String cause = cause(fault);
    Dispatch failed = exchange.getProperty(DISPATCH, Dispatch.class);
    log.warn(
        "Sending to {} failed and is put off: {} {}",
        failed.destination(),
        cause,
        fault.getClass().getSimpleName());
    mark.failed(failed, cause);
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
}
