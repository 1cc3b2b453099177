package hutong.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.Hutong;
import hutong.gateway.node.Home;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class AccountsCommandTest {

  @TempDir private Path folder;
  private final StringWriter said = new StringWriter();

  private int run(String... arguments) {
    PrintWriter both = new PrintWriter(said);
    CommandLine command = Hutong.commandLine();
    command.setOut(both).setErr(both);
    List<String> all = new ArrayList<>(List.of("accounts"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--home", folder.toString()));
    return command.execute(all.toArray(String[]::new));
  }

  @Test
  void a_desk_has_a_local_system_that_there_is_and_nobody_else_has_one() {
    new SystemsFile(new Home(folder).systems(), Clock.systemUTC(), new SecureRandom())
        .add(new LocalSystem("suzhou", true, null, Set.of(), List.of("3205")), null);
    assertThat(run("add", "li", "--role", "desk")).isEqualTo(1);
    assertThat(run("add", "li", "--role", "desk", "--system", "nobody")).isEqualTo(1);
    assertThat(run("add", "li", "--role", "viewer", "--system", "suzhou")).isEqualTo(1);
    assertThat(run("add", "Li", "--role", "viewer")).isEqualTo(1);
    assertThat(run("add", "li", "--role", "king")).isEqualTo(2);
    assertThat(said.toString()).doesNotContain("\tat ");
    assertThat(run("add", "li", "--role", "desk", "--system", "suzhou")).isZero();
    assertThat(run("add", "li", "--role", "viewer")).as("there is one").isEqualTo(1);
    assertThat(run("list")).isZero();
    assertThat(said.toString()).containsPattern("li +desk suzhou");
    assertThat(run("reset", "nobody")).isEqualTo(1);
    assertThat(run("remove", "li")).isZero();
    assertThat(run("remove", "li")).isEqualTo(1);
  }
}
