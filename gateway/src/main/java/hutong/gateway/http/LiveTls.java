package hutong.gateway.http;

import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of the API on disk, and whose certificates callers need; another one put there is shown
 * to whoever connects from then on.
 */
final class LiveTls {

  private static final Logger LOG = LoggerFactory.getLogger(LiveTls.class);

  private final HttpTls tls;
  private final HttpServer server;
  private volatile List<FileTime> seen;

  /** For a server that shows what is there now. */
  LiveTls(HttpTls tls, HttpServer server) throws IOException {
    this.tls = tls;
    this.server = server;
    this.seen = tls.times();
  }

  /** Takes what is there if it has changed; what can't be used is left alone and said so. */
  void look() {
    try {
      List<FileTime> now = tls.times();
      if (now.equals(seen)) {
        return;
      }
      server
          .updateSSLOptions(tls.options())
          .onSuccess(
              any -> {
                seen = now;
                LOG.info("The key of the API was taken from its file");
              })
          .onFailure(LiveTls::unusable);
    } catch (IOException | RuntimeException unreadable) {
      unusable(unreadable);
    }
  }

  private static void unusable(Throwable fault) {
    LOG.warn("The key of the API in its file is not usable: {}", fault.getClass().getSimpleName());
  }
}
