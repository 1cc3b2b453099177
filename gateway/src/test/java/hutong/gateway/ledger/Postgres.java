package hutong.gateway.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server of this test run, with a new database for whoever asks. */
public final class Postgres {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final Path UNPACKED = Path.of("target", "postgres").toAbsolutePath();

  private Postgres() {}

  /** Started when a database is first asked for. */
  private static final class Holder {
    private static final EmbeddedPostgres SERVER = start();
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "on")
          .setServerConfig("max_connections", "100")
          .setPGStartupWait(Duration.ofMinutes(2))
          .setOverrideWorkingDirectory(UNPACKED.toFile())
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** URL of an empty database; its user is {@code postgres}. */
  public static String newDatabase() throws SQLException {
    String name = "ledger" + DATABASES.incrementAndGet();
    try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return "jdbc:postgresql://localhost:" + Holder.SERVER.getPort() + "/" + name;
  }

  /** Where its programs are, in {@code bin}. */
  public static Path home() throws IOException {
    int port = Holder.SERVER.getPort();
    try (var found = Files.list(UNPACKED)) {
      return found
          .filter(folder -> Files.exists(folder.resolve("bin/initdb")))
          .findFirst()
          .orElseThrow(() -> new IOException("A server runs on " + port + " from elsewhere"));
    }
  }

  static Database database(String url, String replica) {
    return new LedgerSettings(null, url, "postgres", "", replica).database();
  }
}
