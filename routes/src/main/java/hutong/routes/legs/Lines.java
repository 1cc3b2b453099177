package hutong.routes.legs;

import hutong.routes.BrokerConnections;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/**
 * Lines to other nodes' brokers: nobody shares one while he sends, and everybody whose inbox is at
 * that broker shares it afterwards. One over which nothing has gone for a while is hung up, so
 * there are as many as are used.
 */
final class Lines {

  private static final long LONGEST_REST = Duration.ofMinutes(1).toNanos();
  private static final int MOST_RESTING = 1_024;

  private final BrokerConnections brokers;
  private final Map<String, Deque<Line>> byBroker = new HashMap<>();

  /** The one that rests longest first. */
  private final Set<Line> resting = new LinkedHashSet<>();

  private final Map<String, CompletableFuture<Void>> opening = new ConcurrentHashMap<>();

  private boolean closed;

  Lines(BrokerConnections brokers) {
    this.brokers = brokers;
  }

  /** Sends queue messages to a node in one broker commit. */
  void send(String node, List<?> messages) throws JMSException {
    Line line = line(node);
    boolean well = false;
    try {
      line.send(messages);
      well = true;
    } finally {
      if (well) {
        rest(line);
      } else {
        line.close();
        // Who went down took all of them along.
        taken(line.broker(), Integer.MAX_VALUE).forEach(Line::close);
      }
    }
  }

  private Line line(String node) throws JMSException {
    String broker = brokers.broker(node);
    for (Line line : taken(broker, 1)) {
      if (brokers.serves(line.connection(), node)) {
        return line;
      }
      line.close();
    }
    return opened(broker, node);
  }

  /**
   * One at a time for each broker: however many wait for one that does not answer, each of them has
   * its answer with the first.
   */
  private Line opened(String broker, String node) throws JMSException {
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> others = opening.putIfAbsent(broker, mine);
    if (others != null) {
      await(others);
      return line(node);
    }
    JMSException failed = null;
    try {
      return new Line(broker, brokers.open(node));
    } catch (JMSException fault) {
      // Whether it may be relied on for this node says nothing of another.
      failed = BrokerConnections.UNTRUSTED.equals(fault.getErrorCode()) ? null : fault;
      throw fault;
    } finally {
      opening.remove(broker);
      if (failed == null) {
        mine.complete(null);
      } else {
        mine.completeExceptionally(failed);
      }
    }
  }

  private static void await(CompletableFuture<Void> opening) throws JMSException {
    try {
      opening.get();
    } catch (ExecutionException failed) {
      JMSException fault = (JMSException) failed.getCause();
      if (fault instanceof JMSSecurityException) {
        throw new JMSSecurityException(fault.getMessage(), fault.getErrorCode(), fault);
      }
      throw new JMSException(fault.getMessage(), fault.getErrorCode(), fault);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new JMSException("stopped while a connection was opened", null, stopped);
    }
  }

  /** Of those that rest, the last ones first: they are the likeliest to be alive. */
  private synchronized List<Line> taken(String broker, int most) {
    List<Line> taken = new ArrayList<>();
    Deque<Line> all = byBroker.get(broker);
    while (all != null && !all.isEmpty() && taken.size() < most) {
      Line line = all.removeLast();
      resting.remove(line);
      taken.add(line);
    }
    if (all != null && all.isEmpty()) {
      byBroker.remove(broker);
    }
    return taken;
  }

  private void rest(Line line) {
    Line tooMany = null;
    synchronized (this) {
      if (closed) {
        tooMany = line;
      } else {
        line.restsFrom(System.nanoTime());
        resting.add(line);
        byBroker.computeIfAbsent(line.broker(), any -> new ArrayDeque<>()).addLast(line);
        if (resting.size() > MOST_RESTING) {
          tooMany = resting.iterator().next();
          forget(tooMany);
        }
      }
    }
    if (tooMany != null) {
      tooMany.close();
    }
  }

  private void forget(Line line) {
    resting.remove(line);
    Deque<Line> all = byBroker.get(line.broker());
    all.remove(line);
    if (all.isEmpty()) {
      byBroker.remove(line.broker());
    }
  }

  /** Hangs up where nothing has gone for a while. */
  void hangUp() {
    List<Line> idle = new ArrayList<>();
    synchronized (this) {
      long now = System.nanoTime();
      Iterator<Line> all = resting.iterator();
      for (Line line = first(all); line != null && idle(line, now); line = first(all)) {
        idle.add(line);
      }
      idle.forEach(this::forget);
    }
    idle.forEach(Line::close);
  }

  private static Line first(Iterator<Line> lines) {
    return lines.hasNext() ? lines.next() : null;
  }

  private static boolean idle(Line line, long now) {
    return now - line.rests() > LONGEST_REST;
  }

  void close() {
    List<Line> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(resting);
      resting.clear();
      byBroker.clear();
    }
    all.forEach(Line::close);
  }
}
