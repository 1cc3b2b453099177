package hutong.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/** Reads a request's body within its limit and its time; of a longer one it reads no more. */
final class BodyReader {

  private final Vertx vertx;
  private final int limit;
  private final Duration time;

  BodyReader(Vertx vertx, int limit, Duration time) {
    this.vertx = vertx;
    this.limit = limit;
    this.time = time;
  }

  static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length == null ? request.headers().contains("Transfer-Encoding") : !length.equals("0");
  }

  /** Fails with {@link Refused} if it is too large or too slow; the rest then stays unread. */
  Future<Buffer> read(HttpServerRequest request) {
    return read(request, true);
  }

  /** Reads it away, within the same limits, without keeping it. */
  Future<Buffer> skip(HttpServerRequest request) {
    return read(request, false);
  }

  private Future<Buffer> read(HttpServerRequest request, boolean keep) {
    if (declared(request) > limit) {
      request.pause();
      return Future.failedFuture(new Refused(ApiCode.BODY_TOO_LARGE));
    }
    if (keep && "100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      request.response().writeContinue();
    }
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    long timer =
        vertx.setTimer(
            time.toMillis(), any -> stop(request, whole, new Refused(ApiCode.BODY_TOO_SLOW)));
    int[] length = new int[1];
    request.handler(
        part -> {
          length[0] += part.length();
          if (length[0] > limit) {
            stop(request, whole, new Refused(ApiCode.BODY_TOO_LARGE));
          } else if (keep) {
            body.appendBuffer(part);
          }
        });
    // It broke off, or is not in pieces as HTTP has them.
    request.exceptionHandler(any -> whole.tryFail(new Refused(ApiCode.REQUEST_MALFORMED)));
    request.endHandler(end -> whole.tryComplete(body));
    return whole.future().onComplete(any -> vertx.cancelTimer(timer));
  }

  private static void stop(HttpServerRequest request, Promise<Buffer> whole, Refused why) {
    request.pause();
    request.handler(null);
    whole.tryFail(why);
  }

  /** The length the caller announces; 0 if it announces none. */
  private static long declared(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    if (length == null) {
      return 0;
    }
    try {
      return Long.parseLong(length);
    } catch (NumberFormatException notANumber) {
      return Long.MAX_VALUE;
    }
  }
}
