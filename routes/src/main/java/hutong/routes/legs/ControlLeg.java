package hutong.routes.legs;

import static hutong.routes.legs.Steps.last;
import static hutong.routes.legs.Steps.step;

import hutong.routes.QueueNames;
import hutong.routes.control.AnswerControls;
import hutong.routes.control.AskPartners;
import hutong.routes.control.OpenControls;
import hutong.routes.control.PassDirectory;
import hutong.routes.control.ReofferRecords;
import hutong.routes.control.ResealUnread;
import hutong.routes.control.TellRestored;
import org.apache.camel.builder.RouteBuilder;

/** Leg "control": what nodes ask each other about transfers, and answer. */
final class ControlLeg extends RouteBuilder {

  private final String node;
  private final OpenControls open;
  private final AnswerControls answer;
  private final AskPartners ask;
  private final ResealUnread reseal;
  private final TellRestored tell;
  private final ReofferRecords reoffer;
  private final PassDirectory pass;

  ControlLeg(
      String node,
      OpenControls open,
      AnswerControls answer,
      AskPartners ask,
      ResealUnread reseal,
      TellRestored tell,
      ReofferRecords reoffer,
      PassDirectory pass) {
    this.tell = tell;
    this.reoffer = reoffer;
    this.pass = pass;
    this.node = node;
    this.open = open;
    this.answer = answer;
    this.ask = ask;
    this.reseal = reseal;
  }

  @Override
  public void configure() {
    from("jms-batch:" + node + "/" + QueueNames.controls(node) + "?max=4")
        .routeId("control")
        .process(step(open::open))
        .id("open-controls")
        .process(last(answer::answer))
        .id("answer-controls");
    from("timer:ask?period=1000&delay=1000")
        .routeId("ask")
        .process(exchange -> ask.ask())
        .id("ask-partners")
        .process(exchange -> reseal.reseal())
        .id("reseal-unread");
    from("timer:directory?period=1000&delay=500")
        .routeId("directory")
        .process(exchange -> pass.pass())
        .id("pass-directory");
    from("timer:restore?period=1000&delay=100")
        .routeId("restore")
        .process(exchange -> tell.tell())
        .id("tell-restored")
        .process(exchange -> reoffer.reoffer())
        .id("reoffer");
  }
}
