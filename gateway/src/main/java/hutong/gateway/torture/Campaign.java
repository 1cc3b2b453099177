package hutong.gateway.torture;

import hutong.gateway.node.Canon;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One round: parts are started, loaded, struck again and again, left to settle, and judged. */
final class Campaign {

  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration MOVING = Duration.ofMinutes(1);
  private static final Duration WORK = Duration.ofSeconds(1);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Parts parts;
  private final Canon canon;
  private final int clients;
  private final Duration quiet;
  private final PrintWriter out;

  /**
   * @param quiet how long nothing may end, after the last fault, before the rest is given up
   */
  Campaign(Parts parts, Canon canon, int clients, Duration quiet, PrintWriter out) {
    this.parts = parts;
    this.canon = canon;
    this.clients = clients;
    this.quiet = quiet;
    this.out = out;
  }

  Totals run(int kills, long seed) throws Exception {
    Random random = new Random(seed);
    long slowest = 0;
    parts.start(READY);
    try (Load load = new Load(parts, canon, clients, seed)) {
      load.start();
      for (int kill = 1; kill <= kills; kill++) {
        Blow blow = Blow.next(random);
        awaitMoving(load);
        wait(blow.afterMillis());
        long recovery = strike(blow);
        slowest = Math.max(slowest, recovery);
        out.printf(
            "kill %d: %s, %s %s, ready after %d ms, acknowledged %d%n",
            kill,
            victim(blow).name(),
            blow.when(),
            blow.lesser(),
            recovery,
            load.book().acknowledged());
        out.flush();
      }
      load.stopPosting();
      Map<UUID, Judge.Said> said = load.settle(quiet);
      Judge.missing(load.book(), said).forEach(out::println);
      Verdict verdict = Judge.judge(load.book(), said);
      List<String> altered = parts.audit();
      altered.forEach(out::println);
      return new Totals(kills, slowest, verdict.withAltered(altered.size()));
    }
  }

  /** A kill counts only under load: something new has to be acknowledged before each. */
  private void awaitMoving(Load load) {
    long before = load.book().acknowledged();
    long end = System.nanoTime() + MOVING.toNanos();
    while (load.book().acknowledged() == before) {
      load.check();
      if (System.nanoTime() > end) {
        throw new IllegalStateException("No post was acknowledged for " + MOVING);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private Part victim(Blow blow) {
    List<Part> all = parts.killable();
    return all.get(blow.victim() % all.size());
  }

  /** Returns how long the killed process took until ready, in milliseconds. */
  private long strike(Blow blow) throws IOException {
    Part victim = victim(blow);
    if (blow.when() == Blow.When.AFTER) {
      FaultProxy road = parts.road(victim);
      suffer(blow, road, victim, () -> {});
      road.awaitTraffic(WORK);
      wait(blow.lastMillis());
      victim.kill();
    } else {
      FaultProxy road = parts.proxies().get(blow.road() % parts.proxies().size());
      List<Part> all = parts.killable();
      suffer(blow, road, all.get((blow.victim() + 1) % all.size()), victim::kill);
    }
    return started(victim);
  }

  private interface Last {
    void run() throws IOException;
  }

  private static void suffer(Blow blow, FaultProxy road, Part paused, Last last)
      throws IOException {
    switch (blow.lesser()) {
      case CUT -> road.cut();
      case HALF_OPEN -> road.mood(FaultProxy.Mood.HALF_OPEN);
      case DELAY -> road.mood(FaultProxy.Mood.DELAY);
      case PAUSE -> paused.pause(true);
      case NONE -> {
        // The kill alone.
      }
    }
    try {
      wait(blow.lengthMillis());
      last.run();
    } finally {
      road.mood(FaultProxy.Mood.PASS);
      if (blow.lesser() == Blow.Lesser.PAUSE) {
        paused.pause(false);
      }
    }
  }

  private static long started(Part part) throws IOException {
    long begun = System.nanoTime();
    part.start();
    part.awaitReady(READY);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  private static void wait(int millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }
}
