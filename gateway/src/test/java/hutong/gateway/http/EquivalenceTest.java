package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hutong.gateway.Hutong;
import hutong.gateway.console.Offered;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What the console can do, the API and the command line can. Which operations the command line
 * reaches is found out by running each of its commands, with each of its options, against a server
 * that notes what it is asked.
 */
class EquivalenceTest {

  /** Whoever is signed in looks after that account alone: {@code hutong accounts} at the node. */
  private static final String OWN = "/console/account";

  /** What is done in the node's folder, and needs no key: who may do it is who may write there. */
  private static final Map<String, String> AT_HOME =
      Map.of(
          "SYSTEMS", "systems list",
          "KEYS", "systems key list",
          "ADD_KEY", "systems key add",
          "REVOKE_KEY", "systems key revoke",
          "DIALECTS", "dialect list");

  private static final long LONGEST_MS = 2_000;

  @TempDir private Path folder;

  @Test
  @Timeout(300)
  void the_api_and_the_command_line_can_do_what_the_console_can() throws Exception {
    Set<String> needed = new TreeSet<>();
    try (RunningApi node = new RunningApi(Files.createDirectory(folder.resolve("node")))) {
      for (Offered each : node.api.console().offered()) {
        if (!each.path().startsWith(OWN)) {
          assertThat(each.same()).as(each.method() + " " + each.path()).isNotEmpty();
        }
        for (String name : each.same()) {
          Operation operation = Operation.valueOf(name);
          needed.add(operation.name());
        }
      }
    }
    assertThat(needed).hasSizeGreaterThan(5);
    Set<String> reached = new TreeSet<>();
    reached().forEach(each -> reached.add(each.name()));
    needed.removeAll(reached);
    AT_HOME.forEach(
        (operation, command) -> {
          assertThat(exists(command)).as(command).isTrue();
          needed.remove(operation);
        });
    assertThat(needed).as("what no command of the command line asks for").isEmpty();
  }

  private static boolean exists(String command) {
    CommandLine at = Hutong.commandLine();
    for (String word : command.split(" ", -1)) {
      at = at == null ? null : at.getSubcommands().get(word);
    }
    return at != null;
  }

  private Set<Operation> reached() throws IOException {
    Set<String> asked = new ConcurrentSkipListSet<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", call -> note(call, asked));
    server.start();
    try {
      Path key = Files.writeString(folder.resolve("key"), "a-key");
      List<String> api =
          List.of("--url=http://127.0.0.1:" + server.getAddress().getPort(), "--key-file=" + key);
      for (CommandSpec each : commands(Hutong.commandLine().getCommandSpec())) {
        for (List<String> arguments : uses(each)) {
          List<String> all = new ArrayList<>(List.of(each.qualifiedName().split(" ")));
          all.remove(0);
          all.addAll(api);
          all.addAll(arguments);
          run(all);
        }
      }
    } finally {
      server.stop(0);
    }
    Set<Operation> reached = EnumSet.noneOf(Operation.class);
    for (String each : asked) {
      String[] parts = each.split(" ", 2);
      for (Operation operation : Operation.values()) {
        if (operation.method().name().equals(parts[0]) && parts[1].matches(operation.regex())) {
          reached.add(operation);
        }
      }
    }
    return reached;
  }

  private static void note(HttpExchange call, Set<String> asked) throws IOException {
    URI to = call.getRequestURI();
    asked.add(call.getRequestMethod() + " " + to.getPath());
    call.getRequestBody().readAllBytes();
    byte[] body =
        ("{\"id\": \""
                + UUID.randomUUID()
                + "\", \"state\": \"DONE\", \"items\": [], \"result\":"
                + " \"ASKED\", \"count\": 1}")
            .getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(200, body.length);
    call.getResponseBody().write(body);
    call.close();
  }

  /** Those that ask a node's API. */
  private static List<CommandSpec> commands(CommandSpec from) {
    List<CommandSpec> all = new ArrayList<>();
    if (from.findOption("--url") != null && from.findOption("--key-file") != null) {
      all.add(from);
    }
    from.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .distinct()
        .forEach(each -> all.addAll(commands(each)));
    return all;
  }

  /** With what it needs alone, then with each option beside that. */
  private List<List<String>> uses(CommandSpec spec) {
    List<String> least = new ArrayList<>();
    if (spec.findOption("--home") != null) {
      least.add("--home=" + folder.resolve("none"));
    }
    for (OptionSpec each : spec.options()) {
      if (each.required()) {
        least.add(written(each));
      }
    }
    for (PositionalParamSpec each : spec.positionalParameters()) {
      if (each.arity().min() > 0 || each.required()) {
        least.add(sample(each));
      }
    }
    List<List<String>> uses = new ArrayList<>(List.of(least));
    for (OptionSpec each : spec.options()) {
      boolean ours =
          each.required()
              || Set.of(
                      "--url",
                      "--home",
                      "--key-file",
                      "--trust",
                      "--certificate",
                      "--help",
                      "--version")
                  .contains(each.longestName());
      if (!ours) {
        List<String> more = new ArrayList<>(List.of(written(each)));
        more.addAll(least);
        uses.add(more);
      }
    }
    return uses;
  }

  private String written(OptionSpec option) {
    boolean flag = option.arity().max() == 0;
    return flag ? option.longestName() : option.longestName() + "=" + sample(option);
  }

  private String sample(ArgSpec argument) {
    Class<?> type = argument.type();
    if (type.isEnum()) {
      return type.getEnumConstants()[0].toString();
    }
    if (type == LocalDate.class) {
      return "2026-01-01";
    }
    if (type == UUID.class) {
      return UUID.randomUUID().toString();
    }
    if (type == Path.class || type == File.class) {
      return file();
    }
    if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
      return "1";
    }
    return argument.paramLabel().contains("ID") ? UUID.randomUUID().toString() : "x";
  }

  private String file() {
    try {
      return Files.writeString(Files.createTempFile(folder, "given", ".json"), "{}").toString();
    } catch (IOException fault) {
      throw new IllegalStateException(fault);
    }
  }

  private static void run(List<String> arguments) {
    CommandLine command = Hutong.commandLine();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    command.setOut(nowhere).setErr(nowhere);
    Thread running = new Thread(() -> command.execute(arguments.toArray(String[]::new)));
    running.setDaemon(true);
    running.start();
    try {
      // Some go on for as long as there is news.
      running.join(LONGEST_MS);
      running.interrupt();
      running.join(LONGEST_MS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
