package hutong.gateway.cli;

import hutong.gateway.node.AuthorityFolder;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong certs time}. */
@Command(
    name = "time",
    description = "Makes the key by which this node stamps times itself; restart it then.",
    mixinStandardHelpOptions = true)
final class TimeKeyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Option(
      names = "--authority",
      paramLabel = "DIR",
      description = "the authority's folder (default: in the node's home)")
  private Path authority;

  @Override
  public Integer call() throws Exception {
    Path issuing = authority == null ? home.home().authority() : authority.toAbsolutePath();
    new AuthorityFolder(issuing).makeTimeStamper(home.home(), System.getenv(), Clock.systemUTC());
    spec.commandLine().getOut().println("Made; it counts from the node's next start.");
    return 0;
  }
}
