package hutong.gateway.cli;

import hutong.gateway.systems.KeyScope;
import hutong.gateway.systems.Registration;
import hutong.gateway.systems.RegistrationRefused;
import hutong.gateway.systems.StoredKey;
import hutong.gateway.systems.SystemsFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong systems key}: single keys of a local system or an operator. */
@Command(
    name = "key",
    description = "Adds, lists, rotates and revokes single keys of a system or an operator.",
    mixinStandardHelpOptions = true)
final class SystemsKeyCommand {

  @Spec private CommandSpec spec;

  @Command(name = "add", description = "Prints one more key, this once.")
  int add(
      @Mixin HomeOption home, @Mixin KeyOptions key, @Parameters(paramLabel = "NAME") String name) {
    return said(() -> SystemsCommand.file(home).addKey(name, key.asked(spec.commandLine())));
  }

  @Command(name = "list", description = "Lists the keys of NAME: ids, scopes, ends; never a key.")
  int list(
      @Mixin HomeOption home, @Mixin Output output, @Parameters(paramLabel = "NAME") String name) {
    SystemsFile file = SystemsCommand.file(home);
    List<Registration> found =
        file.list().stream().filter(each -> each.name().equals(name)).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      JsonArray keys = new JsonArray();
      found.forEach(each -> each.keys().forEach(key -> keys.add(json(key))));
      out.println(new JsonObject().put("items", keys).encodePrettily());
    } else {
      found.forEach(each -> each.keys().forEach(key -> line(out, key)));
    }
    if (found.isEmpty()) {
      out.println("Nobody of this name.");
    }
    out.flush();
    return found.isEmpty() ? 1 : 0;
  }

  @Command(name = "rotate", description = "Prints a key for the same as key ID, which then ends.")
  int rotate(
      @Mixin HomeOption home,
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "ID") String id,
      @Option(
              names = "--grace",
              defaultValue = "PT24H",
              description = "how long the old one goes on (ISO 8601; default: ${DEFAULT-VALUE})")
          Duration grace) {
    return said(() -> SystemsCommand.file(home).rotateKey(name, id, grace));
  }

  @Command(name = "revoke", description = "Ends the key ID at once.")
  int revoke(
      @Mixin HomeOption home,
      @Parameters(index = "0", paramLabel = "NAME") String name,
      @Parameters(index = "1", paramLabel = "ID") String id) {
    return said(
        () -> {
          SystemsCommand.file(home).revokeKey(name, id);
          return "Revoked.";
        });
  }

  private interface Asked {
    String done();
  }

  private int said(Asked asked) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      out.println(asked.done());
      return 0;
    } catch (RegistrationRefused refused) {
      out.println(refused.getMessage());
      return 1;
    } finally {
      out.flush();
    }
  }

  private static JsonObject json(StoredKey key) {
    JsonArray scopes = new JsonArray();
    key.scopes().stream().sorted().map(KeyScope::word).forEach(scopes::add);
    return new JsonObject()
        .put("id", key.id())
        .put("scopes", scopes)
        .put("created", key.created().toString())
        .put("expires", key.expires() == null ? null : key.expires().toString())
        .put("label", key.label());
  }

  private static void line(PrintWriter out, StoredKey key) {
    out.printf(
        "%-10s %-34s since %s, %s  %s%n",
        key.id(),
        key.scopes().stream().sorted().map(KeyScope::word).collect(Collectors.joining(",")),
        key.created(),
        key.expires() == null ? "without end" : "until " + key.expires(),
        key.label() == null ? "" : key.label());
  }
}
