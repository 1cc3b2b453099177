package hutong.gateway.torture;

import hutong.gateway.demo.people.Counties;
import hutong.gateway.demo.people.People;
import hutong.gateway.demo.people.Region;
import hutong.gateway.http.ApiFailure;
import hutong.gateway.node.Canon;
import hutong.routes.Deadlines;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The clients of a campaign: posters that share nobody, and receivers, one for each replica. */
final class Load implements AutoCloseable {

  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
  private static final int PEOPLE_EACH = 12;
  private static final int MOST_UNDER_WAY = 400;
  private static final int ASKING = 4;
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private interface Step {
    void run() throws InterruptedException;
  }

  private final Vertx vertx = Vertx.vertx();
  private final Book book = new Book();
  private final List<RegionClient> regions = new ArrayList<>();
  private final List<Thread> posting = new ArrayList<>();
  private final List<Thread> receiving = new ArrayList<>();
  private final AtomicReference<Throwable> fault = new AtomicReference<>();
  private volatile boolean postingOver;
  private volatile boolean over;

  Load(Parts parts, Canon canon, int clients, long seed) {
    for (RegionNode node : parts.nodes()) {
      regions.add(new RegionClient(vertx, node));
    }
    Clock clock = Clock.systemUTC();
    Random random = new Random(seed);
    LocalDate today = LocalDate.ofInstant(clock.instant(), Deadlines.ZONE);
    People people = new People(new Counties(canon.divisions(), today), today, random);
    List<Region> where = parts.nodes().stream().map(RegionNode::region).toList();
    for (int client = 0; client < clients; client++) {
      List<Poster.Case> cases = cases(people, where, random, client);
      String name = "C" + client;
      Random own = new Random(random.nextLong());
      Poster poster = new Poster(name, regions, cases, canon.documents(), clock, own, book);
      posting.add(thread(name, () -> post(poster)));
    }
    for (RegionClient region : regions) {
      for (int i = 0; i < region.replicas(); i++) {
        Receiver receiver = new Receiver(region, new Random(random.nextLong()), book);
        receiving.add(thread("receiver-" + receiving.size(), () -> receive(receiver)));
      }
    }
  }

  Book book() {
    return book;
  }

  void start() {
    posting.forEach(Thread::start);
    receiving.forEach(Thread::start);
  }

  /** Throws if a client had to end. */
  void check() {
    if (fault.get() != null) {
      throw new IllegalStateException("A client ended", fault.get());
    }
  }

  /** Ends the posters, each after the answer it waits for. */
  void stopPosting() throws InterruptedException {
    postingOver = true;
    for (Thread each : posting) {
      each.join();
    }
    check();
  }

  /**
   * What the senders' nodes say in the end.
   *
   * @param quiet how long nothing may end before the rest is given up
   */
  Map<UUID, Judge.Said> settle(Duration quiet) throws InterruptedException {
    Silence silence = new Silence(quiet);
    while (book.underWay() > 0 && !silence.lasts(book.underWay())) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    Map<UUID, Judge.Said> said = new ConcurrentHashMap<>();
    Queue<Book.Entry> open = new ConcurrentLinkedQueue<>(book.entries());
    while (!open.isEmpty() && !silence.lasts(open.size())) {
      Queue<Book.Entry> still = new ConcurrentLinkedQueue<>();
      askAll(open, said, still);
      open = still;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    return said;
  }

  private void askAll(Queue<Book.Entry> open, Map<UUID, Judge.Said> said, Queue<Book.Entry> still)
      throws InterruptedException {
    List<Thread> asking = new ArrayList<>();
    for (int i = 0; i < ASKING; i++) {
      asking.add(thread("asking-" + i, () -> ask(open, said, still)));
    }
    asking.forEach(Thread::start);
    for (Thread each : asking) {
      each.join();
    }
    check();
  }

  private void ask(Queue<Book.Entry> open, Map<UUID, Judge.Said> said, Queue<Book.Entry> still)
      throws InterruptedException {
    for (Book.Entry entry = open.poll(); entry != null; entry = open.poll()) {
      Judge.Said now = ask(entry);
      said.put(entry.id(), now);
      if (!now.ended()) {
        still.add(entry);
      }
    }
  }

  @Override
  public void close() {
    postingOver = true;
    over = true;
    Stream.concat(posting.stream(), receiving.stream()).forEach(Load::end);
    regions.forEach(RegionClient::close);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static void end(Thread client) {
    client.interrupt();
    try {
      client.join();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private Judge.Said ask(Book.Entry entry) throws InterruptedException {
    RegionClient region = regions.get(entry.node());
    try {
      String state = region.call(ANSWER, api -> api.find(entry.id())).getString("state");
      boolean receipt =
          Judge.Said.ended(state) && region.call(ANSWER, api -> api.receipt(entry.id())).length > 0;
      return new Judge.Said(state, receipt);
    } catch (ApiFailure | IllegalStateException unknown) {
      return new Judge.Said(null, false);
    }
  }

  private void post(Poster poster) throws InterruptedException {
    while (!postingOver) {
      if (book.underWay() < MOST_UNDER_WAY) {
        poster.post();
      } else {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void receive(Receiver receiver) throws InterruptedException {
    while (!over) {
      receiver.receive();
    }
  }

  private Thread thread(String name, Step work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException broken) {
                fault.compareAndSet(null, broken);
              }
            },
            name);
    thread.setDaemon(true);
    return thread;
  }

  private static List<Poster.Case> cases(
      People people, List<Region> regions, Random random, int client) {
    List<Poster.Case> cases = new ArrayList<>();
    for (int i = 0; i < PEOPLE_EACH; i++) {
      int from = random.nextInt(regions.size());
      int to = (from + 1 + random.nextInt(regions.size() - 1)) % regions.size();
      cases.add(
          new Poster.Case(
              people.registeredIn(regions.get(to)),
              people.homeIn(regions.get(from)),
              from,
              client + "-" + i));
    }
    return cases;
  }
}
