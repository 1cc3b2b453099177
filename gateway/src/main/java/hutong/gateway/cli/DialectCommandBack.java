package hutong.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong dialect back}. */
@Command(
    name = "back",
    description = {
      "Has the version live again, from now on, that was live before the present one.",
      "What was planned is dropped. Done twice, it goes back by two."
    },
    mixinStandardHelpOptions = true)
final class DialectCommandBack implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(paramLabel = "NAME")
  private String name;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    DialectCommandDesk desk = DialectCommandDesk.of(home.home(), true);
    return DialectCommandDesk.told(
        out,
        () -> {
          desk.tell(out, desk.schedule().back(name).after());
          return 0;
        });
  }
}
