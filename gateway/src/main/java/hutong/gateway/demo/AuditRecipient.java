package hutong.gateway.demo;

import hutong.gateway.demo.people.Region;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Holds the receiving desks' book against the senders' and against the recipient's node: each
 * record with the key of the desk that got it, what is with nobody with the operator's.
 */
final class AuditRecipient {

  private final Network network;
  private final Books books;
  private final Consumer<Difference> differences;

  AuditRecipient(Network network, Books books, Consumer<Difference> differences) {
    this.network = network;
    this.books = books;
    this.differences = differences;
  }

  /** The state that the recipient's node gives; null if it does not know the record. */
  String check(Sent sent) {
    Optional<Desk> at = books.sent().expectedAt(sent);
    at.ifPresent(desk -> handedOut(sent, desk));
    Line line =
        at.isPresent() ? network.line(at.get()) : network.operator(sent.to());
    return node(sent.id(), sent.to(), line, expected(sent));
  }

  /** What went past its sender's gateway is known to the recipient's alone. */
  void check(Wired wired) {
    Optional<JsonObject> view = network.operator(wired.to()).find(wired.id());
    String state = view.map(found -> found.getString("state")).orElse("nothing");
    if (!state.equals(wired.state())) {
      differ(Difference.Sort.DIFFERING, wired.id(), wired.to(), wired.state(), state);
    }
  }

  /** What a desk got has to be sent to it, once. */
  void check(Received received) {
    Optional<Sent> sent = books.sent().of(received.id());
    boolean its =
        sent.isPresent()
            ? sent.flatMap(books.sent()::expectedAt).filter(received.desk()::equals).isPresent()
            : books.wired().containsKey(received.id());
    if (!its) {
      differ(
          Difference.Sort.DIFFERING,
          received.id(),
          received.desk().region(),
          "nothing for " + received.desk(),
          "handed to " + received.desk());
    }
    if (received.again() > 0) {
      differ(
          Difference.Sort.DUPLICATED,
          received.id(),
          received.desk().region(),
          "handed out once",
          "handed out again after the decision, " + received.again() + " times");
    }
  }

  private void handedOut(Sent sent, Desk desk) {
    Optional<Received> received = books.received().of(desk, sent.id());
    if (received.isEmpty()) {
      differ(
          Difference.Sort.LOST,
          sent.id(),
          sent.to(),
          sent.type() + " for " + desk,
          "never handed to it");
    } else if (!sent.fate().equals(received.get().decided())
        || !sent.type().equals(received.get().type())
        || sent.from().region() != received.get().from()) {
      differ(
          Difference.Sort.DIFFERING,
          sent.id(),
          sent.to(),
          sent.type() + " " + sent.fate() + " from " + sent.from().region().node(),
          received.get().type()
              + " "
              + received.get().decided()
              + " from "
              + received.get().from().node());
    }
  }

  private String node(UUID id, Region region, Line line, String expected) {
    Optional<JsonObject> view = line.find(id);
    String answer = view.map(AuditSender::said).orElse("nothing");
    if (!expected.equals(answer)) {
      Difference.Sort sort =
          view.isEmpty() ? Difference.Sort.LOST : Difference.Sort.DIFFERING;
      differ(sort, id, region, expected, answer);
    }
    return view.map(found -> found.getString("state")).orElse(null);
  }

  private static String expected(Sent sent) {
    Fate fate = sent.fate();
    return AuditSender.said(fate.end().atRecipient(), fate.code(), sent.type());
  }

  private void differ(
      Difference.Sort sort, UUID id, Region region, String book, String gateway) {
    differences.accept(
        new Difference(sort, id.toString(), "recipient " + region.node(), book, gateway));
  }
}
