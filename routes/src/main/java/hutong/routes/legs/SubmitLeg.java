package hutong.routes.legs;

import static hutong.routes.legs.Steps.last;
import static hutong.routes.legs.Steps.step;

import hutong.routes.submit.AddressRecords;
import hutong.routes.submit.BoundBacklog;
import hutong.routes.submit.CheckAttachments;
import hutong.routes.submit.ReadRecords;
import hutong.routes.submit.RememberRecords;
import hutong.routes.submit.Submission;
import hutong.routes.submit.ValidateRecords;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Leg "submit": from a local system's post to a transfer on disk. */
final class SubmitLeg extends RouteBuilder {

  static final String SOURCE = "submissions";

  private final ReadRecords translate;
  private final ValidateRecords validate;
  private final CheckAttachments attach;
  private final AddressRecords address;
  private final BoundBacklog bound;
  private final RememberRecords remember;

  SubmitLeg(
      ReadRecords translate,
      ValidateRecords validate,
      CheckAttachments attach,
      AddressRecords address,
      BoundBacklog bound,
      RememberRecords remember) {
    this.translate = translate;
    this.validate = validate;
    this.attach = attach;
    this.address = address;
    this.bound = bound;
    this.remember = remember;
  }

  @Override
  public void configure() {
    onException(Exception.class).handled(true).process(SubmitLeg::tellPosters).id("tell-posters");
    from("batch:" + SOURCE + "?max=64&workers=2")
        .routeId("submit")
        .process(step(translate::read))
        .id("translate")
        .process(step(validate::validate))
        .id("validate")
        .process(step(attach::check))
        .id("check-attachments")
        .process(step(address::address))
        .id("address")
        .process(step(bound::bound))
        .id("bound")
        .process(last(remember::remember))
        .id("remember");
  }

  /** Nothing was taken over: whoever waits has to hear it, and posts again. */
  private static void tellPosters(Exchange exchange) {
    Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    for (Object each : exchange.getMessage().getBody(List.class)) {
      ((Submission) each).fail(fault);
    }
  }
}
