package hutong.gateway.cli;

import hutong.gateway.node.Home;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says which node is meant. */
final class HomeOption {

  @Option(
      names = "--home",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "the node's folder (default: ${DEFAULT-VALUE})")
  private Path folder;

  Home home() {
    return new Home(folder.toAbsolutePath().normalize());
  }
}
