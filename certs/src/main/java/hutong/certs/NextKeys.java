package hutong.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys that sign, and one for TLS, which a node has beside those in use and switches to when its
 * partners know them. What decrypts is in use from the start: it does no harm before.
 *
 * @param signing those for each suite; may be empty
 * @param tls null if that one stays
 */
public record NextKeys(List<Credential> signing, Credential tls) {

  private static final String FILE = "next.p12";
  private static final String TLS = "tls";

  public NextKeys {
    signing = List.copyOf(signing);
  }

  /** Those that wait in that folder, if any do. */
  public static Optional<NextKeys> load(Path folder, char[] secret, Token token)
      throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, Credential> all = new HashMap<>(KeyStores.loadKeys(file, secret, token));
    Credential tls = all.remove(TLS);
    return Optional.of(new NextKeys(new ArrayList<>(all.values()), tls));
  }

  public void save(Path folder, X509Certificate root, char[] secret) throws IOException {
    Map<String, Credential> all = new HashMap<>();
    for (Credential one : signing) {
      all.put("signing-" + one.certificate().getSerialNumber().toString(16), one);
    }
    if (tls != null) {
      all.put(TLS, tls);
    }
    KeyStores.saveKeys(folder.resolve(FILE), all, root, secret);
  }

  public static void discard(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }

  /** Names no key. */
  @Override
  public String toString() {
    return "NextKeys[" + signing.size() + " that sign]";
  }
}
