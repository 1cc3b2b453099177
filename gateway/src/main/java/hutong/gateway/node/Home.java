package hutong.gateway.node;

import hutong.certs.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The one folder a node lives in, and what lies where in it. */
public record Home(Path folder) {

  private static final String SECRET_VARIABLE = "HUTONG_SECRET";

  /** Opens the node's keys and encrypts its payloads; made on first use. */
  public Secret secret(Map<String, String> environment) throws IOException {
    return Secret.of(folder.resolve("secret"), environment.get(SECRET_VARIABLE));
  }

  /** Signing, decryption and TLS keys, PKCS#12. */
  public Path keys() {
    return folder.resolve("keys");
  }

  /** Every version of the directory of members held, signed. */
  public Path directory() {
    return folder.resolve("directory");
  }

  /** The ledger's database. */
  public Path ledger() {
    return folder.resolve("ledger").resolve("ledger.db");
  }

  /** The embedded broker's journal. */
  public Path broker() {
    return folder.resolve("broker");
  }

  /** Local systems and the hashes of their keys. */
  public Path systems() {
    return folder.resolve("systems.json");
  }

  /** The built-in authority, where this node keeps one. */
  public Path authority() {
    return folder.resolve("authority");
  }
}
