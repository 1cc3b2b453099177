package hutong.gateway.cli;

import hutong.gateway.dialects.DialectPlan;
import hutong.gateway.dialects.DialectShelf;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong dialect add}. */
@Command(
    name = "add",
    description = {
      "Has the node take a dialect; a running one does so at once.",
      "One of a new name is live from the day that its file names. A new version of a known name"
          + " runs as shadow, and goes live on its day if that is still to come, else by a switch.",
      "One at fault is not taken: exit code 1 lists every fault."
    },
    mixinStandardHelpOptions = true)
final class DialectCommandAdd implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Parameters(paramLabel = "DIR", description = "folder with dialect.yaml and what it names")
  private Path from;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    DialectCommandDesk desk = DialectCommandDesk.of(home.home(), true);
    return DialectCommandDesk.told(
        out,
        () -> {
          DialectShelf.Taken taken = desk.shelf().take(from);
          DialectPlan.Change change = desk.schedule().add(taken);
          out.println(
              taken.isNew()
                  ? "Taken: " + taken.dialect().heading()
                  : "It was here already: " + taken.dialect().heading());
          String ended = change.shadowReplaced(desk.clock().instant());
          if (ended != null) {
            out.printf("%s@%s runs as shadow no longer.%n", change.after().name(), ended);
          }
          desk.tell(out, change.after());
          return 0;
        });
  }
}
