package hutong.gateway.cli;

import hutong.gateway.systems.Registration;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong systems}: the local systems of a node and their keys. */
@Command(
    name = "systems",
    description = "Registers local systems and operators; a running node sees it at once.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SystemsCommand.Add.class,
      SystemsCommand.AddOperator.class,
      SystemsCommand.ListAll.class,
      SystemsCommand.Remove.class,
      SystemsCommand.Rotate.class
    })
public final class SystemsCommand {

  private static SystemsFile file(HomeOption home) {
    return new SystemsFile(home.home().systems(), Clock.systemUTC(), new SecureRandom());
  }

  /** {@code hutong systems add}. */
  @Command(
      name = "add",
      description = "Registers a local system and prints its key, this once.",
      mixinStandardHelpOptions = true)
  static final class Add implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and hyphen")
    private String name;

    @Option(
        names = "--divisions",
        required = true,
        split = ",",
        paramLabel = "PREFIX",
        description = "prefixes of the division codes it serves")
    private List<String> divisions;

    @Option(
        names = "--types",
        split = ",",
        paramLabel = "TYPE",
        description = "record types it serves (default: all)")
    private Set<String> types = Set.of();

    @Option(
        names = "--reads-as",
        paramLabel = "ROLE",
        description = "it only reads, in this role (default: it decides)")
    private String role;

    @Override
    public Integer call() {
      String key =
          file(home)
              .add(
                  new LocalSystem(
                      name, role == null, role, Set.copyOf(types), List.copyOf(divisions)),
                  null);
      spec.commandLine().getOut().println(key);
      return 0;
    }
  }

  /** {@code hutong systems add-operator}. */
  @Command(
      name = "add-operator",
      description = "Registers an operator and prints the key, this once.",
      mixinStandardHelpOptions = true)
  static final class AddOperator implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Parameters(paramLabel = "NAME", description = "a-z, 0-9 and hyphen")
    private String name;

    @Override
    public Integer call() {
      spec.commandLine().getOut().println(file(home).addOperator(name, null));
      return 0;
    }
  }

  /** {@code hutong systems list}. */
  @Command(name = "list", description = "Lists who is registered.", mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      for (Registration each : file(home).list()) {
        out.printf("%-24s %s%n", each.name(), what(each));
      }
      out.flush();
      return 0;
    }

    private static String what(Registration each) {
      if (each.operator()) {
        return "operator";
      }
      LocalSystem system = each.system();
      return "%s, divisions %s, types %s"
          .formatted(
              system.decides() ? "decides" : "reads as " + system.role(),
              String.join(",", system.divisions()),
              system.types().isEmpty() ? "all" : String.join(",", system.types()));
    }
  }

  /** {@code hutong systems remove}. */
  @Command(
      name = "remove",
      description = "Ends a registration and its keys.",
      mixinStandardHelpOptions = true)
  static final class Remove implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Parameters(paramLabel = "NAME")
    private String name;

    @Override
    public Integer call() {
      boolean removed = file(home).remove(name);
      spec.commandLine().getOut().println(removed ? "Removed." : "Nobody of this name.");
      return removed ? 0 : 1;
    }
  }

  /** {@code hutong systems rotate}. */
  @Command(
      name = "rotate",
      description = "Prints a new key; the old ones end after the grace period.",
      mixinStandardHelpOptions = true)
  static final class Rotate implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Parameters(paramLabel = "NAME")
    private String name;

    @Option(
        names = "--grace",
        defaultValue = "PT24H",
        description = "how long old keys go on (ISO 8601; default: ${DEFAULT-VALUE})")
    private Duration grace;

    @Override
    public Integer call() {
      spec.commandLine().getOut().println(file(home).rotate(name, grace, null));
      return 0;
    }
  }
}
