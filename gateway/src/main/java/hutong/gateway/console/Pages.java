package hutong.gateway.console;

import hutong.gateway.audit.Acts;
import hutong.gateway.audit.Asked;
import hutong.gateway.console.Drawing.Drawn;
import hutong.gateway.console.Sessions.Session;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Where screens hang their pages and actions. Here alone is decided who may: an account without the
 * right is refused, whoever is not signed in is led to the way in, and nothing is done without the
 * word of the session. All is asked for and drawn beside the event loop.
 */
final class Pages {

  /** What says that a page looks itself up again: that keeps nobody signed in. */
  static final String AGAIN = "Hutong-Again";

  /** Asks for what a page shows. */
  interface Shown {
    Content show(Visit visit) throws Exception;
  }

  /** Makes a file. */
  interface Given {
    FileOut give(Visit visit) throws Exception;
  }

  /** Does something; gives where to go next. */
  interface Done {
    String act(Visit visit) throws Exception;
  }

  private final Vertx vertx;
  private final Router router;
  private final Door door;
  private final Drawing drawing;
  private final Acts acts;
  private final List<Offered> offered = new CopyOnWriteArrayList<>();

  Pages(Vertx vertx, Router router, Door door, Drawing drawing, Acts acts) {
    this.vertx = vertx;
    this.router = router;
    this.door = door;
    this.drawing = drawing;
    this.acts = acts;
  }

  /** All that the console offers. */
  List<Offered> offered() {
    return List.copyOf(offered);
  }

  /**
   * A page.
   *
   * @param screen its word in the menu
   * @param same names of the API's operations that tell the same
   */
  void get(String path, Right right, String screen, List<String> same, Shown shown) {
    offered.add(new Offered("GET", path, right, same));
    router.get(path).handler(call -> show(call, right, screen, shown));
  }

  /**
   * A file to save.
   *
   * @param same names of the API's operations that tell the same
   */
  void file(String path, Right right, List<String> same, Given given) {
    offered.add(new Offered("GET", path, right, same));
    router.get(path).handler(call -> give(call, right, given));
  }

  /**
   * An action whose answer is shown this once, as a key is: it can't be gone to again.
   *
   * @param same names of the API's operations that do the same
   */
  void once(String path, Right right, String screen, List<String> same, Shown done) {
    ask(path, right, screen, same, visit -> noted(visit, what(path, same), () -> done.show(visit)));
  }

  /**
   * An action.
   *
   * @param same names of the API's operations that do the same
   */
  void post(String path, Right right, List<String> same, Done done) {
    offered.add(new Offered("POST", path, right, same));
    String what = what(path, same);
    router.post(path).handler(call -> act(call, right, what, done));
  }

  /** As what an action is noted: the API's word, or what its path ends in. */
  private static String what(String path, List<String> same) {
    return same.isEmpty()
        ? path.substring(path.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT).replace('-', '_')
        : same.get(0);
  }

  /**
   * A page that is asked for by a form, since what is looked for may not stand in an address. It
   * does nothing.
   */
  void ask(String path, Right right, String screen, List<String> same, Shown shown) {
    offered.add(new Offered("POST", path, right, same));
    router
        .post(path)
        .handler(
            call -> {
              if (door.word(call)) {
                show(call, right, screen, shown);
              } else {
                stale(call);
              }
            });
  }

  private void show(RoutingContext call, Right right, String screen, Shown shown) {
    boolean again = call.request().getHeader(AGAIN) != null;
    admit(
        call,
        right,
        again,
        session -> {
          Visit visit = visit(call, session);
          beside(call, session, () -> drawn(visit, session, screen, shown.show(visit)))
              .onSuccess(drawn -> drawing.send(call, drawn));
        });
  }

  private Drawn drawn(Visit visit, Session session, String screen, Content content) {
    String said = visit.call().request().getParam("said");
    String told = Said.of(said).map(each -> visit.texts().get(each.key())).orElse(null);
    Frame frame = drawing.frame(visit.call(), screen, content.about(), session, told);
    return content.page() == null
        ? drawing.drawn(404, "nothing", Map.of("frame", frame))
        : drawing.drawn(200, content.template(), Map.of("frame", frame, "page", content.page()));
  }

  private void give(RoutingContext call, Right right, Given given) {
    admit(
        call,
        right,
        false,
        session ->
            beside(call, session, () -> given.give(visit(call, session)))
                .onSuccess(file -> file.send(call.response())));
  }

  private void act(RoutingContext call, Right right, String what, Done done) {
    if (!door.word(call)) {
      stale(call);
      return;
    }
    admit(
        call,
        right,
        false,
        session -> {
          Visit visit = visit(call, session);
          beside(call, session, () -> noted(visit, what, () -> done.act(visit)))
              .onSuccess(to -> Drawing.away(call, to));
        });
  }

  /**
   * Goes on with whoever is signed in and has the right, and tells all others.
   *
   * @param again whether a page looks itself up
   */
  private void admit(RoutingContext call, Right right, boolean again, Consumer<Session> then) {
    Optional<Session> session = door.session(call, !again);
    if (session.isEmpty()) {
      door.leadIn(call, again);
    } else if (!session.get().account().may(right)) {
      told(call, session.get(), "notAllowed", 403);
    } else {
      then.accept(session.get());
    }
  }

  private Visit visit(RoutingContext call, Session session) {
    return new Visit(call, session.account(), session.pace(), drawing.texts(call));
  }

  /** Beside the event loop; what fails is told. */
  private <T> Future<T> beside(RoutingContext call, Session session, Callable<T> asked) {
    return vertx
        .executeBlocking(asked, false)
        .onFailure(
            fault -> {
              if (fault instanceof NotSound known) {
                told(call, session, known.key(), 400);
              } else {
                drawing.failed(call, fault);
              }
            });
  }

  /** Done only if it could be noted that it was asked for; then it is noted what came of it. */
  private <T> T noted(Visit visit, String what, Callable<T> done) throws Exception {
    if (!visit.pace().tryConsume(1)) {
      throw new NotSound("tooOften");
    }
    Asked asked = visit.asked(what);
    acts.before(asked);
    try {
      T came = done.call();
      Optional<Said> not =
          came instanceof String to ? Said.in(to).filter(each -> !each.good()) : Optional.empty();
      not.ifPresentOrElse(each -> acts.refused(asked, each.name()), () -> acts.done(asked));
      return came;
    } catch (Exception fault) {
      acts.refused(asked, fault instanceof NotSound ? "NOT_SOUND" : "INTERNAL");
      throw fault;
    }
  }

  private void stale(RoutingContext call) {
    Optional<Session> session = door.session(call, true);
    if (session.isEmpty()) {
      door.leadIn(call, false);
    } else {
      told(call, session.get(), "stale", 403);
    }
  }

  private void told(RoutingContext call, Session session, String key, int status) {
    String text = drawing.texts(call).get(key);
    Frame frame = drawing.frame(call, "overview", "", session, text);
    drawing.send(call, drawing.drawn(status, "nothing", Map.of("frame", frame)));
  }
}
