package hutong.gateway.http;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends what the API answers, with the headers that every answer bears.
 *
 * <p>If the caller is still sending, it gets its answer, a moment to read it, and then the
 * connection is closed rather than the rest read.
 */
final class Answers {

  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  private static final long LINGER_MS = 500;

  private final Vertx vertx;

  Answers(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Sends the answer, unless the caller is gone; {@code last} closes the connection after it. */
  void send(HttpServerRequest request, int status, String type, Buffer body, boolean last) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    MultiMap headers = common(response);
    if (type != null) {
      headers.set("Content-Type", type);
    }
    response.setStatusCode(status);
    if (last) {
      headers.set("Connection", "close");
      response
          .end(body)
          .onComplete(sent -> vertx.setTimer(LINGER_MS, any -> request.connection().close()));
    } else {
      response.end(body);
    }
  }

  /** Begins an answer of this length that is written piece by piece. */
  HttpServerResponse begin(HttpServerRequest request, String type, long length) {
    HttpServerResponse response = request.response();
    MultiMap headers = common(response);
    headers.set("Content-Type", type);
    headers.set("Content-Length", Long.toString(length));
    return response;
  }

  /** Begins an answer of unknown length; without its end it is seen to be broken off. */
  HttpServerResponse beginPieces(HttpServerRequest request, String type) {
    HttpServerResponse response = request.response();
    common(response).set("Content-Type", type);
    return response.setChunked(true);
  }

  private static MultiMap common(HttpServerResponse response) {
    MultiMap headers = response.headers();
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    return headers;
  }
}
