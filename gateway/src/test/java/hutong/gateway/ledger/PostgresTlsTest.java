package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.posted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to a database server that shows a certificate. */
class PostgresTlsTest {

  @TempDir private Path folder;

  @Test
  void the_database_is_reached_over_tls_and_nobody_can_pass_for_it() throws Exception {
    authority("right");
    authority("wrong");
    serverCertificate();
    try (EmbeddedPostgres server = start()) {
      SqlLedger ledger = open(server, "localhost", "right");
      ledger.submit(List.of(posted(LedgerBehaviour.id(1), "p", "s", 1)));
      assertThat(connectionsWithoutTls(server)).isZero();
      ledger.close();
      assertThatThrownBy(() -> open(server, "localhost", "wrong"))
          .as("another authority")
          .isInstanceOf(LedgerFailure.class);
      assertThatThrownBy(() -> open(server, "127.0.0.1", "right"))
          .as("another name")
          .isInstanceOf(LedgerFailure.class);
    }
  }

  private SqlLedger open(EmbeddedPostgres server, String host, String authority) {
    String url =
        "jdbc:postgresql://"
            + host
            + ":"
            + server.getPort()
            + "/postgres?sslmode=verify-full&sslrootcert="
            + folder.resolve(authority + ".pem");
    LedgerSettings settings = new LedgerSettings(null, url, "postgres", "", "one");
    return SqlLedger.open(settings.database(), Samples.vault(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  /** Of the gateway's own. */
  private static int connectionsWithoutTls(EmbeddedPostgres server) throws Exception {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT COUNT(*) FILTER (WHERE NOT s.ssl), COUNT(*) FILTER (WHERE s.ssl)"
                    + " FROM pg_stat_activity a JOIN pg_stat_ssl s ON s.pid = a.pid"
                    + " WHERE a.application_name LIKE 'hutong-%'")) {
      row.next();
      assertThat(row.getInt(2)).isPositive();
      return row.getInt(1);
    }
  }

  private EmbeddedPostgres start() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("ssl", "on")
        .setServerConfig("ssl_cert_file", folder.resolve("server.pem").toString())
        .setServerConfig("ssl_key_file", folder.resolve("server.key").toString())
        .setPGStartupWait(Duration.ofMinutes(2))
        .start();
  }

  private void authority(String name) throws Exception {
    openssl(
        ("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=NAME"
                + " -keyout NAME.key -out NAME.pem")
            .replace("NAME", name));
  }

  private void serverCertificate() throws Exception {
    Files.writeString(folder.resolve("names"), "subjectAltName=DNS:localhost");
    openssl(
        "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=server"
            + " -keyout server.key -out server.csr");
    openssl(
        "x509 -req -in server.csr -CA right.pem -CAkey right.key -CAcreateserial -days 2"
            + " -extfile names -out server.pem");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(
        folder.resolve("server.key"), PosixFilePermissions.fromString("rw-------"));
  }

  private void openssl(String words) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words.split(" ", -1)));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(words).isZero();
  }
}
