package hutong.routes.dispatch;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Whose turn it is to be sent to. A destination has one turn at a time, on a thread of its own, and
 * goes to the end of its queue after it; one for whom nothing waits has no thread.
 *
 * <p>One that is down never slows another (invariant 7): who answered quickly of late goes first
 * and has room that nobody else takes, nor keeps if he hangs; who failed last waits behind those
 * that did not, and leaves them half of their room.
 *
 * <p>No more turns begin at a time than the processors can work on: whoever waits meanwhile has the
 * more to send. Room that a slow turn leaves by the mere passing of time is taken when this is next
 * told anything, which is at the next look at what is due.
 */
public final class Turns {

  /** How a destination behaved, by which it is queued. */
  private enum Manner {
    QUICK,
    UNKNOWN,
    FAILING
  }

  /** How a turn ended. */
  public enum End {
    /** Nothing was due. */
    NOTHING,
    /** What was due has gone; there may be more. */
    GONE,
    /** What was due could not be sent, and the ledger says when it is tried again. */
    PUT_OFF,
    /** By no fault of the destination's as far as one can tell. */
    BROKEN
  }

  private static final int MOST_QUICK = 16;

  /** A processor has so many turns to work on: of more, each would carry less. */
  private static final int BRISK_PER_PROCESSOR = 2;

  private static final int MOST_OTHERS = 128;
  private static final int MOST_FAILING = 64;
  private static final int MOST = 256;

  /** Whose turn takes longer hangs, and is not quick. */
  private static final long HANGS = Duration.ofSeconds(1).toNanos();

  /** Whose turn takes longer waits for his broker rather than for a processor. */
  private static final long BRISK = Duration.ofMillis(50).toNanos();

  /** For so long after a turn a destination counts as quick. */
  private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();

  private static final long SHORTEST_REST = Duration.ofMillis(50).toNanos();
  private static final int MOST_DOUBLINGS = 7;

  private record Turn(Manner manner, long begun) {}

  /**
   * What is remembered of a destination.
   *
   * @param broken how often in a row its turn was {@link End#BROKEN}
   * @param until up to when that manner counts, or up to when it rests
   */
  private record Past(Manner manner, int broken, long until) {}

  private final LongSupplier nanos;
  private final int mostBrisk;
  private final Map<Manner, Set<String>> waiting = new EnumMap<>(Manner.class);
  private final Map<String, Turn> underway = new HashMap<>();
  private final Set<String> again = new LinkedHashSet<>();
  private final Map<String, Past> past = new HashMap<>();
  private Consumer<String> begin;

  /**
   * @param nanos as of {@link System#nanoTime()}
   * @param processors of this machine
   */
  public Turns(LongSupplier nanos, int processors) {
    this.nanos = nanos;
    this.mostBrisk = Math.min(MOST_QUICK, BRISK_PER_PROCESSOR * processors);
    for (Manner manner : Manner.values()) {
      waiting.put(manner, new LinkedHashSet<>());
    }
  }

  /**
   * From now on turns begin.
   *
   * @param begins begins the turn of a destination, and returns at once
   */
  public synchronized void open(Consumer<String> begins) {
    begin = begins;
    next();
  }

  /** No further turn begins. */
  public synchronized void close() {
    begin = null;
  }

  /** Something may be due for it; if it has its turn just now, it gets another. */
  public synchronized void rung(String destination) {
    if (underway.containsKey(destination)) {
      again.add(destination);
    } else {
      queue(destination);
      next();
    }
  }

  /** Something is due for these; whoever has his turn is found again next time. */
  public synchronized void due(List<String> destinations) {
    for (String each : destinations) {
      if (!underway.containsKey(each)) {
        queue(each);
      }
    }
    next();
  }

  /** A turn is over. */
  public synchronized void ended(String destination, End end) {
    Turn turn = underway.remove(destination);
    if (turn == null) {
      return;
    }
    long now = nanos.getAsLong();
    remember(destination, turn, end, now);
    if (again.remove(destination) || end == End.GONE) {
      queue(destination);
    }
    next();
  }

  private void remember(String destination, Turn turn, End end, long now) {
    boolean hung = now - turn.begun > HANGS;
    switch (end) {
      case NOTHING -> {}
      case GONE ->
          past.compute(
              destination,
              (any, before) -> hung ? null : new Past(Manner.QUICK, 0, now + REMEMBERED));
      case PUT_OFF -> past.put(destination, new Past(Manner.FAILING, 0, now));
      case BROKEN -> {
        Past before = past.get(destination);
        int times = before == null ? 0 : Math.min(before.broken, MOST_DOUBLINGS);
        past.put(destination, new Past(Manner.FAILING, times + 1, now + (SHORTEST_REST << times)));
      }
    }
  }

  /** Who rests is found again when he has rested. */
  private void queue(String destination) {
    Past before = past.get(destination);
    long now = nanos.getAsLong();
    if (before == null) {
      waiting.get(Manner.UNKNOWN).add(destination);
    } else if (before.broken == 0 || before.until - now <= 0) {
      boolean lapsed = before.manner == Manner.QUICK && before.until - now <= 0;
      waiting.get(lapsed ? Manner.UNKNOWN : before.manner).add(destination);
    }
  }

  private void next() {
    while (begin != null && underway.size() < MOST) {
      Manner manner = first();
      if (manner == null) {
        return;
      }
      Iterator<String> queue = waiting.get(manner).iterator();
      String destination = queue.next();
      queue.remove();
      if (!underway.containsKey(destination)) {
        begin(destination, manner);
      }
    }
  }

  private void begin(String destination, Manner manner) {
    boolean begun = false;
    underway.put(destination, new Turn(manner, nanos.getAsLong()));
    try {
      begin.accept(destination);
      begun = true;
    } finally {
      if (!begun) {
        underway.remove(destination);
      }
    }
  }

  /** Null if nobody waits who has room. */
  private Manner first() {
    if (!waiting.get(Manner.QUICK).isEmpty() && hasRoomForQuick()) {
      return Manner.QUICK;
    }
    if (waiting.get(Manner.UNKNOWN).isEmpty() && waiting.get(Manner.FAILING).isEmpty()) {
      return null;
    }
    int failing = underway(Manner.FAILING);
    if (failing + underway(Manner.UNKNOWN) >= MOST_OTHERS) {
      return null;
    }
    if (!waiting.get(Manner.UNKNOWN).isEmpty()) {
      return Manner.UNKNOWN;
    }
    return failing < MOST_FAILING ? Manner.FAILING : null;
  }

  /** Those that hang take none. */
  private boolean hasRoomForQuick() {
    return underway(Manner.QUICK, HANGS) < MOST_QUICK && underway(Manner.QUICK, BRISK) < mostBrisk;
  }

  private int underway(Manner manner) {
    return underway(manner, Long.MAX_VALUE);
  }

  /**
   * @param longest those whose turn takes longer by now are left out
   */
  private int underway(Manner manner, long longest) {
    long now = nanos.getAsLong();
    int count = 0;
    for (Turn turn : underway.values()) {
      if (turn.manner == manner && now - turn.begun <= longest) {
        count++;
      }
    }
    return count;
  }
}
