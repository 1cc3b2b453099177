package hutong.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lets a thread write an answer line by line; it waits while the caller does not read. Used by one
 * thread.
 */
final class AnswerLines {
  private static final int AT_ONCE = 16 << 10;
  private static final byte LINE_END = '\n';

  private final HttpServerResponse response;
  private final Context loop;
  private final Duration patience;
  private Buffer gathered = Buffer.buffer();

  AnswerLines(HttpServerResponse response, Context loop, Duration patience) {
    this.response = response;
    this.loop = loop;
    this.patience = patience;
  }

  void line(Buffer json) throws IOException {
    gathered.appendBuffer(json).appendByte(LINE_END);
    if (gathered.length() >= AT_ONCE) {
      flush();
    }
  }

  /** Part of an answer that has no lines. */
  void octets(byte[] bytes, int from, int length) throws IOException {
    gathered.appendBytes(bytes, from, length);
    if (gathered.length() >= AT_ONCE) {
      flush();
    }
  }

  /** Sends what is gathered, for a caller that waits for it. */
  void flush() throws IOException {
    if (gathered.length() == 0) {
      return;
    }
    Buffer piece = gathered;
    gathered = Buffer.buffer();
    CompletableFuture<Void> room = new CompletableFuture<>();
    loop.runOnContext(any -> write(piece, room));
    try {
      room.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } catch (ExecutionException | TimeoutException gone) {
      throw new IOException("The caller does not read", gone);
    }
  }

  private void write(Buffer piece, CompletableFuture<Void> room) {
    if (response.closed() || response.ended()) {
      room.completeExceptionally(new IOException("The caller is gone"));
      return;
    }
    response.write(piece);
    if (response.writeQueueFull()) {
      response.drainHandler(any -> room.complete(null));
    } else {
      room.complete(null);
    }
  }

  void end() throws IOException {
    flush();
    loop.runOnContext(
        any -> {
          if (!response.ended() && !response.closed()) {
            response.end();
          }
        });
  }
}
