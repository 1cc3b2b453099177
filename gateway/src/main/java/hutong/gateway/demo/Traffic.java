package hutong.gateway.demo;

import hutong.gateway.demo.people.Home;
import hutong.gateway.demo.people.Person;
import hutong.gateway.demo.people.Region;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Everyday traffic between the regions, from clients that post at the same time. What is posted
 * follows from the seed alone.
 */
final class Traffic {

  private static final List<Region> REGIONS = List.of(Region.values());
  private static final String KIND = "T";
  private static final int CLIENTS = 24;
  private static final int AHEAD = 256;

  private final Stage stage;
  private final Random random;

  Traffic(Stage stage) {
    this.stage = stage;
    this.random = stage.random();
  }

  /**
   * Posts so many records, the answers that deciders will post counted in; returns when the nodes
   * have taken them over.
   */
  void play(int records) throws InterruptedException {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    Semaphore ahead = new Semaphore(AHEAD);
    AtomicReference<RuntimeException> fault = new AtomicReference<>();
    int left = records;
    while (left > 0) {
      Posting next = next(left);
      left -= Verdicts.asks(next.letter().type()) ? 2 : 1;
      ahead.acquire();
      clients.execute(
          () -> {
            try {
              next.bench().submitter().post(next.letter());
            } catch (RuntimeException failed) {
              fault.compareAndSet(null, failed);
            } finally {
              ahead.release();
            }
          });
    }
    clients.shutdown();
    ahead.acquire(AHEAD);
    if (fault.get() != null) {
      throw fault.get();
    }
  }

  private record Posting(Bench bench, Letter letter) {}

  private Posting next(int left) {
    Region current = REGIONS.get(random.nextInt(REGIONS.size()));
    Region origin = REGIONS.get(random.nextInt(REGIONS.size()));
    while (origin == current) {
      origin = REGIONS.get(random.nextInt(REGIONS.size()));
    }
    Person person = stage.people().registeredIn(origin);
    Home home = stage.people().homeIn(current);
    Bench here = stage.bench(home);
    Desk there = stage.responsible(person.registered());
    int lot = random.nextInt(left > 1 ? 100 : 80);
    if (lot < 36) {
      return post(here, there, here.notices().arrival(person, home, KIND));
    }
    if (lot < 58) {
      return post(here, there, here.notices().vaccinated(person, home, KIND));
    }
    if (lot < 70) {
      return post(here, there, here.notices().married(person, home, KIND));
    }
    if (lot < 80) {
      Bench origins = stage.bench(person.registered());
      return post(origins, here.desk(), origins.notices().departure(person, home, KIND));
    }
    return lot < 92
        ? post(here, there, here.questions().verification(person, home, KIND))
        : post(here, there, here.questions().inquiry(person, home, KIND));
  }

  private static Posting post(Bench from, Desk to, hutong.schemas.hx.ResidentRecord record) {
    return new Posting(from, Letter.to(to, record));
  }
}
