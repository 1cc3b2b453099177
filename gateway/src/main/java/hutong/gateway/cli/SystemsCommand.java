package hutong.gateway.cli;

import hutong.gateway.systems.ClaimWords;
import hutong.gateway.systems.NewKey;
import hutong.gateway.systems.Registration;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import hutong.schemas.RecordTypes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      SystemsCommand.Change.class,
      SystemsCommand.Replace.class,
      SystemsCommand.Remove.class,
      SystemsCommand.Rotate.class,
      SystemsKeyCommand.class,
      SystemsCommand.Certificate.class
    })
public final class SystemsCommand {

  static SystemsFile file(HomeOption home) {
    return new SystemsFile(home.home().systems(), Clock.systemUTC(), new SecureRandom());
  }

  private static ClaimWords words() {
    return new ClaimWords(RecordTypes.load());
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

    @Option(names = "--posts-only", description = "it is handed nothing but answers and failures")
    private boolean postsOnly;

    @Override
    public Integer call() {
      if (postsOnly && role != null) {
        throw new ParameterException(spec.commandLine(), "A system reads in a role, or posts only");
      }
      LocalSystem system =
          new LocalSystem(
              name, role == null && !postsOnly, role, Set.copyOf(types), List.copyOf(divisions));
      String key = file(home).add(words().checked(system), null);
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

    @Mixin private KeyOptions key;

    @Override
    public Integer call() {
      NewKey first = key.asked(spec.commandLine());
      spec.commandLine().getOut().println(file(home).registerOperator(name, first));
      return 0;
    }
  }

  /** {@code hutong systems list}. */
  @Command(name = "list", description = "Lists who is registered.", mixinStandardHelpOptions = true)
  static final class ListAll implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;
    @Mixin private Output output;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      if (output.json()) {
        JsonArray all = new JsonArray();
        file(home).list().forEach(each -> all.add(json(each)));
        out.println(new JsonObject().put("items", all).encodePrettily());
        return ExitCode.DONE;
      }
      for (Registration each : file(home).list()) {
        out.printf("%-24s %s%n", each.name(), what(each));
      }
      return ExitCode.DONE;
    }

    private static JsonObject json(Registration each) {
      JsonObject one = new JsonObject().put("name", each.name()).put("operator", each.operator());
      if (each.ending() != null) {
        one.put("ended", each.ending().at().toString()).put("by", each.ending().by());
      }
      LocalSystem system = each.system();
      return system == null
          ? one
          : one.put("decides", system.decides())
              .put("role", system.role())
              .put("divisions", new JsonArray(system.divisions()))
              .put("types", new JsonArray(List.copyOf(system.types())));
    }

    private static String what(Registration each) {
      if (each.operator()) {
        return "operator";
      }
      if (each.ending() != null) {
        String by = each.ending().by();
        return (by == null ? "retired " : "replaced by " + by + " ") + each.ending().at();
      }
      return claim(each.system());
    }

