package hutong.gateway.cli;

import hutong.gateway.backup.Backup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong backup}. */
@Command(
    name = "backup",
    description = "Copies a node's data, while it runs, and examines the copy.",
    mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Option(names = "--to", paramLabel = "DIR", required = true, description = "a new folder")
  private Path folder;

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description = "also the keys and the secret, into another new folder, kept elsewhere")
  private Path keys;

  @Override
  public Integer call() throws Exception {
    Backup backup = new Backup(home.home(), System.getenv(), Clock.systemUTC());
    Backup.Taken taken = backup.take(folder.toAbsolutePath().normalize());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "Node %s as of %s, epoch %d: %d bytes of ledger, examined and whole.%n",
        taken.node(), taken.at(), taken.epoch(), taken.bytes());
    if (keys == null) {
      out.println("Without the keys and the secret: keep those apart (--keys DIR).");
    } else {
      backup.takeKeys(keys.toAbsolutePath().normalize());
      out.println("Keys and secret are in " + keys + "; whoever has both folders can read all.");
    }
    out.flush();
    return 0;
  }
}
