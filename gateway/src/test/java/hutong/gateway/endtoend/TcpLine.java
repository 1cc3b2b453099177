package hutong.gateway.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What may stand where a partner's broker should be: a line that is silent, or slow, or fails. */
public final class TcpLine implements AutoCloseable {

  private static final int SLOW_BYTES = 2_048;
  private static final long SLOW_MS = 100;

  private final ServerSocket door;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<Socket> called = new CopyOnWriteArrayList<>();
  private final Set<Socket> silent = ConcurrentHashMap.newKeySet();
  private final int to;
  private final long pauseMs;

  /** After so many bytes in one direction a connection breaks. */
  private final long breaksAfter;

  private TcpLine(int port, int to, long pauseMs) throws IOException {
    this(port, to, pauseMs, Long.MAX_VALUE);
  }

  private TcpLine(int port, int to, long pauseMs, long breaksAfter) throws IOException {
    this.breaksAfter = breaksAfter;
    this.door = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    this.to = to;
    this.pauseMs = pauseMs;
    run(this::accept);
  }

  /** Takes connections and never says a word. */
  static TcpLine silent(int port) throws IOException {
    return new TcpLine(port, 0, 0);
  }

  /** Passes 20 KB a second on. */
  static TcpLine slow(int port, int to) throws IOException {
    return new TcpLine(port, to, SLOW_MS);
  }

  /** Passes everything on, until it is told otherwise. */
  static TcpLine good(int port, int to) throws IOException {
    return new TcpLine(port, to, 0);
  }

  /** Every connection breaks once it has carried so much. */
  public static TcpLine breaking(int to, long bytes) throws IOException {
    return new TcpLine(0, to, 0, bytes);
  }

  public int port() {
    return door.getLocalPort();
  }

  /** The connections there are stay open and carry nothing any more; new ones work. */
  void fallSilent() {
    silent.addAll(open);
  }

  /** As {@link #fallSilent}; whoever was called has seen by now that the caller has gone. */
  void fallSilentForCallers() {
    silent.addAll(open);
    called.forEach(TcpLine::shut);
  }

  int connections() {
    return open.size();
  }

  private void accept() {
    try {
      while (true) {
        Socket caller = door.accept();
        open.add(caller);
        if (to != 0) {
          lead(caller);
        }
      }
    } catch (IOException closed) {
      // That is how it ends.
    }
  }

  /** Whoever calls before the partner listens is turned away, as without the line between. */
  private void lead(Socket caller) {
    Socket partner;
    try {
      partner = new Socket(InetAddress.getLoopbackAddress(), to);
    } catch (IOException nobodyListens) {
      shut(caller);
      return;
    }
    open.add(partner);
    called.add(partner);
    run(() -> pass(caller, partner));
    run(() -> pass(partner, caller));
  }

  /** The pace is the point here, so this is no waiting for something to happen. */
  private void pass(Socket from, Socket into) {
    byte[] piece = new byte[SLOW_BYTES];
    long carried = 0;
    try {
      for (int read = from.getInputStream().read(piece);
          read >= 0 && carried < breaksAfter;
          read = from.getInputStream().read(piece)) {
        carried += read;
        if (!silent.contains(from)) {
          into.getOutputStream().write(piece, 0, read);
          java.util.concurrent.locks.LockSupport.parkNanos(pauseMs * 1_000_000);
        }
      }
    } catch (IOException closed) {
      // The other direction notices as well.
    } finally {
      if (!silent.contains(from)) {
        shut(from);
        shut(into);
      }
    }
  }

  private static void shut(Socket socket) {
    try {
      socket.close();
    } catch (IOException already) {
      // Then it is shut.
    }
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "line");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    door.close();
    open.forEach(TcpLine::shut);
  }
}
