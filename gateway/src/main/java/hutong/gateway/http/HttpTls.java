package hutong.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.PfxOptions;
import io.vertx.core.net.SSLOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The key that the API shows, and whose certificates callers need; TLS 1.3 alone.
 *
 * @param key PKCS#12 ({@code .p12}, {@code .pfx}), or PEM with a PKCS#8 key and the certificates
 * @param password opens the PKCS#12; empty otherwise
 * @param clients PEM of authorities that callers' certificates have to be of; null asks for none
 */
public record HttpTls(Path key, String password, Path clients) {

  private static final Set<String> PROTOCOLS = Set.of("TLSv1.3");
  private static final int MOST_BYTES = 1 << 20;
  private static final int HANDSHAKE_SECONDS = 10;

  void applyTo(HttpServerOptions options) throws IOException {
    options
        .setSsl(true)
        .setUseAlpn(false)
        .setEnabledSecureTransportProtocols(PROTOCOLS)
        .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
        .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
        .setKeyCertOptions(shown());
    if (clients != null) {
      options
          .setClientAuth(ClientAuth.REQUIRED)
          .setTrustOptions(new PemTrustOptions().addCertValue(read(clients)));
    }
  }

  /** What is in the files now. */
  SSLOptions options() throws IOException {
    HttpServerOptions options = new HttpServerOptions();
    applyTo(options);
    return options.getSslOptions();
  }

  /** When the files were changed last. */
  List<FileTime> times() throws IOException {
    List<FileTime> times = new ArrayList<>();
    times.add(Files.getLastModifiedTime(key));
    if (clients != null) {
      times.add(Files.getLastModifiedTime(clients));
    }
    return times;
  }

  private KeyCertOptions shown() throws IOException {
    String name = key.getFileName().toString();
    Buffer bytes = read(key);
    return name.endsWith(".p12") || name.endsWith(".pfx")
        ? new PfxOptions().setValue(bytes).setPassword(password)
        : new PemKeyCertOptions().addKeyValue(bytes).addCertValue(bytes);
  }

  private static Buffer read(Path file) throws IOException {
    if (!Files.isReadable(file) || Files.size(file) > MOST_BYTES) {
      throw new IOException("No key or certificate can be read from " + file.getFileName());
    }
    return Buffer.buffer(Files.readAllBytes(file));
  }

  @Override
  public String toString() {
    return "HttpTls[****]";
  }
}
