package hutong.gateway.queues;

import hutong.certs.PayloadVault;
import java.nio.file.Path;

/**
 * How the queues for local systems run.
 *
 * @param folder of their journal
 * @param port 0: any free one
 * @param keyStore PKCS#12 whose key is shown (TLS 1.3); null: none, in plain
 * @param password opens it
 * @param vault encrypts what waits
 */
public record QueueSettings(
    Path folder, String host, int port, Path keyStore, String password, PayloadVault vault) {

  @Override
  public String toString() {
    return "QueueSettings[" + host + ":" + port + "]";
  }
}
