package hutong.gateway.cli;

import hutong.gateway.backup.Rehearsal;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong upgrade}. */
@Command(
    name = "upgrade",
    description = "Tries on a copy what the first start of this program will do to the ledger.",
    mixinStandardHelpOptions = true)
public final class UpgradeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private HomeOption home;

  @Option(
      names = "--rehearse",
      description = "on a copy alone; the node itself is upgraded by starting it")
  private boolean rehearse;

  @Override
  public Integer call() throws Exception {
    if (!rehearse) {
      throw new IOException("Say --rehearse; the node itself is upgraded by starting it");
    }
    Rehearsal.Result result = new Rehearsal(home.home(), System.getenv()).run();
    PrintWriter out = spec.commandLine().getOut();
    for (Rehearsal.Step step : result.steps()) {
      out.printf("%-20s %8d ms %14d bytes%n", step.what(), step.took().toMillis(), step.bytes());
    }
    result.damage().forEach(each -> out.println("damaged: " + each));
    out.println(result.damage().isEmpty() ? "The copy is whole." : "Do not upgrade.");
    out.flush();
    return result.damage().isEmpty() ? 0 : 1;
  }
}
