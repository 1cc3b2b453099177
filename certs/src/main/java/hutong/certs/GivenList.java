package hutong.certs;

import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A revocation list that somebody holds, of any authority: it says something of that authority's
 * certificates wherever these are met, and of nobody else's.
 */
final class GivenList {

  private final String name;
  private final byte[] der;
  private final Map<Fingerprint, Optional<RevocationList>> by = new ConcurrentHashMap<>();

  /**
   * Reads one.
   *
   * @param name for people
   * @throws Untrusted if it is no complete list
   */
  GivenList(String name, byte[] der) throws Untrusted {
    Crl.check(der);
    this.name = name;
    this.der = der.clone();
  }

  /** It, if that authority signed it. */
  Optional<RevocationList> of(X509Certificate authority) {
    return by.computeIfAbsent(
        Fingerprint.of(authority),
        any -> {
          try {
            return Optional.of(new RevocationList(authority, Crl.read(der, authority)));
          } catch (Untrusted another) {
            return Optional.empty();
          }
        });
  }

  /** Whether anybody was met so far whose list it is. */
  boolean isClaimed() {
    return by.values().stream().anyMatch(Optional::isPresent);
  }

  @Override
  public String toString() {
    return name;
  }
}
