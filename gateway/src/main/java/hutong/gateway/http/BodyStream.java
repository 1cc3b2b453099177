package hutong.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a thread read a body while it arrives; what has arrived and is not read yet is bounded, the
 * caller is held back. Begun on the event loop, read by one thread.
 */
final class BodyStream extends InputStream {
  private static final int MOST_AHEAD = 256 << 10;

  /** What the smallest piece costs besides. */
  private static final int PIECE = 128;

  /** Octets a second, on average over the time in which they were waited for. */
  private static final long LEAST = 256;

  private static final Buffer END = Buffer.buffer(0);

  private final HttpServerRequest request;
  private final Context loop;
  private final Duration patience;
  private final BlockingQueue<Buffer> arrived = new LinkedBlockingQueue<>();
  private final AtomicInteger ahead = new AtomicInteger();
  private volatile Throwable broken;
  private Buffer piece = Buffer.buffer();
  private int at;
  private long waited;
  private long come;
  private volatile boolean ended;

  /**
   * @param patience how long the caller may send nothing; waited for longer in all, it has to come
   *     at a pace
   */
  BodyStream(HttpServerRequest request, Context loop, Duration patience) {
    this.request = request;
    this.loop = loop;
    this.patience = patience;
    request.handler(this::take);
    request.exceptionHandler(
        fault -> {
          broken = fault;
          arrived.add(END);
        });
    request.endHandler(end -> arrived.add(END));
    request.resume();
  }

  private void take(Buffer part) {
    if (part.length() == 0) {
      return;
    }
    if (ahead.addAndGet(part.length() + PIECE) > MOST_AHEAD) {
      request.pause();
    }
    arrived.add(part);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at == piece.length() && !next()) {
      return -1;
    }
    int count = Math.min(length, piece.length() - at);
    piece.getBytes(at, at + count, into, offset);
    at += count;
    return count;
  }

  private boolean next() throws IOException {
    if (ended) {
      return false;
    }
    Buffer got = take();
    if (got == END) {
      ended = true;
      if (broken != null) {
        throw new BrokenOff(broken);
      }
      return false;
    }
    piece = got;
    at = 0;
    int cost = got.length() + PIECE;
    int before = ahead.getAndAdd(-cost);
    if (before > MOST_AHEAD && before - cost <= MOST_AHEAD) {
      loop.runOnContext(any -> request.resume());
    }
    return true;
  }

  private Buffer take() throws IOException {
    try {
      long begun = System.nanoTime();
      Buffer got = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
      waited += System.nanoTime() - begun;
      if (got == null || trickles(got)) {
        throw new TooSlow();
      }
      return got;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  /** What comes byte by byte would hold its place for ever. */
  private boolean trickles(Buffer got) {
    come += got.length();
    return got != END
        && waited > patience.toNanos()
        && come < LEAST * TimeUnit.NANOSECONDS.toSeconds(waited) + 1;
  }

  /** Whether it was read to its end. */
  boolean ended() {
    return ended;
  }

  /** The connection ended before the body did. */
  static final class BrokenOff extends IOException {
    private static final long serialVersionUID = 1L;

    private BrokenOff(Throwable cause) {
      super("The body broke off", cause);
    }
  }

  /** The caller has sent nothing, or next to nothing, for too long. */
  static final class TooSlow extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
