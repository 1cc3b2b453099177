package hutong.gateway.systems;

import hutong.routes.LocalSystem;
import java.util.List;
import java.util.Set;

/**
 * One registered local system or operator, with its keys.
 *
 * @param system null for an operator
 * @param keys several while they are being rotated
 * @param ending null while it works
 * @param limits where they differ from what is usual
 * @param certificates SHA-256, in lower-case hex, of TLS certificates that speak for it
 */
public record Registration(
    String name,
    LocalSystem system,
    List<StoredKey> keys,
    Ending ending,
    Limits limits,
    Set<String> certificates) {

  /** While one is renewed there are two. */
  static final int MOST_CERTIFICATES = 4;

  public Registration {
    if (!SystemName.valid(name)) {
      throw new RegistrationRefused(RegistrationRefused.Why.NAME_INVALID);
    }
    if (system != null && !system.name().equals(name)) {
      throw new IllegalArgumentException("a registration has one name");
    }
    keys = List.copyOf(keys);
    certificates = Set.copyOf(certificates);
    if (certificates.size() > MOST_CERTIFICATES) {
      throw new RegistrationRefused(RegistrationRefused.Why.TOO_MANY_KEYS);
    }
  }

  Registration(String name, LocalSystem system, List<StoredKey> keys) {
    this(name, system, keys, null, Limits.USUAL, Set.of());
  }

  public boolean operator() {
    return system == null;
  }

  /** Whether it is a local system at work. */
  public boolean works() {
    return system != null && ending == null;
  }

  Caller caller(Set<KeyScope> scopes) {
    return operator() ? new Caller.Operator(name, scopes) : new Caller.Local(system, scopes);
  }

  /** All that a key of it may have. */
  Set<KeyScope> allScopes() {
    return operator() ? KeyScope.OPERATOR : KeyScope.SYSTEM;
  }

  Registration with(List<StoredKey> others) {
    return new Registration(name, system, others, ending, limits, certificates);
  }

  Registration with(LocalSystem other) {
    return new Registration(name, other, keys, ending, limits, certificates);
  }

  Registration ended(Ending how, List<StoredKey> left) {
    return new Registration(name, system, left, how, limits, Set.of());
  }

  Registration with(Limits other) {
    return new Registration(name, system, keys, ending, other, certificates);
  }

  Registration with(Set<String> others) {
    return new Registration(name, system, keys, ending, limits, others);
  }
}
