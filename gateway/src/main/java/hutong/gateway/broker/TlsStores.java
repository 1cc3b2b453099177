package hutong.gateway.broker;

import java.nio.file.Path;

/**
 * Where TLS keys and trusted roots are, both PKCS#12.
 *
 * @param secret opens both
 */
public record TlsStores(Path keyStore, Path trustStore, String secret) {

  @Override
  public String toString() {
    return "TlsStores[****]";
  }
}
