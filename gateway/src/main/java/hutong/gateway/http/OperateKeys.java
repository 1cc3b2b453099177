package hutong.gateway.http;

import hutong.gateway.systems.KeyScope;
import hutong.gateway.systems.NewKey;
import hutong.gateway.systems.Registration;
import hutong.gateway.systems.RegistrationRefused;
import hutong.gateway.systems.SystemsFile;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Keys of a local system or an operator: which there are, one more, one less. Nobody makes one for
 * another operator: who could would be two people, where it takes two.
 */
final class OperateKeys {

  private final SystemsFile systems;
  private final LedgerThreads threads;
  private final Failures failures;

  OperateKeys(ApiParts parts, LedgerThreads threads, Failures failures) {
    this.systems = parts.systems();
    this.threads = threads;
    this.failures = failures;
  }

  void list(Call call) {
    String name = call.path("name");
    ask(
        call,
        () ->
            systems.list().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .map(Registration::keys)
                .orElseThrow(() -> new Refused(ApiCode.NOT_FOUND)),
        keys -> call.json(200, out -> out.objects("items", keys, k -> OperateSystems.key(out, k))));
  }

  void add(Call call) {
    String name = call.path("name");
    JsonRequest.AskedKey asked = JsonRequest.key(call);
    NewKey key = new NewKey(asked.label(), scopes(asked.scopes()), instant(asked.expires()));
    String by = call.asker();
    ask(
        call,
        () -> {
          boolean anothers =
              systems.list().stream()
                  .anyMatch(
                      each ->
                          each.operator() && each.name().equals(name) && !each.name().equals(by));
          if (anothers) {
            throw new Refused(ApiCode.FORBIDDEN);
          }
          return systems.addKey(name, key);
        },
        made ->
            call.json(
                201,
                out -> {
                  out.text("name", name);
                  out.text("key", made);
                }));
  }

  void revoke(Call call) {
    String name = call.path("name");
    String id = call.path("id");
    JsonRequest.nothing(call);
    ask(
        call,
        () -> {
          systems.revokeKey(name, id);
          return id;
        },
        done -> call.json(200, out -> out.text("id", done)));
  }

  private static Set<KeyScope> scopes(List<String> words) {
    if (words == null) {
      return null;
    }
    EnumSet<KeyScope> scopes = EnumSet.noneOf(KeyScope.class);
    for (String word : words) {
      scopes.add(
          KeyScope.of(word)
              .orElseThrow(() -> new Refused(ApiCode.BODY_INVALID, List.of("/scopes"))));
    }
    return scopes;
  }

  private static Instant instant(String given) {
    try {
      return given == null ? null : Instant.parse(given);
    } catch (DateTimeParseException fault) {
      throw new Refused(ApiCode.BODY_INVALID, List.of("/expires"));
    }
  }

  private <T> void ask(Call call, Callable<T> asked, Consumer<T> said) {
    threads
        .ask(
            call.context(),
            () -> {
              try {
                return asked.call();
              } catch (RegistrationRefused refused) {
                throw OperateSystems.refusal(refused);
              }
            })
        .onSuccess(said::accept)
        .onFailure(fault -> failures.answer(call, fault));
  }
}
