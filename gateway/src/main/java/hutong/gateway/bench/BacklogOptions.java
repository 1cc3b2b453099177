package hutong.gateway.bench;

import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What a run with a backlog is to be like, and what it must not exceed. */
final class BacklogOptions {

  @Option(
      names = "--backlog",
      paramLabel = "N",
      description = {
        "instead of the loop: post N records for a node that is down, kill the sender, start it"
            + " again, then start the other and let everything drain",
        "full form: 1000000"
      })
  int backlog;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "the same with N records sent and not yet receipted when the sender is killed")
  int inFlight;

  @Option(
      names = "--heap",
      defaultValue = "512m",
      description = "heap of each node's process (default: ${DEFAULT-VALUE})")
  String heap;

  @Option(
      names = "--drain-per-second",
      defaultValue = "5000",
      description = "retry.drainPerSecond of the sender (default: ${DEFAULT-VALUE})")
  int drainPerSecond;

  @Option(
      names = "--ready-within",
      description = "exit code 1 if the killed node takes longer to be ready (ISO 8601)")
  Duration readyWithin;

  @Option(
      names = "--growth",
      description =
          "exit code 1 if resident memory in the last tenth is more than so many times what it"
              + " was in the second")
  Double growth;

  @Option(
      names = "--dir",
      description = "folder for both nodes, kept; about 10 kB a record (default: a temporary one)")
  Path folder;

  boolean given() {
    return backlog > 0 || inFlight > 0;
  }
}
