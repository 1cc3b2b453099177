package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The plain platform reads the TLS stores, and two nodes shake hands with them. Certificates are
 * made as of now: JSSE has no clock to inject.
 */
final class TlsTest {

  @TempDir Path folder;

  @Test
  void two_nodes_of_one_authority_shake_hands_in_tls_1_3_and_see_each_others_ids()
      throws Exception {
    Authority authority = Authority.create(folder.resolve("a"), World.SECRET, Clock.systemUTC());
    Path server = saved(authority, "360000", "server");
    Path client = saved(authority, "330200", "client");
    assertThat(handshake(context(server), context(client))).isEqualTo("TLSv1.3 CN=330200,O=Hutong");
  }

  @Test
  void a_client_of_another_authority_is_turned_away() throws Exception {
    Authority authority = Authority.create(folder.resolve("a"), World.SECRET, Clock.systemUTC());
    Authority foreign = Authority.create(folder.resolve("f"), World.SECRET, Clock.systemUTC());
    Path server = saved(authority, "360000", "server");
    Path stranger = saved(foreign, "330200", "stranger");
    Files.copy(
        NodeKeys.tlsTrustStore(server),
        NodeKeys.tlsTrustStore(stranger),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> handshake(context(server), context(stranger)))
        .hasStackTraceContaining("SSLHandshakeException");
  }

  @Test
  void a_signing_certificate_is_no_client_certificate() throws Exception {
    Authority authority = Authority.create(folder.resolve("a"), World.SECRET, Clock.systemUTC());
    Path server = saved(authority, "360000", "server");
    Path client = saved(authority, "330200", "client");
    Files.copy(
        client.resolve("signing.p12"),
        NodeKeys.tlsKeyStore(client),
        StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> handshake(context(server), context(client)))
        .hasStackTraceContaining("SSLHandshakeException");
  }

  private Path saved(Authority authority, String id, String name) throws IOException {
    Path node = folder.resolve(name);
    authority.issue(id, List.of("localhost", "127.0.0.1")).save(node, World.SECRET);
    return node;
  }

  private static SSLContext context(Path node) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store(NodeKeys.tlsKeyStore(node)), World.SECRET);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store(NodeKeys.tlsTrustStore(node)));
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore store(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, World.SECRET);
    }
    return store;
  }

  /** What the server saw: protocol and the client's name. */
  private static String handshake(SSLContext server, SSLContext client) throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (SSLServerSocket listening =
        (SSLServerSocket)
            server
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listening.setNeedClientAuth(true);
      listening.setEnabledProtocols(new String[] {"TLSv1.3"});
      listening.setSoTimeout(10_000);
      Future<String> seen =
          pool.submit(
              () -> {
                try (SSLSocket accepted = (SSLSocket) listening.accept()) {
                  accepted.setSoTimeout(10_000);
                  accepted.startHandshake();
                  accepted.getOutputStream().write(1);
                  return accepted.getSession().getProtocol()
                      + " "
                      + accepted.getSession().getPeerPrincipal().getName();
                }
              });
      IOException clientSaw = connect(client, listening.getLocalPort());
      String serverSaw = seen.get(); // the server judges: a refused client may just see a reset
      if (clientSaw != null) {
        throw clientSaw;
      }
      return serverSaw;
    } finally {
      pool.shutdownNow();
    }
  }

  private static IOException connect(SSLContext client, int port) {
    try (SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("localhost", port)) {
      socket.setSoTimeout(10_000);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getInputStream().read() == 1 ? null : new IOException("closed");
    } catch (IOException e) {
      return e;
    }
  }
}
