package hutong.gateway.console;

import hutong.gateway.oidc.NotKnown;
import hutong.gateway.oidc.Pending;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in and out by way of a provider. Who comes back from another site brings no session,
 * since its cookie is sent to pages of our own alone: so a page of our own lies between, which goes
 * on by itself.
 */
final class OtherDoor {

  static final String BEGIN = "/console/oidc/begin";
  static final String BACK = "/console/oidc/back";
  static final String OUT = "/console/oidc/out";

  private static final Logger LOG = LoggerFactory.getLogger(OtherDoor.class);
  private static final int THREADS = 2;
  private static final int MOST_WAITING = 20;
  private static final int MOST_VALUES = 4;
  private static final int LONGEST = 2_000;

  private final Elsewhere elsewhere;
  private final Door door;
  private final Drawing drawing;
  private final Cookies cookies;
  private final PendingSeal seal;
  private final SecureRandom random = new SecureRandom();
  private final WorkerExecutor questions;
  private final AtomicInteger waiting = new AtomicInteger();

  OtherDoor(
      Vertx vertx,
      Elsewhere elsewhere,
      Door door,
      Drawing drawing,
      Cookies cookies,
      PendingSeal seal) {
    this.elsewhere = elsewhere;
    this.door = door;
    this.drawing = drawing;
    this.cookies = cookies;
    this.seal = seal;
    this.questions = vertx.createSharedWorkerExecutor("hutong-provider", THREADS);
  }

  void mount(Router router) {
    router.get(BEGIN).handler(this::begin);
    router.get(BACK).handler(this::back);
    router.get(OUT).handler(this::out);
    looked();
  }

  /** As it stood when last looked; has it looked at again beside this. */
  boolean answers() {
    looked();
    return elsewhere.answers();
  }

  private void looked() {
    if (elsewhere.due() && enter()) {
      questions
          .executeBlocking(
              () -> {
                elsewhere.look();
                return null;
              })
          .onComplete(any -> waiting.decrementAndGet());
    }
  }

  private boolean enter() {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      return false;
    }
    return true;
  }

  private void begin(RoutingContext call) {
    if (!enter()) {
      door.way(call, 503, "crowded");
      return;
    }
    String language = drawing.texts(call).language();
    Pending pending = Pending.make(random);
    questions
        .executeBlocking(() -> elsewhere.begin(pending, language), false)
        .onComplete(any -> waiting.decrementAndGet())
        .onSuccess(
            to -> {
              cookies.giveForReturn(call, Cookies.PENDING, seal.seal(pending), PendingSeal.LIFE);
              Drawing.away(call, to.toString());
            })
        .onFailure(fault -> refused(call, fault));
  }

  private void back(RoutingContext call) {
    Map<String, List<String>> parameters = parameters(call);
    List<String> state = parameters.getOrDefault("state", List.of(""));
    Optional<Pending> pending =
        seal.open(cookies.read(call, Cookies.PENDING), state.size() == 1 ? state.get(0) : "");
    cookies.take(call, Cookies.PENDING);
    if (pending.isEmpty()) {
      told(call, 403, "oidc.stale");
      return;
    }
    if (!enter()) {
      door.way(call, 503, "crowded");
      return;
    }
    questions
        .executeBlocking(() -> elsewhere.signIn(parameters, pending.get()), false)
        .onComplete(any -> waiting.decrementAndGet())
        .onSuccess(account -> letIn(call, account))
        .onFailure(fault -> refused(call, fault));
  }

  /** Empty if there is more of it than any provider sends. */
  private static Map<String, List<String>> parameters(RoutingContext call) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (Map.Entry<String, String> each : call.queryParams()) {
      parameters.merge(
          each.getKey(),
          List.of(each.getValue()),
          (one, other) -> List.of(one.get(0), other.get(0)));
      if (each.getValue().length() > LONGEST || parameters.size() > MOST_VALUES * 2) {
        return Map.of();
      }
    }
    return parameters;
  }

  private void letIn(RoutingContext call, Optional<Account> account) {
    if (account.isEmpty()) {
      LOG.warn("Somebody known to the provider has no role here");
      told(call, 403, "oidc.noRole");
      return;
    }
    door.enter(call, account.get());
    onward(call, "oidc.in", Door.HOME);
  }

  private void refused(RoutingContext call, Throwable fault) {
    if (!(fault instanceof NotKnown notKnown)) {
      drawing.failed(call, fault);
      return;
    }
    LOG.warn("A sign-in by way of the provider failed: {}", notKnown.why());
    switch (notKnown.why()) {
      case UNREACHABLE -> told(call, 503, "oidc.unreachable");
      case DECLINED -> told(call, 403, "oidc.declined");
      case NOT_SOUND -> told(call, 403, "oidc.notSound");
      case NO_NAME -> told(call, 403, "oidc.noName");
    }
  }

  /** A form of ours may lead to no other site, so the way out is a page as well. */
  private void out(RoutingContext call) {
    Optional<URI> end = elsewhere.end();
    if (end.isPresent() && answers()) {
      onward(call, "oidc.out", end.get().toString());
    } else {
      told(call, 200, "oidc.outHere");
    }
  }

  private void onward(RoutingContext call, String key, String to) {
    Frame frame = drawing.frame(call, "signIn", "", null, drawing.texts(call).get(key));
    drawing.send(call, drawing.drawn(200, "onward", Map.of("frame", frame, "to", to)));
  }

  private void told(RoutingContext call, int status, String key) {
    door.way(call, status, key);
  }
}
