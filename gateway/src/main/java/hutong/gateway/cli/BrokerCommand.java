package hutong.gateway.cli;

import hutong.gateway.broker.BrokerInstance;
import hutong.gateway.broker.BrokerPart;
import hutong.gateway.broker.BrokerPlan;
import hutong.gateway.node.AuthorityFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong broker}: a broker in a process of its own. */
@Command(
    name = "broker",
    description = "Prepares an Artemis broker that stands by itself.",
    mixinStandardHelpOptions = true,
    subcommands = BrokerCommand.Prepare.class)
public final class BrokerCommand {

  /** {@code hutong broker prepare}. */
  @Command(
      name = "prepare",
      description =
          "Writes the folder from which the Artemis distribution runs a broker for members. Run"
              + " again, it adds members and renews the certificate; a running broker takes that.",
      mixinStandardHelpOptions = true)
  static final class Prepare implements Callable<Integer> {

    @Spec private CommandSpec spec;
    @Mixin private HomeOption home;
    @ArgGroup private Part part;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "the folder")
    private Path out;

    @Option(
        names = "--member",
        paramLabel = "CODE",
        split = ",",
        required = true,
        description = "members whose inboxes it holds; all are to be named each time")
    private List<String> members;

    @Option(
        names = "--authority",
        paramLabel = "DIR",
        description = "the authority's folder, with its directory (default: in the node's home)")
    private Path authority;

    @Option(
        names = "--host",
        paramLabel = "NAME",
        split = ",",
        defaultValue = "127.0.0.1",
        description = "names and addresses at which members reach it (default: ${DEFAULT-VALUE})")
    private List<String> hosts;

    @Option(
        names = "--listen",
        paramLabel = "ADDRESS",
        description = "address it listens on (default: the first host)")
    private String listen;

    @Option(names = "--port", defaultValue = "61617", description = "default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "its journal; of primary and backup the same (default: data in the folder)")
    private Path data;

    /** At most one of both. */
    static final class Part {
      @Option(names = "--primary", description = "it works first, on data shared with backups")
      private boolean primary;

      @Option(names = "--backup", description = "it goes on when the primary ends")
      private boolean backup;

      private BrokerPart chosen() {
        if (backup) {
          return BrokerPart.BACKUP;
        }
        return primary ? BrokerPart.PRIMARY : BrokerPart.ALONE;
      }
    }

    @Override
    public Integer call() throws Exception {
      if (part != null && data == null) {
        throw new IllegalArgumentException("--primary and --backup need the shared --data");
      }
      Path issuing = authority == null ? home.home().authority() : authority.toAbsolutePath();
      Path folder = out.toAbsolutePath().normalize();
      new AuthorityFolder(issuing).prepare(new BrokerInstance(folder), plan(), Clock.systemUTC());
      PrintWriter say = spec.commandLine().getOut();
      say.println("A broker for " + members.size() + " members is prepared in " + folder);
      say.println("  it runs with: ARTEMIS_HOME=DISTRIBUTION " + folder.resolve("run"));
      say.println("  its nodes set: broker.url: tls://" + hosts.get(0) + ":" + port);
      say.flush();
      return 0;
    }

    private BrokerPlan plan() {
      return new BrokerPlan(
          members,
          hosts,
          listen == null ? hosts.get(0) : listen,
          port,
          data == null ? "data" : data.toAbsolutePath().normalize().toString(),
          part == null ? BrokerPart.ALONE : part.chosen());
    }
  }
}
