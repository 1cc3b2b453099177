package hutong.gateway.demo;

import hutong.gateway.demo.people.Clerk;
import hutong.gateway.demo.people.Counties;
import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.People;
import hutong.gateway.demo.people.Region;
import hutong.gateway.demo.people.Replies;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** What scenes and traffic play on: the network, its people, the desks and their books. */
final class Stage implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final Network network;
  private final Books books = Books.empty();
  private final Random random;
  private final Counties counties;
  private final People people;
  private final Map<Desk, Bench> benches = new HashMap<>();
  private final List<Decider> deciders = new ArrayList<>();

  /**
   * @param seed the same one gives the same people and records
   */
  Stage(Network network, long seed) {
    this.network = network;
    this.random = new Random(seed);
    LocalDate today = LocalDate.ofInstant(network.clock().instant(), ZONE);
    this.counties = new Counties(network.canon().divisions(), today);
    this.people = new People(counties, today, random);
    for (Desk desk : Desk.all()) {
      benches.put(desk, bench(desk));
      deciders.add(decider(desk));
    }
    deciders.forEach(Decider::start);
  }

  private Bench bench(Desk desk) {
    Line line = network.line(desk);
    Clerk clerk = new Clerk(desk.name(), network.clock(), random);
    return Bench.of(desk, line, clerk, submitter(desk));
  }

  /** Its clerk is another, since it works in a thread of its own. */
  private Decider decider(Desk desk) {
    Clerk clerk = new Clerk(desk.name(), network.clock(), new Random(random.nextLong()));
    return new Decider(
        desk,
        network.mailbox(desk),
        network.form(desk),
        network.canon().documents(),
        new Replies(clerk),
        submitter(desk),
        books.received());
  }

  private Submitter submitter(Desk desk) {
    return new Submitter(
        desk, network.line(desk), network.form(desk), network.canon().documents(), books.sent());
  }

  Network network() {
    return network;
  }

  Books books() {
    return books;
  }

  People people() {
    return people;
  }

  Random random() {
    return random;
  }

  Bench bench(Home home) {
    return benches.get(responsible(home));
  }

  Bench benchOf(Desk desk) {
    return benches.get(desk);
  }

  /** The desk that serves where somebody lives or is registered. */
  Desk responsible(Home home) {
    return Desk.responsible(counties.office(home));
  }

  /** Somewhere in the divisions of that desk. */
  Home homeNear(Desk desk) {
    Home home = people.homeIn(desk.region());
    while (!responsible(home).equals(desk)) {
      home = people.homeIn(desk.region());
    }
    return home;
  }

  /** Whether, before long, that line sees the record in that state. */
  boolean comesTo(String state, Line line, UUID id) {
    return soon(() -> state(line, id).filter(state::equals).isPresent());
  }

  boolean soon(BooleanSupplier holds) {
    return Await.until(SOON, holds);
  }

  /** Whether an alarm of that sort about it comes up at a node. */
  boolean alarmed(Region at, String code, String about) {
    return soon(() -> alarms(at, code, about) > 0);
  }

  long alarms(Region at, String code, String about) {
    return network.operator(at).alarms().stream()
        .filter(alarm -> code.equals(alarm.getString("code")))
        .filter(alarm -> about.equals(alarm.getString("about")))
        .count();
  }

  static Optional<String> state(Line line, UUID id) {
    return line.find(id).map((JsonObject view) -> view.getString("state"));
  }

  @Override
  public void close() {
    deciders.forEach(Decider::close);
  }
}
