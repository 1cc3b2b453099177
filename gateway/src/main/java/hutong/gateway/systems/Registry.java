package hutong.gateway.systems;

import hutong.routes.LocalSystem;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One reading of the registry: who is registered, with the keys' hashes; immutable. */
final class Registry {

  private record Known(Registration registration, List<byte[]> hashes) {}

  private final Map<String, Known> byName = new LinkedHashMap<>();
  private final Map<String, Registration> byCertificate = new HashMap<>();
  private final List<LocalSystem> systems;

  Registry(Collection<Registration> registrations) {
    for (Registration each : registrations) {
      List<byte[]> hashes =
          each.keys().stream().map(key -> HexFormat.of().parseHex(key.sha256())).toList();
      if (byName.put(each.name(), new Known(each, hashes)) != null) {
        throw new IllegalArgumentException("a name is registered twice");
      }
      for (String certificate : each.certificates()) {
        if (byCertificate.put(certificate, each) != null) {
          throw new IllegalArgumentException("a certificate speaks for two");
        }
      }
    }
    this.systems =
        registrations.stream().filter(Registration::works).map(Registration::system).toList();
  }

  List<LocalSystem> systems() {
    return systems;
  }

  List<Registration> registrations() {
    return byName.values().stream().map(Known::registration).toList();
  }

  Optional<Registration> named(String name) {
    return Optional.ofNullable(byName.get(name)).map(Known::registration);
  }

  /** Every key of the name is compared, each in constant time. */
  Optional<Caller> callerOf(KeyText key, Instant now) {
    Known known = byName.get(key.name());
    if (known == null) {
      return Optional.empty();
    }
    byte[] shown = key.hash();
    StoredKey valid = null;
    for (int i = 0; i < known.hashes().size(); i++) {
      boolean same = MessageDigest.isEqual(shown, known.hashes().get(i));
      StoredKey stored = known.registration().keys().get(i);
      valid = same && stored.validAt(now) ? stored : valid;
    }
    return valid == null ? Optional.empty() : caller(known.registration(), valid.scopes());
  }

  /** With all that its kind may. */
  Optional<Caller> callerOfCertificate(String sha256) {
    return Optional.ofNullable(byCertificate.get(sha256))
        .flatMap(each -> caller(each, each.allScopes()));
  }

  /** Whoever has ended acts in its successor's name. */
  private Optional<Caller> caller(Registration shown, Set<KeyScope> scopes) {
    if (shown.ending() == null) {
      return Optional.of(shown.caller(scopes));
    }
    return working(shown.name())
        .map(successor -> new Caller.Local(successor.system(), true, scopes));
  }

  /** The one of this name if it works, else whoever does its work now. */
  Optional<Registration> working(String name) {
    Optional<Registration> found = named(name);
    for (int steps = 0; steps < byName.size() && found.isPresent(); steps++) {
      Registration one = found.get();
      if (one.ending() == null) {
        return found.filter(Registration::works);
      }
      found = one.ending().by() == null ? Optional.empty() : named(one.ending().by());
    }
    return Optional.empty();
  }
}
