package hutong.gateway.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import hutong.certs.RemoteTimeAuthority;
import hutong.certs.TimeAuthority;
import hutong.certs.TimeStamp;
import hutong.certs.TimeStamps;
import hutong.certs.TrustRoots;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outside time-stamping authority: OpenSSL's, with RSA keys, behind an HTTP server. */
class OutsideTimeTest {

  private static final String CONFIGURATION =
      """
      [tsa]
      serial = serial
      default_policy = 1.2.3.4.1
      other_policies = 1.2.3.4.2
      digests = sha256
      signer_digest = sha256
      accuracy = secs:1
      ess_cert_id_alg = sha256
      """;

  @TempDir private Path folder;

  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private byte[] digest;

  @BeforeEach
  void start() throws Exception {
    digest = MessageDigest.getInstance("SHA-256").digest("a head".getBytes(StandardCharsets.UTF_8));
    Files.writeString(folder.resolve("tsa.cnf"), CONFIGURATION);
    Files.writeString(folder.resolve("serial"), "01\n");
    Files.writeString(
        folder.resolve("ext"),
        "extendedKeyUsage=critical,timeStamping\nkeyUsage=digitalSignature\n");
    openssl("req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -subj /CN=Root");
    openssl("req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Outside");
    openssl(
        "x509 -req -in tsa.csr -CA root.pem -CAkey root.key -CAcreateserial -days 9"
            + " -extfile ext -out tsa.pem");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    answer("/tsa", 200, this::stamped);
    answer("/large", 200, query -> new byte[1 << 20]);
    answer("/broken", 500, query -> new byte[0]);
    answer("/silent", 200, query -> silence());
    server.start();
  }

  private interface Answer {
    byte[] to(byte[] query) throws IOException;
  }

  private void answer(String path, int status, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          byte[] reply = answer.to(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(status, reply.length == 0 ? -1 : reply.length);
          exchange.getResponseBody().write(reply);
          exchange.close();
        });
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  @Test
  void openssl_stamps_and_its_token_is_verified_under_its_own_root() throws Exception {
    byte[] token = at("/tsa", "", Duration.ofSeconds(20)).stamp(digest);
    TimeStamp stamp = TimeStamps.verify(token, digest, roots());
    assertThat(stamp.policy()).isEqualTo("1.2.3.4.1");
    assertThat(stamp.at()).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(5));
  }

  @Test
  void it_is_asked_for_the_policy_set() throws Exception {
    byte[] token = at("/tsa", "1.2.3.4.2", Duration.ofSeconds(20)).stamp(digest);
    assertThat(TimeStamps.verify(token, digest, roots()).policy()).isEqualTo("1.2.3.4.2");
    assertThatThrownBy(() -> at("/tsa", "1.2.3.9", Duration.ofSeconds(20)).stamp(digest))
        .isInstanceOf(IOException.class);
  }

  @Test
  void silence_too_much_and_errors_are_said_in_time() {
    assertThatThrownBy(() -> at("/silent", "", Duration.ofMillis(500)).stamp(digest))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> at("/large", "", Duration.ofSeconds(20)).stamp(digest))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> at("/broken", "", Duration.ofSeconds(20)).stamp(digest))
        .hasMessageContaining("500");
  }

  private TimeAuthority at(String path, String policy, Duration timeout) throws IOException {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return new RemoteTimeAuthority(new TimeStampLine(url, timeout), policy, roots());
  }

  private TrustRoots roots() throws IOException {
    return TrustRoots.read(folder.resolve("root.pem"));
  }

  private synchronized byte[] stamped(byte[] query) throws IOException {
    Files.write(folder.resolve("query"), query);
    openssl(
        "ts -reply -queryfile query -config tsa.cnf -section tsa -signer tsa.pem -inkey tsa.key"
            + " -out reply");
    return Files.readAllBytes(folder.resolve("reply"));
  }

  private byte[] silence() {
    try {
      over.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return new byte[0];
  }

  private void openssl(String command) throws IOException {
    List<String> words = new java.util.ArrayList<>(List.of("openssl"));
    words.addAll(List.of(command.split(" ")));
    try {
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(Files.readString(folder.resolve("log")));
      }
    } catch (InterruptedException stopped) {
      throw new IOException(stopped);
    }
  }
}
