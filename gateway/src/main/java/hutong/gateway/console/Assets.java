package hutong.gateway.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPOutputStream;

/** The console's style and its one script, both out of this program. */
final class Assets {

  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

  private final Asset style = new Asset("console.css", "text/css; charset=utf-8");
  private final Asset script = new Asset(HTMX, "text/javascript; charset=utf-8");

  private record Asset(Buffer whole, Buffer compressed, String type) {

    Asset(String name, String type) {
      this(read(name), type);
    }

    private Asset(byte[] octets, String type) {
      this(Buffer.buffer(octets), Buffer.buffer(zipped(octets)), type);
    }
  }

  private static byte[] read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException missing) {
      throw new IllegalStateException("the program is not whole", missing);
    }
  }

  private static byte[] zipped(byte[] octets) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(octets);
    } catch (IOException never) {
      throw new IllegalStateException(never);
    }
    return out.toByteArray();
  }

  void mount(Router router) {
    router.get("/console/assets/console.css").handler(call -> send(call, style));
    router.get("/console/assets/htmx.js").handler(call -> send(call, script));
  }

  private static void send(RoutingContext call, Asset asset) {
    String taken = call.request().getHeader("Accept-Encoding");
    boolean zip = taken != null && taken.contains("gzip");
    if (zip) {
      call.response().putHeader("Content-Encoding", "gzip");
    }
    call.response()
        .putHeader("Content-Type", asset.type())
        .putHeader("Cache-Control", "max-age=300")
        .putHeader("Vary", "Accept-Encoding")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(zip ? asset.compressed() : asset.whole());
  }
}
