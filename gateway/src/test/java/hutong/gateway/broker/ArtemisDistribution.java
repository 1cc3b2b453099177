package hutong.gateway.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The real Artemis, as the build unpacks it. */
public final class ArtemisDistribution {

  private static final Path UNPACKED = Path.of("target", "artemis").toAbsolutePath();

  private ArtemisDistribution() {}

  public static Path folder() throws IOException {
    try (var found = Files.list(UNPACKED)) {
      return found.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }
}
