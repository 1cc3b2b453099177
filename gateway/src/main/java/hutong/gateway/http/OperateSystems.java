package hutong.gateway.http;

import hutong.gateway.systems.ClaimWords;
import hutong.gateway.systems.Ending;
import hutong.gateway.systems.KeyScope;
import hutong.gateway.systems.Limits;
import hutong.gateway.systems.Registration;
import hutong.gateway.systems.RegistrationRefused;
import hutong.gateway.systems.StoredKey;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.Takeover;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which local systems there are, and what operators do with them. */
final class OperateSystems {

  private static final int LONGEST_GRACE = 30 * 24 * 3_600;
  private static final Duration USUAL_GRACE = Duration.ofHours(24);

  private final SystemsFile systems;
  private final ClaimWords words;
  private final Ledger ledger;
  private final LedgerThreads threads;
  private final Failures failures;

  OperateSystems(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.systems = parts.systems();
    this.words = new ClaimWords(parts.types());
    this.ledger = parts.ledger();
    this.threads = threads;
    this.failures = failures;
  }

  void list(Call call) {
    threads
        .ask(
            call.context(),
            () ->
                ledger.systemChanges().takeovers().stream()
                    .collect(Collectors.toMap(Takeover::old, Function.identity())))
        .onSuccess(
            (Map<String, Takeover> moved) ->
                call.json(
                    200,
                    out ->
                        out.objects(
                            "items",
                            systems.list(),
                            each -> {
                              write(out, each, moved.get(each.name()));
                              limits(out, systems.limits(each.name()));
                            })))
        .onFailure(fault -> failures.answer(call, fault));
  }

  private static void write(JsonBody out, Registration each, Takeover moved) throws IOException {
    out.text("name", each.name());
    out.text("kind", kind(each));
    if (!each.operator()) {
      out.text("role", each.system().role());
      out.texts("types", each.system().types().stream().sorted().toList());
      out.texts("divisions", each.system().divisions());
    }
    out.objects("keys", each.keys(), key -> key(out, key));
    out.object("ended", each.ending(), ending -> ended(out, ending, moved));
  }

  private static String kind(Registration each) {
    if (each.operator()) {
      return "OPERATOR";
    }
    if (each.system().decides()) {
      return "DECIDES";
    }
    return each.system().reads() ? "READS" : "POSTS";
  }

  static void key(JsonBody out, StoredKey key) throws IOException {
    out.text("id", key.id());
    out.text("label", key.label());
    out.texts("scopes", key.scopes().stream().sorted().map(KeyScope::word).toList());
    out.text("created", key.created());
    out.text("expires", key.expires());
  }

  private static void ended(JsonBody out, Ending ending, Takeover moved) throws IOException {
    out.text("by", ending.by());
    out.text("at", ending.at());
    out.text("until", ending.until());
    out.number("moved", moved == null ? 0 : moved.moved());
    out.text("finished", moved == null ? null : moved.finished());
  }

  void register(Call call) {
    JsonRequest.NewSystem asked = JsonRequest.newSystem(call);
    require(asked.name() != null, "/name");
    require(asked.divisions() != null, "/divisions");
    String kind = asked.kind() == null ? "DECIDES" : asked.kind();
    require(Set.of("DECIDES", "READS", "POSTS").contains(kind), "/kind");
    require(kind.equals("READS") == (asked.role() != null), "/role");
    LocalSystem system =
        system(
            asked.name(), kind.equals("DECIDES"), asked.role(), asked.types(), asked.divisions());
    change(
        call,
        201,
        () -> systems.add(words.checked(system), null),
        (out, key) -> {
          out.text("name", system.name());
          out.text("key", key);
        });
  }

  void change(Call call) {
    String name = call.path("name");
    JsonRequest.Claim asked = JsonRequest.claim(call);
    require(asked.divisions() != null, "/divisions");
    change(
        call,
        200,
        () -> {
          LocalSystem was =
              systems.list().stream()
                  .filter(each -> each.name().equals(name) && each.works())
                  .map(Registration::system)
                  .findFirst()
                  .orElseThrow(() -> new Refused(ApiCode.NOT_FOUND));
          systems.change(
              words.checked(
                  system(name, was.decides(), was.role(), asked.types(), asked.divisions())));
          return name;
        },
        (out, done) -> out.text("name", done));
  }

  void limit(Call call) {
    String name = call.path("name");
    JsonRequest.Bounds asked = JsonRequest.bounds(call);
    change(
        call,
        200,
        () -> {
          systems.limit(
              name, new Limits(asked.rate(), asked.burst(), asked.records(), asked.backlog()));
          return name;
        },
        (out, done) -> {
          out.text("name", done);
          limits(out, systems.limits(done));
        });
  }

