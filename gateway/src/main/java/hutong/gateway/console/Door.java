package hutong.gateway.console;

import hutong.gateway.console.Sessions.Session;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets people in and out. Passwords are tried one after the other, on a thread of their own, and
 * only so many may wait: trying costs strangers more than the node.
 */
final class Door {

  static final String IN = "/console/sign-in";
  static final String HOME = "/console";

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final String SESSION = "hutong-session";

  /** Where somebody wanted to go who had to sign in first. */
  private static final String WANTED = "hutong-wanted";

  private static final Duration WANTED_FOR = Duration.ofMinutes(10);
  private static final int LONGEST = 200;
  private static final int MOST_WAITING = 20;
  private static final int TRIES = 5;
  private static final int KINDS = 4_096;
  private static final Pattern INSIDE =
      Pattern.compile("/console(/[A-Za-z0-9/._-]*)?(\\?[A-Za-z0-9=&%._+:-]*)?");

  private final Accounts accounts;
  private final Sessions sessions;
  private final Drawing drawing;
  private final boolean tls;
  private final WorkerExecutor passwords;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int shift = new SecureRandom().nextInt();

  /** How often each name may still be tried; some share, which nobody can foresee. */
  private final Bucket[] tries = Stream.generate(Door::bucket).limit(KINDS).toArray(Bucket[]::new);

  Door(Vertx vertx, Accounts accounts, Sessions sessions, Drawing drawing, boolean tls) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.drawing = drawing;
    this.tls = tls;
    this.passwords = vertx.createSharedWorkerExecutor("hutong-passwords", 1);
  }

  private static Bucket bucket() {
    Bandwidth limit =
        Bandwidth.builder().capacity(TRIES).refillGreedy(TRIES, Duration.ofMinutes(1)).build();
    return Bucket.builder().addLimit(limit).build();
  }

  void mount(Router router) {
    router.get(IN).handler(call -> way(call, 200, null));
    router.post(IN).handler(this::signIn);
    router.post("/console/language").handler(this::language);
    router.post("/console/sign-out").handler(this::signOut);
  }

  /**
   * Who is signed in, if anybody still is.
   *
   * @param used whether the person does something, so that the session lives on
   */
  Optional<Session> session(RoutingContext call, boolean used) {
    Cookie cookie = call.request().getCookie(SESSION);
    return cookie == null
        ? Optional.empty()
        : sessions
            .find(cookie.getValue(), used)
            .filter(each -> accounts.still(each.account()).isPresent());
  }

  /** Whether a form comes from a page of this session. */
  boolean word(RoutingContext call) {
    String given = call.request().getFormAttribute("form");
    return session(call, true).filter(each -> each.form().equals(given)).isPresent();
  }

  /**
   * To where one signs in, and then back to the page that was wanted.
   *
   * @param again whether a page asked by itself, which has to be told to leave as a whole
   */
  void leadIn(RoutingContext call, boolean again) {
    String wanted = call.request().uri();
    if (call.request().method().equals(HttpMethod.GET) && INSIDE.matcher(wanted).matches()) {
      call.response().addCookie(cookie(WANTED, wanted).setMaxAge(WANTED_FOR.toSeconds()));
    }
    if (again) {
      call.response().setStatusCode(401).putHeader("HX-Redirect", IN).end();
    } else {
      Drawing.away(call, IN);
    }
  }

  private void way(RoutingContext call, int status, String key) {
    String told = key == null ? null : drawing.texts(call).get(key);
    Frame frame = drawing.frame(call, "signIn", "", null, told);
    drawing.send(call, drawing.drawn(status, "sign-in", Map.of("frame", frame)));
  }

  private void signIn(RoutingContext call) {
    String name = field(call, "name");
    String password = field(call, "password");
    int kind = Math.floorMod((name.hashCode() ^ shift) * 0x9E3779B1, KINDS);
    if (!tries[kind].tryConsume(1)) {
      way(call, 429, "wrong");
      return;
    }
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      way(call, 503, "crowded");
      return;
    }
    passwords
        .executeBlocking(() -> accounts.signIn(name, password))
        .onComplete(any -> waiting.decrementAndGet())
        .onSuccess(account -> letIn(call, account))
        .onFailure(fault -> drawing.failed(call, fault));
  }

  private void letIn(RoutingContext call, Optional<Account> account) {
    if (account.isEmpty()) {
      LOG.warn("A sign-in failed");
      way(call, 403, "wrong");
      return;
    }
    LOG.info("{} signed in", account.get().name());
    call.response().addCookie(cookie(SESSION, sessions.begin(account.get())));
    Cookie wanted = call.request().getCookie(WANTED);
    call.response().addCookie(cookie(WANTED, "").setMaxAge(0));
    boolean inside = wanted != null && INSIDE.matcher(wanted.getValue()).matches();
    Drawing.away(call, inside ? wanted.getValue() : HOME);
  }

  private void signOut(RoutingContext call) {
    if (word(call)) {
      sessions.end(call.request().getCookie(SESSION).getValue());
    }
    Drawing.away(call, IN);
  }

  private void language(RoutingContext call) {
    String other = drawing.texts(call).language().equals("zh") ? "en" : "zh";
    Cookie chosen = cookie(Drawing.LANGUAGE, other).setMaxAge(Duration.ofDays(365).toSeconds());
    call.response().addCookie(chosen);
    String to = call.request().getFormAttribute("to");
    Drawing.away(call, to != null && INSIDE.matcher(to).matches() ? to : HOME);
  }

  private Cookie cookie(String name, String value) {
    return Cookie.cookie(name, value)
        .setPath(HOME)
        .setHttpOnly(true)
        .setSecure(tls)
        .setSameSite(CookieSameSite.STRICT);
  }

  private static String field(RoutingContext call, String name) {
    String value = call.request().getFormAttribute(name);
    return value == null || value.length() > LONGEST ? "" : value;
  }
}
