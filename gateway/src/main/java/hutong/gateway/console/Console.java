package hutong.gateway.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import hutong.gateway.console.Sessions.Session;
import hutong.routes.ledger.Intervened;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the console's pages. Who is not signed in sees the way in alone; what does something is
 * posted, from a page of the console's own, with the session's word in it.
 */
public final class Console {

  private static final Logger LOG = LoggerFactory.getLogger(Console.class);
  private static final String HOME = "/console";
  private static final String SIGN_IN = "/console/sign-in";
  private static final String SESSION = "hutong-session";
  private static final String LANGUAGE = "hutong-language";
  private static final int MOST_BODY = 8_192;
  private static final int LONGEST = 200;
  private static final int TRIES = 5;
  private static final int MOST_NAMES = 1_000;
  private static final Pattern NODE = Pattern.compile("[0-9]{6}");
  private static final Pattern REASON = Pattern.compile("[A-Z][A-Z_]{1,39}");
  private static final Pattern INSIDE =
      Pattern.compile("/console(/[A-Za-z0-9/._-]*)?(\\?[A-Za-z0-9=&%._+-]*)?");

  private final Vertx vertx;
  private final ConsoleParts parts;
  private final ReadPages read;
  private final Sessions sessions;
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Buffer style = resource("console.css");