  private static void limits(JsonBody out, Limits limits) throws IOException {
    out.object(
        "limits",
        limits,
        each -> {
          out.number("rate", each.rate());
          out.number("burst", each.burst());
          out.number("records", each.records());
          out.number("backlog", each.backlog());
        });
  }

  void rotate(Call call) {
    String name = call.path("name");
    Duration grace = grace(JsonRequest.grace(call).graceSeconds(), USUAL_GRACE);
    change(
        call,
        200,
        () -> {
          boolean system =
              systems.list().stream()
                  .anyMatch(each -> each.name().equals(name) && !each.operator());
          if (!system) {
            throw new Refused(ApiCode.NOT_FOUND);
          }
          return systems.rotate(name, grace, null);
        },
        (out, key) -> {
          out.text("name", name);
          out.text("key", key);
        });
  }

  void retire(Call call) {
    String name = call.path("name");
    JsonRequest.nothing(call);
    change(
        call,
        200,
        () -> {
          boolean works =
              systems.list().stream().anyMatch(each -> each.name().equals(name) && each.works());
          if (!works) {
            throw new Refused(ApiCode.NOT_FOUND);
          }
          return systems.remove(name);
        },
        (out, removed) -> {
          out.text("name", name);
          out.text("result", removed ? "DONE" : "ALREADY");
        });
  }

  void replace(Call call) {
    String name = call.path("name");
    JsonRequest.Succession asked = JsonRequest.succession(call);
    require(asked.by() != null, "/by");
    Duration grace = grace(asked.graceSeconds(), Duration.ZERO);
    change(
        call,
        200,
        () -> systems.replace(name, asked.by(), grace),
        (out, done) -> {
          out.text("name", name);
          out.text("by", asked.by());
          out.text("result", done.already() ? "ALREADY" : "DONE");
          out.text("key", done.key());
        });
  }

  private interface Said<T> {
    void write(JsonBody out, T done) throws IOException;
  }

  private <T> void change(Call call, int status, Callable<T> asked, Said<T> said) {
    threads
        .ask(
            call.context(),
            () -> {
              try {
                return asked.call();
              } catch (RegistrationRefused refused) {
                throw refusal(refused);
              }
            })
        .onSuccess((T done) -> call.json(status, out -> said.write(out, done)))
        .onFailure(fault -> failures.answer(call, fault));
  }

  static Refused refusal(RegistrationRefused refused) {
    List<String> about = refused.about().isEmpty() ? List.of() : List.of(refused.about());
    return switch (refused.why()) {
      case NAME_INVALID -> new Refused(ApiCode.BODY_INVALID, List.of("/name"));
      case NAME_TAKEN -> new Refused(ApiCode.SYSTEM_EXISTS);
      case UNKNOWN, OPERATOR, KEY_UNKNOWN -> new Refused(ApiCode.NOT_FOUND);
      case CERTIFICATE_TAKEN -> new Refused(ApiCode.CLAIM_TAKEN);
      case LIMIT_INVALID -> new Refused(ApiCode.BODY_INVALID);
      case LABEL_INVALID -> new Refused(ApiCode.BODY_INVALID, List.of("/label"));
      case SCOPES_INVALID -> new Refused(ApiCode.BODY_INVALID, List.of("/scopes"));
      case ENDED -> new Refused(ApiCode.SYSTEM_ENDED);
      case CLAIM_INVALID -> new Refused(ApiCode.CLAIM_INVALID, about);
      case EQUAL_CLAIM -> new Refused(ApiCode.CLAIM_TAKEN, about);
      case CLAIM_UNFIT -> new Refused(ApiCode.CLAIM_UNFIT);
      case TOO_MANY_KEYS -> new Refused(ApiCode.TOO_MANY_KEYS);
    };
  }

  private static LocalSystem system(
      String name, boolean decides, String role, List<String> types, List<String> divisions) {
    require(divisions.stream().allMatch(each -> each != null), "/divisions");
    require(types == null || types.stream().allMatch(each -> each != null), "/types");
    return new LocalSystem(
        name, decides, role, types == null ? Set.of() : Set.copyOf(types), List.copyOf(divisions));
  }

  private static Duration grace(Integer seconds, Duration usual) {
    require(seconds == null || (seconds >= 0 && seconds <= LONGEST_GRACE), "/graceSeconds");
    return seconds == null ? usual : Duration.ofSeconds(seconds);
  }

  private static void require(boolean right, String pointer) {
    if (!right) {
      throw new Refused(ApiCode.BODY_INVALID, List.of(pointer));
    }
  }
}
