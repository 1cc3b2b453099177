package hutong.gateway.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Where the servers that a grown campaign needs are on this machine.
 *
 * @param artemis the Artemis distribution, unpacked
 * @param postgres holds {@code bin/initdb} and {@code bin/postgres}
 */
record Installed(Path artemis, Path postgres) {

  private static final String BROKER = "lib/artemis-boot.jar";
  private static final String DATABASE = "bin/initdb";

  /**
   * Takes what is given, else what the environment names, else what it finds.
   *
   * @param artemis null if not given
   * @param postgres likewise
   * @throws IllegalArgumentException that says what is missing, and what to do
   */
  static Installed find(Path artemis, Path postgres, Map<String, String> environment)
      throws IOException {
    return new Installed(
        one(artemis, environment.get("ARTEMIS_HOME"), Path.of("/opt"), BROKER)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No Artemis here: unpack apache-artemis-2.56.0-bin.tar.gz and give its"
                            + " folder with --artemis-home or ARTEMIS_HOME")),
        one(postgres, environment.get("POSTGRES_HOME"), Path.of("/usr/lib/postgresql"), DATABASE)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "No PostgreSQL here: install it (apt-get install postgresql) or give the"
                            + " folder of its bin/ with --postgres-home or POSTGRES_HOME")));
  }

  private static Optional<Path> one(Path given, String named, Path among, String has)
      throws IOException {
    Path said = given == null && named != null && !named.isBlank() ? Path.of(named) : given;
    if (said != null) {
      return Optional.of(said.toAbsolutePath().normalize()).filter(each -> holds(each, has));
    }
    if (!Files.isDirectory(among)) {
      return Optional.empty();
    }
    try (var folders = Files.list(among)) {
      return folders.filter(each -> holds(each, has)).max(Comparator.naturalOrder());
    }
  }

  private static boolean holds(Path folder, String file) {
    return Files.isReadable(folder.resolve(file));
  }
}