    private static String claim(LocalSystem system) {
      String reads = system.reads() ? "reads as " + system.role() : "posts only";
      return "%s, divisions %s, types %s"
          .formatted(
              system.decides() ? "decides" : reads,
              String.join(",", system.divisions()),
              system.types().isEmpty() ? "all" : String.join(",", system.types()));
    }
  }

  /** {@code hutong systems change}. */
  @Command(
      name = "change",
      description = {
        "Changes what a system serves, or how much it may ask (an operator: that alone).",
        "Its keys and what it was handed stay."
      },
      mixinStandardHelpOptions = true)
  static final class Change implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Parameters(paramLabel = "NAME")
    private String name;

    @Option(
        names = "--divisions",
        split = ",",
        paramLabel = "PREFIX",
        description = "prefixes of the division codes it serves (default: as before)")
    private List<String> divisions;

    @Option(
        names = "--types",
        split = ",",
        paramLabel = "TYPE",
        description = "record types it serves, or ALL (default: as before)")
    private Set<String> types;

    @Mixin private LimitOptions limits;

    @Override
    public Integer call() {
      SystemsFile file = file(home);
      if (limits.given()) {
        limits.set(file, name);
        if (divisions == null && types == null) {
          spec.commandLine().getOut().println(name + " " + limits.told(file, name));
          return 0;
        }
      }
      LocalSystem was =
          file.list().stream()
              .filter(each -> each.name().equals(name) && each.works())
              .map(Registration::system)
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("no local system of this name works here"));
      Set<String> wanted = types == null ? was.types() : types;
      LocalSystem now =
          new LocalSystem(
              name,
              was.decides(),
              was.role(),
              wanted.equals(Set.of("ALL")) ? Set.of() : Set.copyOf(wanted),
              divisions == null ? was.divisions() : List.copyOf(divisions));
      file.change(words().checked(now));
      spec.commandLine().getOut().println(name + " " + ListAll.claim(now));
      return 0;
    }
  }

  /** {@code hutong systems replace}. */
  @Command(
      name = "replace",
      description = {
        "Has the work of one system done by another from now on.",
        "Prints the key of NEW, this once, if NEW is registered by this. What waits for OLD, what"
            + " it was handed and has not answered, and answers to what it posted go to NEW."
      },
      mixinStandardHelpOptions = true)
  static final class Replace implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Parameters(paramLabel = "OLD")
    private String old;

    @Option(
        names = "--by",
        required = true,
        paramLabel = "NEW",
        description = "a new name, or a system of the same kind, which then serves both claims")
    private String by;

    @Option(
        names = "--grace",
        defaultValue = "PT0S",
        description =
            "how long OLD's key may still answer what it was handed (ISO 8601; default:"
                + " ${DEFAULT-VALUE})")
    private Duration grace;

    @Override
    public Integer call() {
      if (grace.isNegative()) {
        throw new ParameterException(spec.commandLine(), "A grace is not negative");
      }
      PrintWriter out = spec.commandLine().getOut();
      SystemsFile.Replacement done = file(home).replace(old, by, grace);
      if (done.key() != null) {
        out.println(done.key());
      } else {
        out.println(
            done.already() ? "It was replaced so already." : by + " does the work of " + old + ".");
      }
      return 0;
    }
  }

  /** {@code hutong systems remove}. */
  @Command(
      name = "remove",
      aliases = "retire",
      description = {
        "Ends a registration and its keys.",
        "For what it has not decided another system is chosen; with none, it is parked."
      },
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

  /** {@code hutong systems certificate}. */
  @Command(
      name = "certificate",
      description = {
        "Lets a TLS client certificate speak for NAME, in place of a key; at most 4 at once.",
        "Its authority is one of http.tls.clients."
      },
      mixinStandardHelpOptions = true)
  static final class Certificate implements Callable<Integer> {

    private static final long MOST_BYTES = 1 << 20;

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;

    @Parameters(index = "0", paramLabel = "NAME")
    private String name;

    @Parameters(
        index = "1",
        paramLabel = "FILE",
        arity = "0..1",
        description = "PEM of the certificate")
    private Path file;

    @Option(names = "--remove", description = "none speaks for NAME any more")
    private boolean remove;

    @Override
    public Integer call() throws IOException {
      if (remove == (file != null)) {
        throw new ParameterException(spec.commandLine(), "Give a certificate, or --remove");
      }
      if (remove) {
        file(home).unbind(name);
        spec.commandLine().getOut().println("No certificate speaks for " + name + ".");
        return 0;
      }
      String sha256 = sha256(file);
      file(home).bind(name, sha256);
      spec.commandLine().getOut().println(sha256 + " speaks for " + name + ".");
      return 0;
    }

    /** Of the first certificate in the file, whatever stands around it. */
    private static String sha256(Path file) throws IOException {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("This file holds no certificate in PEM");
      }
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      int begin = text.indexOf("-----BEGIN CERTIFICATE-----");
      if (begin < 0) {
        throw new IOException("This file holds no certificate in PEM");
      }
      byte[] pem = text.substring(begin).getBytes(StandardCharsets.ISO_8859_1);
      try {
        byte[] der =
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem))
                .getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
      } catch (GeneralSecurityException fault) {
        throw new IOException("This file holds no certificate in PEM", fault);
      }
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
