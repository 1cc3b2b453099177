package hutong.gateway.demo;

import hutong.schemas.RecordType;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Asks the sender's node about a record, with the key of the desk that posted it. */
final class AuditSender {

  private final Network network;
  private final Map<UUID, UUID> answers = new HashMap<>();
  private final Consumer<Difference> differences;

  AuditSender(Network network, SentBook book, Consumer<Difference> differences) {
    this.network = network;
    this.differences = differences;
    book.all().stream()
        .filter(sent -> sent.answers() != null)
        .filter(
            sent ->
                network.canon().types().of(sent.type()).filter(RecordType::isAnswer).isPresent())
        .forEach(sent -> answers.put(sent.answers(), sent.id()));
  }

  /** The state that the sender's node gives; null if it does not know the record. */
  String check(Sent sent) {
    Answer answer = Answer.about(sent.id(), network.line(sent.from()));
    Fate fate = sent.fate();
    UUID answeredBy = answers.get(sent.id());
    String expected =
        sentence(
            Answer.words(sent.type(), fate.end().atSender(), fate.code()),
            sent.to().node(),
            answeredBy == null ? null : answeredBy.toString());
    String found = sentence(answer.says(), answer.to(), answer.answeredBy());
    if (!expected.equals(found)) {
      differences.accept(
          new Difference(
              answer.sort(), sent.id().toString(), "sender " + sent.from(), expected, found));
    }
    return answer.state();
  }

  private static String sentence(String says, String to, String answeredBy) {
    return says
        + (to.isEmpty() ? "" : " to " + to)
        + (answeredBy == null ? "" : ", answered by " + answeredBy);
  }
}
