package hutong.certs;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the suites that this node knows; open: a further suite is one class and its place in the
 * list.
 */
public final class Suites {

  private final Map<String, Suite> byId = new LinkedHashMap<>();

  public Suites(List<Suite> suites) {
    for (Suite suite : suites) {
      if (byId.put(suite.id(), suite) != null) {
        throw new IllegalArgumentException("two suites named " + suite.id());
      }
    }
    if (byId.isEmpty()) {
      throw new IllegalArgumentException("no suites");
    }
  }

  /** The suites of HX/1 that this version implements. */
  public static Suites standard() {
    return new Suites(List.of(new Intl()));
  }

  /** The suite of that id; unknown ids are a mistake of the caller, see {@link #has}. */
  public Suite byId(String id) {
    Suite suite = byId.get(id);
    if (suite == null) {
      throw new IllegalArgumentException("no such suite here; known: " + byId.keySet());
    }
    return suite;
  }

  public boolean has(String id) {
    return byId.containsKey(id);
  }

  public Collection<Suite> all() {
    return List.copyOf(byId.values());
  }

  Optional<Suite> signing(byte[] digestAlgorithm, byte[] signatureAlgorithm) {
    for (Suite suite : byId.values()) {
      if (Arrays.equals(suite.signatureAlgorithm(), signatureAlgorithm)
          && Arrays.equals(suite.digestAlgorithm(), digestAlgorithm)) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }

  Optional<Suite> wrapping(byte[] recipientInfo) {
    for (Suite suite : byId.values()) {
      if (suite.wraps(recipientInfo)) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }

  Optional<Suite> suiting(java.security.cert.X509Certificate certificate) {
    return byId.values().stream().filter(suite -> suite.suits(certificate)).findFirst();
  }
}