  /** How often each name may still be tried. */
  private final Map<String, Bucket> tries =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_NAMES;
        }
      };

  public Console(Vertx vertx, ConsoleParts parts) {
    this.vertx = vertx;
    this.parts = parts;
    this.read = new ReadPages(parts);
    this.sessions = new Sessions(parts.clock(), new SecureRandom());
  }

  private static Buffer resource(String name) {
    try (InputStream in = Console.class.getResourceAsStream(name)) {
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException missing) {
      throw new IllegalStateException("the program is not whole", missing);
    }
  }

  /** Adds its paths, all below {@code /console}. */
  public void mount(Router router) {
    router.get("/console/assets/console.css").handler(this::style);
    router.route("/console*").handler(this::guard);
    router.post("/console/*").handler(BodyHandler.create(false).setBodyLimit(MOST_BODY));
    router.get(SIGN_IN).handler(this::signInPage);
    router.post(SIGN_IN).handler(this::signIn);
    router.post("/console/language").handler(this::language);
    router.post("/console/sign-out").handler(call -> act(call, false, () -> signOut(call)));
    router.get(HOME).handler(call -> page(call, "overview", this::overview));
    router.get("/console/records").handler(call -> page(call, "records", this::records));
    router.get("/console/records/:id").handler(call -> page(call, "records", this::record));
    router.post("/console/records/:id/retry").handler(call -> act(call, true, () -> retry(call)));
    router.post("/console/routes/:node/pause").handler(call -> act(call, true, () -> pause(call)));
    router
        .post("/console/routes/:node/resume")
        .handler(call -> act(call, true, () -> resume(call)));
  }

  /** On every page: nothing from outside, nothing inline, in nobody's frame. */
  private void guard(RoutingContext call) {
    HttpServerResponse response = call.response();
    response.putHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    response.putHeader("X-Content-Type-Options", "nosniff");
    response.putHeader("Referrer-Policy", "no-referrer");
    response.putHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.putHeader("Cache-Control", "no-store");
    if (!call.request().method().name().equals("GET") && !ownPage(call)) {
      response.setStatusCode(403).end();
      return;
    }
    call.next();
  }

  /** A form of another site is not taken, whatever cookies come with it. */
  private static boolean ownPage(RoutingContext call) {
    String site = call.request().getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = call.request().getHeader("Origin");
    String host = call.request().getHeader("Host");
    return origin != null && host != null && origin.replaceFirst("^https?://", "").equals(host);
  }

  private void style(RoutingContext call) {
    call.response()
        .putHeader("Content-Type", "text/css; charset=utf-8")
        .putHeader("Cache-Control", "max-age=300")
        .putHeader("X-Content-Type-Options", "nosniff")
        .end(style);
  }

  private Texts texts(RoutingContext call) {
    Cookie chosen = call.request().getCookie(LANGUAGE);
    String accepted = call.request().getHeader("Accept-Language");
    String said = chosen != null ? chosen.getValue() : accepted == null ? "" : accepted;
    return new Texts(said.startsWith("zh") ? "zh" : "en");
  }

  private Frame frame(RoutingContext call, String page, Session session, String said) {
    Texts texts = texts(call);
    String told = said == null ? null : texts.get(said);
    return new Frame(
        texts,
        read.node(parts.node(), texts),
        page,
        session == null ? null : session.account(),
        session == null ? "" : session.form(),
        call.request().uri(),
        told);
  }

  private Optional<Session> session(RoutingContext call) {
    Cookie cookie = call.request().getCookie(SESSION);
    return cookie == null
        ? Optional.empty()
        : sessions
            .find(cookie.getValue())
            .filter(each -> parts.accounts().still(each.account()).isPresent());
  }

  private void language(RoutingContext call) {
    String other = texts(call).language().equals("zh") ? "en" : "zh";
    call.response().addCookie(cookie(LANGUAGE, other).setMaxAge(Duration.ofDays(365).toSeconds()));
    String to = call.request().getFormAttribute("to");
    away(call, to != null && INSIDE.matcher(to).matches() ? to : HOME);
  }

  private Cookie cookie(String name, String value) {
    return Cookie.cookie(name, value)
        .setPath(HOME)
        .setHttpOnly(true)
        .setSecure(parts.tls())
        .setSameSite(CookieSameSite.STRICT);
  }

  private static void away(RoutingContext call, String to) {
    call.response().setStatusCode(303).putHeader("Location", to).end();
  }

  private void signInPage(RoutingContext call) {
    html(call, 200, "console/sign-in.jte", Map.of("frame", frame(call, "signIn", null, null)));
  }

  private void signIn(RoutingContext call) {
    String name = field(call, "name");
    String password = field(call, "password");
    Bucket left =
        tries.computeIfAbsent(
            name,
            any ->
                Bucket.builder()
                    .addLimit(
                        Bandwidth.builder()
                            .capacity(TRIES)
                            .refillGreedy(TRIES, Duration.ofMinutes(1))
                            .build())
                    .build());
    if (!left.tryConsume(1)) {
      refused(call, null);
      return;
    }
    vertx
        .executeBlocking(() -> parts.accounts().signIn(name, password))
        .onSuccess(
            account -> {
              if (account.isEmpty()) {
                LOG.warn("A sign-in failed");
                refused(call, null);
                return;
              }
              LOG.info("{} signed in", account.get().name());
              call.response().addCookie(cookie(SESSION, sessions.begin(account.get())));
              away(call, HOME);
            })
        .onFailure(fault -> failed(call, fault));
  }

  private void refused(RoutingContext call, Session session) {
    html(
        call, 403, "console/sign-in.jte", Map.of("frame", frame(call, "signIn", session, "wrong")));
  }

  private String signOut(RoutingContext call) {
    sessions.end(call.request().getCookie(SESSION).getValue());
    return SIGN_IN;
  }

  /** What a page shows, asked for beside the event loop. */
  private interface Asked {
    Content of(RoutingContext call, Texts texts) throws Exception;
  }

  /**
   * Content of a page.
   *
   * @param page null: there is no such thing
   */
  private record Content(String template, Object page) {}

  private void page(RoutingContext call, String title, Asked asked) {
    Optional<Session> session = session(call);
    if (session.isEmpty()) {
      away(call, SIGN_IN);
      return;
    }
    Texts texts = texts(call);
    vertx
        .executeBlocking(() -> asked.of(call, texts), false)
        .onSuccess(
            found -> {
              String said = call.request().getParam("said");
              Frame frame = frame(call, title, session.get(), said(said));
              if (found.page() == null) {
                html(call, 404, "console/nothing.jte", Map.of("frame", frame));
              } else {
                html(call, 200, found.template(), Map.of("frame", frame, "page", found.page()));
              }
            })
        .onFailure(fault -> failed(call, fault));
  }

  /** Of what an address may have a page say, only what is ours. */
  private static String said(String given) {
    return "done".equals(given) || "already".equals(given) || "notAllowed".equals(given)
        ? given
        : null;
  }

  private Content overview(RoutingContext call, Texts texts) {
    return new Content("console/overview.jte", read.overview(texts));
  }

  private Content records(RoutingContext call, Texts texts) {
    String typed = param(call, "id");
    FoundPage found =
        read.found(uuid(typed), param(call, "system"), param(call, "key"), typed, texts);
    return new Content("console/records.jte", found);
  }

  private Content record(RoutingContext call, Texts texts) {
    UUID id = uuid(call.pathParam("id"));
    RecordPage page = id == null ? null : read.record(id, texts).orElse(null);
    return new Content("console/record.jte", page);
  }

  private static UUID uuid(String typed) {
    try {
      return typed == null || typed.length() != 36 ? null : UUID.fromString(typed);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  private static String param(RoutingContext call, String name) {
    String value = call.request().getParam(name);
    return value == null || value.length() > LONGEST ? "" : value.strip();
  }

  private static String field(RoutingContext call, String name) {
    String value = call.request().getFormAttribute(name);
    return value == null || value.length() > LONGEST ? "" : value;
  }

  /**
   * Does what a form asks for.
   *
   * @param action gives where to go next
   */
  private void act(RoutingContext call, boolean operates, Callable<String> action) {
    Optional<Session> session = session(call);
    if (session.isEmpty()) {
      away(call, SIGN_IN);
      return;
    }
    if (!session.get().form().equals(field(call, "form"))) {
      Frame frame = frame(call, "overview", session.get(), "stale");
      html(call, 403, "console/nothing.jte", Map.of("frame", frame));
      return;
    }
    if (operates && !session.get().account().role().operates()) {
      Frame frame = frame(call, "overview", session.get(), "notAllowed");
      html(call, 403, "console/nothing.jte", Map.of("frame", frame));
      return;
    }
    vertx
        .executeBlocking(action, false)
        .onSuccess(to -> away(call, to))
        .onFailure(fault -> failed(call, fault));
  }

  private String pause(RoutingContext call) {
    String node = call.pathParam("node");
    String reason = field(call, "reason");
    boolean sound =
        NODE.matcher(node).matches()
            && REASON.matcher(reason).matches()
            && parts.directory().get().member(node).isPresent();
    if (!sound) {
      return HOME;
    }
    boolean done = parts.ledger().pause(node, reason, parts.clock().instant());
    return HOME + "?said=" + (done ? "done" : "already");
  }

  private String resume(RoutingContext call) {
    String node = call.pathParam("node");
    if (!NODE.matcher(node).matches()) {
      return HOME;
    }
    boolean done = parts.ledger().resume(node, parts.clock().instant());
    parts.bells().outbox(node).ring();
    return HOME + "?said=" + (done ? "done" : "already");
  }

  private String retry(RoutingContext call) {
    UUID id = uuid(call.pathParam("id"));
    if (id == null) {
      return HOME;
    }
    Intervened done = parts.ledger().retry(id, parts.clock().instant());
    parts.bells().ringOutboxes();
    String said = done == Intervened.DONE ? "done" : "already";
    return HOME + "/records/" + id + "?said=" + said;
  }

  private void html(RoutingContext call, int status, String template, Map<String, Object> model) {
    StringOutput out = new StringOutput();
    templates.render(template, model, out);
    call.response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/html; charset=utf-8")
        .end(out.toString());
  }

  private void failed(RoutingContext call, Throwable fault) {
    String request = UUID.randomUUID().toString();
    LOG.error("Console page {} failed: {}", request, fault.getClass().getName());
    if (!call.response().ended()) {
      call.response().setStatusCode(500).end(texts(call).get("failed", "request", request));
    }
  }
}
