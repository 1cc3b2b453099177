package hutong.gateway.cli;

import hutong.certs.StandIn;
import hutong.gateway.node.AuthorityFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hutong certs stand-in}: one member receives and signs for another. */
@Command(
    name = "stand-in",
    description = "Enters in a new directory who receives and signs for a member, and when.",
    mixinStandardHelpOptions = true)
final class StandInCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--authority",
      required = true,
      paramLabel = "DIR",
      description = "the authority's folder")
  private Path authority;

  @Option(
      names = "--by",
      required = true,
      paramLabel = "NODE",
      description = "the member that stands in")
  private String by;

  @Option(
      names = "--divisions",
      required = true,
      split = ",",
      paramLabel = "PREFIX",
      description = "for which of the member's divisions")
  private List<String> divisions;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "INSTANT",
      description = "first instant, for example 2026-11-28T22:00:00+08:00")
  private OffsetDateTime from;

  @Option(
      names = "--until",
      required = true,
      paramLabel = "INSTANT",
      description = "first instant after it")
  private OffsetDateTime until;

  @Parameters(paramLabel = "NODE", description = "the member stood in for")
  private String node;

  @Override
  public Integer call() throws Exception {
    StandIn other = new StandIn(by, divisions, from.toInstant(), until.toInstant());
    AuthorityFolder book = new AuthorityFolder(authority.toAbsolutePath());
    Path made = book.standIn(node, other, Clock.systemUTC());
    PrintWriter out = spec.commandLine().getOut();
    out.println("Signed.");
    PassedOn.tell(book, made, out);
    out.flush();
    return 0;
  }
}
