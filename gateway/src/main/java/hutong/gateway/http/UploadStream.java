package hutong.gateway.http;

import hutong.routes.ledger.Piece;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Moves a body to where it is written, a few pieces at a time; while they are written nothing more
 * is read, so that it takes the same memory whatever its length. Event loop only, but for digest
 * and writing.
 */
final class UploadStream {

  /** Writes pieces that follow each other; may block. */
  @FunctionalInterface
  interface Sink {
    void write(int first, List<byte[]> pieces);
  }

  private static final int AT_ONCE = 4 * Piece.BYTES;

  private final Vertx vertx;
  private final Call call;
  private final HttpServerRequest request;
  private final Duration most;
  private final LedgerThreads threads;
  private final Sink sink;
  private final MessageDigest sha256 = sha256();
  private final Promise<String> digest = Promise.promise();
  private Buffer gathered = Buffer.buffer();
  private int written;
  private boolean writing;
  private boolean ended;

  /**
   * @param most from now to the end of the body
   */
  UploadStream(Vertx vertx, Call call, Duration most, LedgerThreads threads, Sink sink) {
    this.vertx = vertx;
    this.call = call;
    this.request = call.request();
    this.most = most;
    this.threads = threads;
    this.sink = sink;
  }

  /** SHA-256 of the body in hex, once all of it is written. */
  Future<String> read() {
    if (call.gone()) {
      return Future.failedFuture("the caller is gone");
    }
    long timer = vertx.setTimer(most.toMillis(), late -> fail(new Refused(ApiCode.BODY_TOO_SLOW)));
    request.handler(this::take);
    request.exceptionHandler(this::fail);
    request.endHandler(
        end -> {
          ended = true;
          write();
        });
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    request.resume();
    return digest.future().onComplete(any -> vertx.cancelTimer(timer));
  }

  private void take(Buffer part) {
    gathered.appendBuffer(part);
    if (gathered.length() >= AT_ONCE) {
      request.pause();
      write();
    }
  }

  private void write() {
    if (writing || digest.future().isComplete()) {
      return;
    }
    List<byte[]> pieces = pieces();
    int first = written;
    written += pieces.size();
    writing = true;
    threads
        .ask(
            call.context(),
            () -> {
              pieces.forEach(sha256::update);
              sink.write(first, pieces);
              return null;
            })
        .onSuccess(any -> wrote())
        .onFailure(this::fail);
  }

  private void wrote() {
    writing = false;
    if (!ended) {
      request.resume();
    } else if (gathered.length() > 0) {
      write();
    } else {
      digest.tryComplete(HexFormat.of().formatHex(sha256.digest()));
    }
  }

  /** Whole pieces; at the end of the body what is left as well. */
  private List<byte[]> pieces() {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    while (gathered.length() - from >= Piece.BYTES) {
      pieces.add(gathered.getBytes(from, from + Piece.BYTES));
      from += Piece.BYTES;
    }
    if (ended && from < gathered.length()) {
      pieces.add(gathered.getBytes(from, gathered.length()));
      from = gathered.length();
    }
    gathered = gathered.getBuffer(from, gathered.length());
    return pieces;
  }

  private void fail(Throwable why) {
    if (digest.tryFail(why)) {
      request.pause();
      request.handler(null);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
