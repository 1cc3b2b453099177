package hutong.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the server show the key that lies in the files now, without a restart. Event loop only. */
final class RenewedTls {

  private static final Logger LOG = LoggerFactory.getLogger(RenewedTls.class);

  private final Vertx vertx;
  private final HttpServer server;
  private final HttpTls tls;
  private List<FileTime> seen;
  private boolean looking;
  private String fault = "";

  RenewedTls(Vertx vertx, HttpServer server, HttpTls tls) throws IOException {
    this.vertx = vertx;
    this.server = server;
    this.tls = tls;
    this.seen = tls.changed();
  }

  private record Found(List<FileTime> changed, HttpServerOptions options) {}

  /** What can't be read is left alone, and said so once. */
  void look() {
    if (looking) {
      return;
    }
    looking = true;
    vertx
        .executeBlocking(this::find)
        .compose(
            found -> {
              seen = found.changed;
              return found.options == null
                  ? Future.succeededFuture(false)
                  : server.updateSSLOptions(found.options.getSslOptions());
            })
        .onComplete(
            done -> {
              looking = false;
              if (done.succeeded()) {
                fault = "";
                if (done.result()) {
                  LOG.info("The API shows the key that is in its file now");
                }
              } else if (!fault.equals(done.cause().toString())) {
                fault = done.cause().toString();
                LOG.warn("The API's key is not usable, the one before stays: {}", fault);
              }
            });
  }

  private Found find() throws IOException {
    List<FileTime> changed = tls.changed();
    if (changed.equals(seen)) {
      return new Found(changed, null);
    }
    HttpServerOptions options = new HttpServerOptions();
    tls.applyTo(options);
    return new Found(changed, options);
  }
}
