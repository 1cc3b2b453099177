package hutong.gateway.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * A file that is saved, not shown.
 *
 * @param name plain, with its ending
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; copying would be waste
record FileOut(String name, String mediaType, byte[] bytes) {

  static FileOut csv(String name, byte[] bytes) {
    return new FileOut(name + ".csv", "text/csv; charset=utf-8", bytes);
  }

  void send(HttpServerResponse response) {
    response
        .putHeader("Content-Type", mediaType)
        .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .end(Buffer.buffer(bytes));
  }
}
