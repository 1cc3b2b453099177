package hutong.gateway.torture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before the port of a broker or a database and passes bytes on, cuts, swallows, or delays
 * them.
 */
final class FaultProxy implements AutoCloseable {

  /** What happens to bytes that come. */
  enum Mood {
    PASS,
    DELAY,
    /** Connections stay open and carry nothing; what was swallowed is never passed on. */
    HALF_OPEN
  }

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int CHUNK = 16 << 10;

  /** Heartbeats and confirmations are smaller. */
  private static final int MESSAGE = 2 << 10;

  private final ServerSocket door;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Mood mood = Mood.PASS;
  private volatile long passed;

  FaultProxy(int target) throws IOException {
    this.door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    this.target = target;
    run("proxy-door", this::welcome);
  }

  int port() {
    return door.getLocalPort();
  }

  /** For a member whose broker is behind it. */
  String url() {
    return "tls://127.0.0.1:" + port();
  }

  void mood(Mood next) {
    boolean swallowed = mood == Mood.HALF_OPEN && next != Mood.HALF_OPEN;
    mood = next;
    if (swallowed) {
      cut();
    }
  }

  /** Ends every connection there is. */
  void cut() {
    open.forEach(FaultProxy::hangUp);
  }

  /** Waits until something of the size of a record passes, up to a bound. */
  void awaitTraffic(Duration longest) {
    long before = passed;
    long end = System.nanoTime() + longest.toNanos();
    while (passed == before && System.nanoTime() - end < 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException fault) {
      throw new UncheckedIOException(fault);
    }
    cut();
  }

  private void welcome() {
    while (!door.isClosed()) {
      try {
        join(door.accept());
      } catch (IOException gone) {
        // The door is closed, or one caller has gone.
      }
    }
  }

  private void join(Socket caller) throws IOException {
    Socket broker;
    try {
      broker = new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException down) {
      hangUp(caller);
      return;
    }
    open.add(caller);
    open.add(broker);
    run("proxy-in", () -> pass(caller, broker));
    run("proxy-out", () -> pass(broker, caller));
  }

  private void pass(Socket from, Socket to) {
    byte[] chunk = new byte[CHUNK];
    boolean hole = false;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        Mood now = mood;
        if (now == Mood.DELAY) {
          LockSupport.parkNanos(DELAY_NANOS);
        }
        hole |= now == Mood.HALF_OPEN;
        if (!hole) { // A stream with a hole in it is no TCP.
          out.write(chunk, 0, read);
          passed = read < MESSAGE ? passed : System.nanoTime();
        }
      }
    } catch (IOException ended) {
      // Both ends are hung up below.
    } finally {
      hangUp(from);
      hangUp(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // It is closed either way.
    }
  }

  private static void run(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
