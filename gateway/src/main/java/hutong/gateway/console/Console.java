package hutong.gateway.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.security.SecureRandom;
import java.util.List;

/**
 * Serves the console's pages. Who is not signed in sees the way in alone; what does something is
 * posted, from a page of the console's own, with the session's word in it.
 */
public final class Console {

  private static final int MOST_BODY = 65_536;

  private final Vertx vertx;
  private final ConsoleParts parts;
  private final Assets assets = new Assets();

  public Console(Vertx vertx, ConsoleParts parts) {
    this.vertx = vertx;
    this.parts = parts;
  }

  private static List<Screen> screens(ConsoleParts parts, Names names) {
    return List.of(
        new OverviewScreen(parts, names),
        new RecordsScreen(parts, names),
        new RecordScreen(parts, names),
        new DeadlinesScreen(parts, names),
        new RatesScreen(parts, names),
        new MembersScreen(parts, names),
        new SystemScreen(parts),
        new DialectsScreen(parts),
        new CompareScreen(parts),
        new ReconciliationScreen(parts, names));
  }

  /** Adds its paths, all below {@code /console}. */
  public void mount(Router router) {
    offer(router);
  }

  /** The same; gives what is offered there. */
  Pages offer(Router router) {
    assets.mount(router);
    router.route("/console*").handler(Console::guard);
    router.post("/console/*").handler(BodyHandler.create(false).setBodyLimit(MOST_BODY));
    Names names = new Names(parts.node(), parts.directory());
    Drawing drawing = new Drawing(names);
    Sessions sessions = new Sessions(parts.clock(), new SecureRandom());
    Door door = new Door(vertx, parts.accounts(), sessions, drawing, parts.tls());
    door.mount(router);
    Pages pages = new Pages(vertx, router, door, drawing);
    screens(parts, names).forEach(each -> each.mount(pages));
    return pages;
  }

  /** On every page: nothing from outside, nothing inline, in nobody's frame. */
  private static void guard(RoutingContext call) {
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
}
