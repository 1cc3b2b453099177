package hutong.gateway.cli;

import hutong.gateway.backup.Restore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong restore}. */
@Command(
    name = "restore",
    description = "Puts a backup in the place of a stopped node's data, under a new epoch.",
    mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @ArgGroup(multiplicity = "1")
  private Source source;

  /** Either of the two. */
  static final class Source {
    @Option(names = "--from", paramLabel = "DIR", description = "a folder of `hutong backup`")
    private Path folder;

    @ArgGroup(exclusive = false)
    private Database database;
  }

  /** Where PostgreSQL's tools have put the data back. */
  static final class Database {
    @Option(
        names = "--epoch-only",
        required = true,
        description = "only begin a new epoch, on a PostgreSQL database that was restored")
    private boolean only;

    @Option(
        names = "--point",
        required = true,
        paramLabel = "INSTANT",
        description = "until when that database is whole")
    private OffsetDateTime point;
  }

  @Override
  public Integer call() throws Exception {
    Restore restore = new Restore(home.home(), System.getenv(), Clock.systemUTC());
    Restore.Done done =
        source.database != null && source.database.only
            ? restore.epochOnly(source.database.point.toInstant())
            : restore.from(source.folder.toAbsolutePath().normalize());
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Node %s is as of %s, epoch %d.%n", done.node(), done.point(), done.epoch());
    if (done.aside() != null) {
      out.println("The ledger that was there is in " + done.aside() + ".");
    }
    out.println("Start it: its partners then give back what it lacks.");
    out.flush();
    return 0;
  }
}
