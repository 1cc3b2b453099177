package hutong.gateway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hutong monitoring}: what Prometheus and Grafana need to watch nodes. */
@Command(
    name = "monitoring",
    description = "Writes a scrape job and alerts for Prometheus, and a dashboard for Grafana.",
    mixinStandardHelpOptions = true)
public final class MonitoringCommand implements Callable<Integer> {

  private static final String FOLDER = "/hutong/gateway/monitoring/";
  private static final List<String> FILES = List.of("scrape.yaml", "alerts.yaml", "dashboard.json");

  @Spec private CommandSpec spec;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "made if it is not there; files of these names in it are left as they are")
  private Path to;

  @Override
  public Integer call() throws IOException {
    return WrittenOut.all(spec.commandLine().getOut(), FOLDER, FILES, to);
  }
}
