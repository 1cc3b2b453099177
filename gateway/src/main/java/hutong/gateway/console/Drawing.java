package hutong.gateway.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import hutong.gateway.console.Sessions.Session;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws pages and sends them, compressed to whoever takes that. */
final class Drawing {

  /** A page as it goes out. */
  record Drawn(int status, byte[] page, byte[] compressed) {}

  private static final Logger LOG = LoggerFactory.getLogger(Drawing.class);

  private final Names names;
  private final Cookies cookies;
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);

  Drawing(Names names, Cookies cookies) {
    this.names = names;
    this.cookies = cookies;
    templates.setBinaryStaticContent(false);
  }

  Texts texts(RoutingContext call) {
    String chosen = cookies.read(call, Cookies.LANGUAGE);
    String accepted = call.request().getHeader("Accept-Language");
    String said = chosen != null ? chosen : accepted == null ? "" : accepted;
    return new Texts(said.startsWith("zh") ? "zh" : "en");
  }

  /**
   * What goes round a page.
   *
   * @param about what its title says beside the screen's name
   * @param session null while nobody is signed in
   * @param told what is said first; null for nothing
   */
  Frame frame(RoutingContext call, String screen, String about, Session session, String told) {
    Texts texts = texts(call);
    return new Frame(
        texts,
        names.own(texts),
        about.isEmpty() ? texts.get(screen) : about,
        screen,
        session == null ? null : session.account(),
        session == null ? "" : session.form(),
        call.request().method().name().equals("GET") ? call.request().uri() : call.request().path(),
        told);
  }

  Drawn drawn(int status, String template, Map<String, Object> model) {
    Utf8ByteOutput out = new Utf8ByteOutput();
    templates.render("console/" + template + ".jte", model, out);
    ByteArrayOutputStream page = new ByteArrayOutputStream(out.getContentLength());
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(out.getContentLength() / 4);
    try {
      out.writeTo(page::write);
      try (GZIPOutputStream zip = new GZIPOutputStream(compressed)) {
        page.writeTo(zip);
      }
    } catch (IOException never) {
      throw new UncheckedIOException(never);
    }
    return new Drawn(status, page.toByteArray(), compressed.toByteArray());
  }

  void send(RoutingContext call, Drawn drawn) {
    String taken = call.request().getHeader("Accept-Encoding");
    boolean zip = taken != null && taken.contains("gzip");
    HttpServerResponse response = call.response();
    if (zip) {
      response.putHeader("Content-Encoding", "gzip");
    }
    response
        .setStatusCode(drawn.status())
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .putHeader("Vary", "Accept-Encoding")
        .end(Buffer.buffer(zip ? drawn.compressed() : drawn.page()));
  }

  static void away(RoutingContext call, String to) {
    call.response().setStatusCode(303).putHeader("Location", to).end();
  }

  /** Says that something failed, and by which word the log knows it. */
  void failed(RoutingContext call, Throwable fault) {
    String request = UUID.randomUUID().toString();
    LOG.error("Console page {} failed: {}", request, fault.getClass().getName());
    LOG.debug("Console page", fault);
    if (!call.response().ended()) {
      call.response().setStatusCode(500).end(texts(call).get("failed", "request", request));
    }
  }
}
