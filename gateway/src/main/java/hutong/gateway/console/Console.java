package hutong.gateway.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.List;

/**
 * Serves the console's pages. Who is not signed in sees the way in alone; what does something is
 * posted, from a page of the console's own, with the session's word in it.
 */
public final class Console {

  private final Vertx vertx;
  private final ConsoleParts parts;
  private final Assets assets = new Assets();
  private List<Offered> offered = List.of();

  public Console(Vertx vertx, ConsoleParts parts) {
    this.vertx = vertx;
    this.parts = parts;
  }

  private static List<Screen> screens(ConsoleParts parts, Names names, Door door) {
    return List.of(
        new OverviewScreen(parts, names),
        new RouteScreen(parts, names),
        new AuditScreen(parts),
        new RecordsScreen(parts, names),
        new RecordScreen(parts, names),
        new OperationPlans(parts),
        new OperationsScreen(parts),
        new FailuresScreen(parts, names),
        new DeadlinesScreen(parts, names),
        new RatesScreen(parts, names),
        new MembersScreen(parts, names),
        new SystemScreen(parts),
        new QuarantineScreen(parts, names),
        new ProposalsScreen(parts, names),
        new StorageScreen(parts),
        new DialectsScreen(parts),
        new CompareScreen(parts),
        new ReconciliationScreen(parts, names),
        new AccountScreen(parts.accounts(), door));
  }

  /** Adds its paths, all below {@code /console}. */
  public void mount(Router router) {
    assets.mount(router);
    router.route("/console*").handler(Console::guard);
    Names names = new Names(parts.node(), parts.directory());
    Cookies cookies = new Cookies(parts.tls());
    Drawing drawing = new Drawing(names, cookies);
    SecureRandom random = new SecureRandom();
    Sessions sessions = new Sessions(parts.clock(), random);
    Door door = new Door(vertx, parts.accounts(), sessions, drawing, cookies, parts.acts());
    new Bodies(vertx, door, parts.bodyTime()).mount(router);
    door.mount(router);
    if (parts.elsewhere() != null) {
      PendingSeal seal = new PendingSeal(parts.clock(), random);
      OtherDoor other = new OtherDoor(vertx, parts.elsewhere(), door, drawing, cookies, seal);
      other.mount(router);
      door.beside(other);
    }
    Pages pages = new Pages(vertx, router, door, drawing, parts.acts());
    screens(parts, names, door).forEach(each -> each.mount(pages));
    offered = pages.offered();
  }

  /** All pages and actions of its screens, once it is mounted. */
  public List<Offered> offered() {
    return offered;
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
    response.putHeader("Cross-Origin-Resource-Policy", "same-origin");
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
