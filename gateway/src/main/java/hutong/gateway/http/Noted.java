package hutong.gateway.http;

import hutong.gateway.audit.Acts;
import hutong.gateway.audit.Asked;
import hutong.gateway.systems.Caller;
import hutong.gateway.systems.KeyScope;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.ledger.Act;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Has noted what operators do, and what they read that is about people. What local systems do is in
 * the ledger as it is. Event loop only.
 */
final class Noted {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  private final Acts acts;
  private final SystemsFile systems;
  private final LedgerThreads threads;

  Noted(Acts acts, SystemsFile systems, LedgerThreads threads) {
    this.acts = acts;
    this.systems = systems;
    this.threads = threads;
  }

  /** Whether such a call of such a caller is an act. */
  static boolean concerns(Operation operation, Caller caller) {
    if (!caller.scopes().contains(KeyScope.OPERATE)) {
      return false;
    }
    return switch (operation.scope()) {
      case OPERATE -> operation.takesBody();
      case DIRECT, PROVE, CONTENT -> true;
      default -> false;
    };
  }

  /** Succeeds when it is on disk that this is asked: before that, nothing is done. */
  Future<Void> before(Operation operation, Call call) {
    Asked asked =
        new Asked(
            call.asker(), Act.Channel.API, operation.name(), about(operation, call), call.id());
    call.noted(asked);
    return threads.ask(
        call.context(),
        () -> {
          acts.before(asked);
          return null;
        });
  }

  /**
   * Its answer has ended, or its caller has hung up: then what came of it is noted when that is
   * known.
   */
  void after(Call call) {
    Asked asked = call.noted();
    if (asked == null) {
      return;
    }
    if (call.unheard(() -> note(call, call.noted()))) {
      return;
    }
    note(call, asked);
  }

  private void note(Call call, Asked asked) {
    if (call.status() < 400) {
      acts.done(asked);
    } else {
      acts.refused(asked, call.refusedFor());
    }
  }

  /** What the path names, if it is what it should be: else it might be anything. */
  private String about(Operation operation, Call call) {
    List<String> named = new ArrayList<>();
    for (String variable : operation.variables()) {
      String given = call.path(variable);
      if (!sound(variable, given)) {
        return null;
      }
      named.add(given);
    }
    return named.isEmpty() ? null : String.join("/", named);
  }

  private boolean sound(String variable, String given) {
    return switch (variable) {
      case "id" -> Ids.parse(given) != null || keyId(given);
      case "node" -> Ids.node(given);
      case "digest" -> DIGEST.matcher(given).matches();
      case "number" -> NUMBER.matcher(given).matches();
      case "name" -> systems.list().stream().anyMatch(each -> each.name().equals(given));
      default -> false;
    };
  }

  private boolean keyId(String given) {
    return systems.list().stream()
        .flatMap(each -> each.keys().stream())
        .anyMatch(key -> key.id().equals(given));
  }
}
