package hutong.gateway.demo;

import java.util.function.Consumer;

/** Asks the sender's node about a record, with the key of the desk that posted it. */
final class AuditSender {

  private final Network network;
  private final Consumer<Difference> differences;

  AuditSender(Network network, Consumer<Difference> differences) {
    this.network = network;
    this.differences = differences;
  }

  /** The state that the sender's node gives; null if it does not know the record. */
  String check(Sent sent) {
    Answer answer = Answer.about(sent.id(), network.line(sent.from()));
    Fate fate = sent.fate();
    String expected = Answer.words(sent.type(), fate.end().atSender(), fate.code());
    String to = sent.to().node();
    if (!expected.equals(answer.says()) || !to.equals(answer.to())) {
      differences.accept(
          new Difference(
              answer.sort(),
              sent.id().toString(),
              "sender " + sent.from(),
              expected + " to " + to,
              answer.says() + " to " + (answer.to().isEmpty() ? "nobody" : answer.to())));
    }
    return answer.state();
  }
}
