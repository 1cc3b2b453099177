package hutong.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What holds for each command of the command line. */
class EveryCommandTest {

  @TempDir Path folder;

  private record Said(int exit, String text) {}

  private static Said run(String... arguments) {
    StringWriter text = new StringWriter();
    CommandLine command = Hutong.commandLine();
    PrintWriter both = new PrintWriter(text);
    command.setOut(both).setErr(both);
    return new Said(command.execute(arguments), text.toString());
  }

  private static void all(CommandSpec spec, List<CommandSpec> into) {
    into.add(spec);
    spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .distinct()
        .forEach(each -> all(each, into));
  }

  @Test
  void every_command_and_option_says_what_it_is_for() {
    List<CommandSpec> commands = new ArrayList<>();
    all(Hutong.commandLine().getCommandSpec(), commands);
    assertThat(commands).hasSizeGreaterThan(60);
    for (CommandSpec each : commands) {
      String name = each.qualifiedName();
      assertThat(each.usageMessage().description()).as(name).isNotEmpty();
      each.options()
          .forEach(
              option ->
                  assertThat(option.description()).as(name + option.longestName()).isNotEmpty());
    }
  }

  @Test
  void help_is_no_fault_and_an_unknown_option_is_wrong_usage() {
    assertThat(run("--help").exit()).isZero();
    assertThat(run("--version").text()).contains("hutong");
    for (String group : List.of("systems", "certs", "dialect", "ops", "webhooks", "config")) {
      assertThat(run(group, "--help").exit()).as(group).isZero();
      assertThat(run(group, "--no-such-option").exit()).as(group).isEqualTo(2);
    }
  }

  @Test
  void bash_completes_a_command_and_its_options() throws Exception {
    Path script = folder.resolve("hutong.bash");
    Files.writeString(script, run("completion").text());
    assertThat(completed(script, "hutong", "sys")).contains("systems");
    assertThat(completed(script, "hutong", "systems", "ret")).contains("retire");
    assertThat(completed(script, "hutong", "batch", "--mar")).contains("--marked");
  }

  private static String completed(Path script, String... words) throws Exception {
    String line =
        "source "
            + script
            + "; COMP_WORDS=("
            + String.join(" ", words)
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; _complete_hutong; echo \"${COMPREPLY[@]}\"";
    Process bash = new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
    String printed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(printed).isZero();
    return printed;
  }

  @Test
  void settings_are_checked_and_compared_without_a_node_and_secrets_stay_masked()
      throws IOException {
    String home = folder.toString();
    Files.writeString(
        folder.resolve("hutong.yaml"),
        "node: \"360000\"\nhttp:\n  port: 8443\nledger:\n  password: geheim\n");
    Said sound = run("config", "check", "--home", home);
    assertThat(sound.exit()).as(sound.text()).isZero();
    Said diff = run("config", "diff", "--home", home);
    assertThat(diff.text())
        .contains("http.port", "8443", "usually 8360", "ledger.password", "***")
        .doesNotContain("geheim");
    Files.writeString(
        folder.resolve("hutong.yaml"), "node: \"36\"\nhttp:\n  port: -1\nnonsense: 1\n");
    Said wrong = run("config", "check", "--home", home);
    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.text()).contains("nonsense: no such setting");
    assertThat(wrong.text().lines().count()).isGreaterThan(1);
  }
}
