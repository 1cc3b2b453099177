package hutong.gateway.http;

import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import java.util.Set;

/**
 * Whom a client of the API trusts, and what it shows of itself.
 *
 * @param roots PEM of the authorities that the node's certificate may be of; null: the platform's
 * @param certificate PEM of a PKCS#8 key and its certificates to show when asked; null: none
 */
public record Trust(Path roots, Path certificate) {

  /** As the Java platform has it, showing nothing. */
  public static final Trust PLATFORM = new Trust(null, null);

  WebClientOptions applyTo(WebClientOptions options) {
    options.setEnabledSecureTransportProtocols(Set.of("TLSv1.3"));
    if (roots != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(roots.toString()));
    }
    if (certificate != null) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .addKeyPath(certificate.toString())
              .addCertPath(certificate.toString()));
    }
    return options;
  }
}
