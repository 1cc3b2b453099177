package hutong.certs;

import java.security.cert.X509Certificate;
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
    return new Suites(List.of(new Intl(), new Sm(), new Pq()));
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

  /** By the identifiers that stand in the document. */
  Optional<Suite> signing(SignedFrame frame) {
    for (Suite suite : byId.values()) {
      if (frame.isOf(suite)) {
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

  /** By the keys in certificates that sign together. */
  Optional<Suite> signing(List<X509Certificate> certificates) {
    return byId.values().stream().filter(suite -> suite.signs(certificates)).findFirst();
  }

  /** By the keys in certificates that are sealed for together. */
  Optional<Suite> sealing(List<X509Certificate> certificates) {
    return byId.values().stream().filter(suite -> suite.seals(certificates)).findFirst();
  }

  /**
   * Whether a member reads a suite by its entry in the directory: it is in its list, and not below
   * its floor. A floor that is not known here lets nothing through.
   */
  boolean lets(Member member, Suite suite) {
    return member.suites().contains(suite.id())
        && has(member.floor())
        && suite.rank() >= byId(member.floor()).rank();
  }
}
