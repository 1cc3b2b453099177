package hutong.gateway.console;

import hutong.gateway.audit.Acts;
import hutong.gateway.audit.Asked;
import hutong.gateway.console.Sessions.Session;
import hutong.routes.ledger.Act;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
  private static final Duration KNOWN_FOR = Duration.ofDays(365);
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
  private final Cookies cookies;
  private final Acts acts;
  private final WorkerExecutor passwords;
  private final Lane strangers = new Lane();

  /** Of browsers in which the account has signed in before: strangers keep nobody out of these. */
  private final Lane known = new Lane();

  private OtherDoor other;

  /** Who tries passwords: how many wait, and how often each name may still be tried. */
  private static final class Lane {
    private final AtomicInteger waiting = new AtomicInteger();
    private final int shift = new SecureRandom().nextInt();

    /** Some names share one, and nobody can foresee which. */
    private final Bucket[] tries =
        Stream.generate(Door::bucket).limit(KINDS).toArray(Bucket[]::new);

    private boolean may(String name) {
      int kind = Math.floorMod((name.hashCode() ^ shift) * 0x9E3779B1, KINDS);
      return tries[kind].tryConsume(1);
    }
  }

  Door(
      Vertx vertx,
      Accounts accounts,
      Sessions sessions,
      Drawing drawing,
      Cookies cookies,
      Acts acts) {
    this.accounts = accounts;
    this.sessions = sessions;
    this.drawing = drawing;
    this.cookies = cookies;
    this.acts = acts;
    this.passwords = vertx.createSharedWorkerExecutor("hutong-passwords", 1);
  }

  private static Bucket bucket() {
    Bandwidth limit =
        Bandwidth.builder().capacity(TRIES).refillGreedy(TRIES, Duration.ofMinutes(1)).build();
    return Bucket.builder().addLimit(limit).build();
  }

  /** Puts another way in beside this one. */
  void beside(OtherDoor way) {
    other = way;
  }

  void mount(Router router) {
    router.get(IN).handler(call -> way(call, 200, told(call)));
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
    return sessions
        .find(cookies.read(call, Cookies.SESSION), used)
        .filter(each -> accounts.still(each.account()).isPresent());
  }

  /** Whether a form comes from a page of this session. */
  boolean word(RoutingContext call) {
    String given = call.request().getFormAttribute("form");
    return session(call, true)
        .filter(
            each ->
                given != null
                    && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        each.form().getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  /**
   * To where one signs in, and then back to the page that was wanted.
   *
   * @param again whether a page asked by itself, which has to be told to leave as a whole
   */
  void leadIn(RoutingContext call, boolean again) {
    String wanted = call.request().uri();
    if (call.request().method().equals(HttpMethod.GET) && INSIDE.matcher(wanted).matches()) {
      cookies.give(call, Cookies.WANTED, wanted, WANTED_FOR);
    }
    if (again) {
      call.response().setStatusCode(401).putHeader("HX-Redirect", IN).end();
    } else {
      Drawing.away(call, IN);
    }
  }

  private static String told(RoutingContext call) {
    return Said.of(call.request().getParam("said")).map(Said::key).orElse(null);
  }

  /**
   * The page where one signs in.
   *
   * @param key of a text that is said first; null for nothing
   */
  void way(RoutingContext call, int status, String key) {
    String told = key == null ? null : drawing.texts(call).get(key);
    Frame frame = drawing.frame(call, "signIn", "", null, told);
    String provider = other == null ? "none" : other.answers() ? "up" : "down";
    Map<String, Object> model = Map.of("frame", frame, "provider", provider);
    drawing.send(call, drawing.drawn(status, "sign-in", model));
  }

  private void signIn(RoutingContext call) {
    String name = field(call, "name");
    String password = field(call, "password");
    Lane lane = isKnown(call, name) ? known : strangers;
    if (!lane.may(name)) {
      way(call, 429, "wrong");
      return;
    }
    AtomicInteger waiting = lane.waiting;
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
    cookies.give(call, Cookies.KNOWN, proof(account.get()), KNOWN_FOR);
    enter(call, account.get());
    String wanted = cookies.read(call, Cookies.WANTED);
    if (wanted != null) {
      cookies.take(call, Cookies.WANTED);
    }
    Drawing.away(call, wanted != null && INSIDE.matcher(wanted).matches() ? wanted : HOME);
  }

  /** Begins a session, always a new one; that which the browser had ends. */
  void enter(RoutingContext call, Account account) {
    LOG.info("Somebody signed in as {}", account.role());
    sessions.end(cookies.read(call, Cookies.SESSION));
    cookies.give(call, Cookies.SESSION, sessions.begin(account));
    acts.done(new Asked(account.name(), Act.Channel.CONSOLE, "SIGN_IN", null, null));
  }

  private boolean isKnown(RoutingContext call, String name) {
    String shown = cookies.read(call, Cookies.KNOWN);
    return shown != null
        && accounts
            .named(name)
            .filter(
                each ->
                    MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8),
                        proof(each).getBytes(StandardCharsets.UTF_8)))
            .isPresent();
  }

  /** What only a browser can show in which this account has signed in with this password. */
  private static String proof(Account account) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = account.password().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] proof = mac.doFinal(("known " + account.name()).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(proof);
    } catch (GeneralSecurityException never) {
      throw new IllegalStateException("every Java has HMAC", never);
    }
  }

  /** Whether an account that is signed in may try its own old password once more. */
  boolean mayTry(Account account) {
    return known.may(account.name());
  }

  /** The sessions of an account. */
  List<Session> of(Account account) {
    return sessions.of(account.name());
  }

  /** Ends all others of whoever asks. */
  void endOthers(RoutingContext call) {
    session(call, true).ifPresent(sessions::endOthers);
  }

  private void signOut(RoutingContext call) {
    boolean leavesProvider = false;
    if (word(call)) {
      leavesProvider = session(call, true).filter(each -> each.account().elsewhere()).isPresent();
      sessions.end(cookies.read(call, Cookies.SESSION));
      cookies.take(call, Cookies.SESSION);
    }
    Drawing.away(call, leavesProvider && other != null ? OtherDoor.OUT : IN);
  }

  private void language(RoutingContext call) {
    String language = drawing.texts(call).language().equals("zh") ? "en" : "zh";
    cookies.give(call, Cookies.LANGUAGE, language, KNOWN_FOR);
    String to = call.request().getFormAttribute("to");
    Drawing.away(call, to != null && INSIDE.matcher(to).matches() ? to : HOME);
  }

  private static String field(RoutingContext call, String name) {
    String value = call.request().getFormAttribute(name);
    return value == null || value.length() > LONGEST ? "" : value;
  }
}
