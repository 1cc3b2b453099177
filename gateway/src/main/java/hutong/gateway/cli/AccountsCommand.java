package hutong.gateway.cli;

import hutong.gateway.console.Accounts;
import hutong.gateway.console.Role;
import hutong.gateway.systems.SystemsFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong accounts}: who may sign in to a node's console. */
@Command(
    name = "accounts",
    description = "Makes and ends accounts of a node's console; a running node sees it at once.",
    mixinStandardHelpOptions = true)
public final class AccountsCommand {

  @Spec private CommandSpec spec;

  /** Roles as they are written here, {@code key-officer}. */
  static final class RoleWord implements CommandLine.ITypeConverter<Role> {

    @Override
    public Role convert(String word) {
      return Role.of(word)
          .orElseThrow(() -> new CommandLine.TypeConversionException("There is no such role"));
    }
  }

  private static Accounts accounts(HomeOption home) {
    return new Accounts(home.home().accounts(), Clock.systemUTC(), new SecureRandom());
  }

  @Command(name = "add", description = "Makes one and prints its password, this once.")
  int add(
      @Mixin HomeOption home,
      @Option(
              names = "--role",
              required = true,
              description = "viewer, desk, operator, key-officer or auditor",
              converter = RoleWord.class)
          Role role,
      @Option(names = "--system", description = "the local system that a desk belongs to")
          String system,
      @Parameters(paramLabel = "NAME", description = "a-z, 0-9, . and -") String name) {
    if (system != null
        && new SystemsFile(home.home().systems(), Clock.systemUTC(), new SecureRandom())
            .named(system)
            .isEmpty()) {
      throw new IllegalArgumentException("There is no local system of this name");
    }
    spec.commandLine().getOut().println(accounts(home).add(name, role, system));
    return ExitCode.DONE;
  }

  @Command(name = "reset", description = "Prints a new password; whoever is signed in is out.")
  int reset(@Mixin HomeOption home, @Parameters(paramLabel = "NAME") String name) {
    String password = accounts(home).reset(name);
    spec.commandLine().getOut().println(password == null ? "Nobody of this name." : password);
    return password == null ? ExitCode.NOT_DONE : ExitCode.DONE;
  }

  @Command(name = "remove", description = "Ends one; it is signed out at once.")
  int remove(@Mixin HomeOption home, @Parameters(paramLabel = "NAME") String name) {
    boolean removed = accounts(home).remove(name);
    spec.commandLine().getOut().println(removed ? "Removed." : "Nobody of this name.");
    return removed ? ExitCode.DONE : ExitCode.NOT_DONE;
  }

  @Command(name = "list", description = "Lists them and their roles.")
  int list(@Mixin HomeOption home, @Mixin Output output) {
    PrintWriter out = spec.commandLine().getOut();
    JsonArray all = new JsonArray();
    accounts(home)
        .list()
        .forEach(
            each -> {
              String role = each.role().word();
              JsonObject one = new JsonObject().put("name", each.name()).put("role", role);
              if (each.system() != null) {
                one.put("system", each.system());
              }
              all.add(one);
              if (!output.json()) {
                String system = each.system() == null ? "" : " " + each.system();
                out.printf("%-24s %s%s%n", each.name(), role, system);
              }
            });
    if (output.json()) {
      out.println(new JsonObject().put("items", all).encodePrettily());
    }
    return ExitCode.DONE;
  }
}
