package hutong.gateway.http;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import hutong.gateway.webhooks.CallHook;
import hutong.gateway.webhooks.Delivery;
import hutong.gateway.webhooks.HookMessage;
import hutong.gateway.webhooks.HookSecret;
import hutong.routes.ledger.Outcomes;
import hutong.routes.ledger.Webhooks;
import hutong.routes.ledger.Webhooks.Webhook;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** A local system says where it wants to be told what became of its records. */
final class OperateHooks {

  private static final Duration BOTH_SIGN = Duration.ofHours(24);

  private final Webhooks webhooks;
  private final Outcomes outcomes;
  private final CallHook caller;
  private final LedgerThreads threads;
  private final Clock clock;
  private final Failures failures;
  private final SecureRandom random = new SecureRandom();
  private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();
  private final Slots tests = new Slots(4, 1);

  OperateHooks(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.webhooks = parts.ledger().webhooks();
    this.outcomes = parts.ledger().outcomes();
    this.caller = parts.hooks();
    this.threads = threads;
    this.clock = parts.clock();
    this.failures = failures;
  }

  void add(Call call) {
    String url = JsonRequest.hook(call).url();
    if (!CallHook.callable(url)) {
      throw new Refused(ApiCode.BODY_INVALID, List.of("/url"));
    }
    String system = call.system().name();
    byte[] secret = HookSecret.random(random);
    UUID id = ids.generate();
    ask(
        call,
        () -> {
          if (!webhooks.add(id, system, url, secret, clock.instant())) {
            throw new Refused(ApiCode.TOO_MANY_WEBHOOKS);
          }
          return hook(id, system);
        },
        made -> {
          call.header("Location", "/v1/webhooks/" + id);
          call.json(
              201,
              out -> {
                write(out, made);
                out.text("secret", HookSecret.text(secret));
              });
        });
  }

  void list(Call call) {
    String system = call.system().name();
    ask(
        call,
        () -> webhooks.of(system),
        all -> call.json(200, out -> out.objects("items", all, each -> write(out, each))));
  }

  void find(Call call) {
    UUID id = call.pathId("id");
    String system = call.system().name();
    ask(call, () -> hook(id, system), hook -> call.json(200, out -> write(out, hook)));
  }

  /** Calls it now, once, and says how that came out. */
  void test(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.nothing(call);
    String system = call.system().name();
    Slots.Slot slot = tests.take(call.asker());
    call.context()
        .<Delivery>executeBlocking(
            () -> {
              Webhook hook = hook(id, system);
              Instant now = clock.instant();
              HookMessage message = HookMessage.test("test_" + ids.generate(), now);
              return caller.call(
                  hook.url(), message.id(), message.body(), webhooks.secrets(id, now));
            },
            false)
        .onComplete(any -> slot.free())
        .onSuccess(
            done ->
                call.json(
                    200,
                    out -> {
                      out.flag("taken", done.taken());
                      out.text("cause", done.cause());
                    }))
        .onFailure(fault -> failures.answer(call, fault));
  }

  void rotate(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.nothing(call);
    String system = call.system().name();
    byte[] secret = HookSecret.random(random);
    Instant until = clock.instant().plus(BOTH_SIGN);
    ask(
        call,
        () -> {
          hook(id, system);
          webhooks.rotate(id, system, secret, until);
          return id;
        },
        done ->
            call.json(
                200,
                out -> {
                  out.text("id", done);
                  out.text("secret", HookSecret.text(secret));
                  out.text("oldSignsUntil", until);
                }));
  }

  void recover(Call call) {
    UUID id = call.pathId("id");
    Instant since = instant(JsonRequest.since(call).since());
    String system = call.system().name();
    change(
        call,
        id,
        () -> webhooks.recover(id, system, outcomes.since(system, since), clock.instant()));
  }

  void enable(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.nothing(call);
    String system = call.system().name();
    change(call, id, () -> webhooks.enable(id, system, clock.instant()));
  }

  void remove(Call call) {
    UUID id = call.pathId("id");
    JsonRequest.nothing(call);
    String system = call.system().name();
    ask(
        call,
        () -> {
          if (!webhooks.remove(id, system)) {
            throw new Refused(ApiCode.NOT_FOUND);
          }
          return id;
        },
        done -> call.nothing());
  }

  private void change(Call call, UUID id, Callable<Boolean> asked) {
    String system = call.system().name();
    ask(
        call,
        () -> {
          if (!asked.call()) {
            throw new Refused(ApiCode.NOT_FOUND);
          }
          return hook(id, system);
        },
        hook -> call.json(200, out -> write(out, hook)));
  }

  private Webhook hook(UUID id, String system) {
    return webhooks.find(id, system).orElseThrow(() -> new Refused(ApiCode.NOT_FOUND));
  }

  private static Instant instant(String given) {
    try {
      if (given != null) {
        return Instant.parse(given);
      }
    } catch (DateTimeParseException fault) {
      throw new Refused(ApiCode.BODY_INVALID, List.of("/since"));
    }
    throw new Refused(ApiCode.BODY_INVALID, List.of("/since"));
  }

  private <T> void ask(Call call, Callable<T> asked, Consumer<T> said) {
    threads
        .ask(call.context(), asked)
        .onSuccess(said::accept)
        .onFailure(fault -> failures.answer(call, fault));
  }

  /** Of its address the host alone: a path or query may hold a token. */
  private static void write(JsonBody out, Webhook hook) throws IOException {
    out.text("id", hook.id());
    out.text("host", URI.create(hook.url()).getHost());
    out.text("created", hook.created());
    out.text("state", hook.state());
    out.text("cursor", Long.toString(hook.cursor()));
    out.number("failures", hook.failures());
    out.text("next", hook.failures() > 0 ? hook.next() : null);
    out.text("cause", hook.cause());
  }
}
