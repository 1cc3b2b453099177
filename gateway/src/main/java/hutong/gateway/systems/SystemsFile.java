package hutong.gateway.systems;

import hutong.gateway.systems.RegistrationRefused.Why;
import hutong.routes.LocalSystem;
import hutong.routes.LocalSystems;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Keeps the local systems, the operators and their keys' hashes in one file under the node's home.
 *
 * <p>Several processes may hold the same file: each change is made under a lock on what stands in
 * the file at that moment, and every question is answered from the file as it stands. There is no
 * key until one is made.
 */
public final class SystemsFile implements LocalSystems, ApiKeys {

  private static final int MOST_KEYS = 8;
  private static final Limits UNBOUNDED =
      new Limits(100_000_000, 100_000_000, 100_000_000, 100_000_000);
  private static final int ID_BYTES = 4;
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-][A-Za-z0-9 ._-]{0,39}");

  private final Limits usual;
  private final RegistryFile file;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * Without limits of its own.
   *
   * @param path of the file; it need not exist yet
   */
  public SystemsFile(Path path, Clock clock, SecureRandom random) {
    this(path, UNBOUNDED, clock, random);
  }

  /**
   * The same.
   *
   * @param usual limits of whoever has none of its own
   */
  public SystemsFile(Path path, Limits usual, Clock clock, SecureRandom random) {
    this.usual = usual;
    this.file = new RegistryFile(path);
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Collection<LocalSystem> all() {
    return file.current().systems();
  }

  @Override
  public Optional<LocalSystem> named(String name) {
    return file.current().working(name).map(Registration::system);
  }

  @Override
  public Optional<Caller> callerOfCertificate(String sha256) {
    return file.current().callerOfCertificate(sha256);
  }

  /**
   * Lets a TLS certificate speak for this name, beside those that do.
   *
   * @param sha256 in lower-case hex
   */
  public void bind(String name, String sha256) {
    file.edit(
        registry -> {
          Registration found =
              registry.named(name).orElseThrow(() -> new RegistrationRefused(Why.UNKNOWN));
          if (found.ending() != null) {
            throw new RegistrationRefused(Why.ENDED);
          }
          boolean others =
              registry.registrations().stream()
                  .anyMatch(
                      each -> !each.name().equals(name) && each.certificates().contains(sha256));
          if (others) {
            throw new RegistrationRefused(Why.CERTIFICATE_TAKEN);
          }
          Set<String> all = new TreeSet<>(found.certificates());
          all.add(sha256);
          return replaced(registry, name, each -> each.with(all));
        });
  }

  /** No certificate speaks for this name any more. */
  public void unbind(String name) {
    edit(name, found -> found.with(Set.of()));
  }

  /** What this name may ask of the node; all of it is said. */
  public Limits limits(String name) {
    return file.current().named(name).map(Registration::limits).orElse(Limits.USUAL).over(usual);
  }

  @Override
  public int mostWaiting(String system) {
    return limits(system).backlog();
  }

  /** Changes what this name may ask of the node. */
  public void limit(String name, Limits limits) {
    edit(name, found -> found.with(limits));
  }

  /** Local systems that have ended. */
  public List<Registration> ended() {
    return list().stream().filter(each -> each.ending() != null).toList();
  }

  /** What tells one state of the registry from the next. */
  public Object state() {
    return file.current();
  }

  /** Everybody who is or was registered, in order of registration. */
  public List<Registration> list() {
    return file.current().registrations();
  }

  @Override
  public Optional<Caller> callerOf(String key) {
    return KeyText.parse(key).flatMap(parsed -> file.current().callerOf(parsed, clock.instant()));
  }

  /**
   * Registers a local system and makes its first key. Two of which nothing says who decides are
   * refused here, not when a record comes.
   *
   * @param expires when the key ends; null: never
   * @return the key, which is kept nowhere
   */
  public String add(LocalSystem system, Instant expires) {
    checkRole(system);
    return register(system.name(), system, NewKey.whole(expires));
  }

  /** A division that this system decides for; empty if it does not decide, or works no more. */
  public Optional<String> officeOf(String name) {
    return list().stream()
        .filter(each -> each.name().equals(name) && each.works() && each.system().decides())
        .flatMap(each -> each.system().divisions().stream())
        .findFirst();
  }

  /** Registers an operator and makes the first key, as {@link #add}. */
  public String addOperator(String name, Instant expires) {
    return registerOperator(name, NewKey.whole(expires));
  }

  /** The same, with a key that may less. */
  public String registerOperator(String name, NewKey first) {
    return register(name, null, first);
  }

  /** Changes what a local system serves; its keys stay. */
  public void change(LocalSystem system) {
    checkRole(system);
    file.edit(
        registry -> {
          working(registry, system.name());
          checkClaim(registry, system, "");
          return replaced(registry, system.name(), found -> found.with(system));
        });
  }

  /**
   * Ends a registration and all its keys; false if there was none. For what a local system has not
   * decided, another is chosen by the node.
   */
  public boolean remove(String name) {
    boolean[] removed = new boolean[1];
    Instant now = clock.instant();
    file.edit(
        registry -> {
          Optional<Registration> found = registry.named(name).filter(each -> each.ending() == null);
          removed[0] = found.isPresent();
          if (found.isEmpty() || found.get().works()) {
            return replaced(
                registry,
                name,
                each ->
                    each.ending() == null
                        ? each.ended(new Ending(null, now, now), List.of())
                        : each);
          }
          return registry.registrations().stream()
              .filter(each -> !each.name().equals(name))
              .toList();
        });
    return removed[0];
  }

  /**
   * How a system was replaced.
   *
   * @param key of the successor, if it was registered by this; else null
   * @param already whether it had been replaced so before
   */
  public record Replacement(String key, boolean already) {
    /** Without the key. */
    @Override
    public String toString() {
      return "Replacement[already=" + already + "]";
    }
  }

  /**
   * Has one system's work done by another from now on, which is registered by this with the claim
   * of the old one if nobody is of that name; else it serves both claims.
   *
   * @param grace how long keys of the old one go on, to finish what it has begun
   */
  public Replacement replace(String old, String by, Duration grace) {
    KeyText key = KeyText.random(by, random);
    Instant now = clock.instant();
    Replacement[] done = new Replacement[1];
    file.edit(
        registry -> {
          Ending before = registry.named(old).map(Registration::ending).orElse(null);
          if (before != null && by.equals(before.by())) {
            done[0] = new Replacement(null, true);
            return registry.registrations();
          }
          List<Registration> all =
              Succession.of(
                  registry,
                  working(registry, old),
                  by,
                  stored(key, now, NewKey.whole(null), KeyScope.SYSTEM),
                  now,
                  grace);
          boolean made = registry.named(by).isEmpty();
          done[0] = new Replacement(made ? key.text() : null, false);
          return all;
        });
    return done[0];
  }

  /**
   * Makes a new key beside the old ones, which end after the grace period; zero ends them now.
   *
   * @param expires when the new key ends; null: never
   */
  public String rotate(String name, Duration grace, Instant expires) {
    KeyText key = KeyText.random(name, random);
    Instant now = clock.instant();
    edit(
        name,
        found -> {
          if (found.ending() != null) {
            throw new RegistrationRefused(Why.ENDED);
          }
          List<StoredKey> keys = new ArrayList<>();
          for (StoredKey old : found.keys()) {
            StoredKey ending = old.endingBy(now.plus(grace));
            if (ending.validAt(now)) {
              keys.add(ending);
            }
          }
          keys.add(stored(key, now, NewKey.whole(expires), found.allScopes()));
          return found.with(few(keys));
        });
    return key.text();
  }

  /**
   * Makes one more key beside those there are.
   *
   * @return the key, which is kept nowhere
   */
  public String addKey(String name, NewKey asked) {
    KeyText key = KeyText.random(name, random);
    Instant now = clock.instant();
    edit(
        name,
        found -> {
          if (found.ending() != null) {
            throw new RegistrationRefused(Why.ENDED);
          }
          List<StoredKey> keys = new ArrayList<>(valid(found, now));
          keys.add(stored(key, now, asked, found.allScopes()));
          return found.with(few(keys));
        });
    return key.text();
  }

  /**
   * Makes a new key in place of one, for the same and with the same label; the old one ends after
   * the grace period.
   */
  public String rotateKey(String name, String id, Duration grace) {
    KeyText key = KeyText.random(name, random);
    Instant now = clock.instant();
    edit(
        name,
        found -> {
          StoredKey old = key(found, id);
          List<StoredKey> keys = new ArrayList<>(valid(found, now));
          keys.replaceAll(each -> each.id().equals(id) ? each.endingBy(now.plus(grace)) : each);
          NewKey same = new NewKey(old.label(), old.scopes(), null);
          keys.add(stored(key, now, same, found.allScopes()));
          return found.with(few(keys));
        });
    return key.text();
  }

  /** Ends one key at once. */
  public void revokeKey(String name, String id) {
    edit(
        name,
        found -> {
          String ending = key(found, id).id();
          return found.with(
              found.keys().stream().filter(each -> !each.id().equals(ending)).toList());
        });
  }

  private static StoredKey key(Registration found, String id) {
    return found.keys().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new RegistrationRefused(Why.KEY_UNKNOWN));
  }

  private static List<StoredKey> valid(Registration found, Instant now) {
    return found.keys().stream().filter(each -> each.validAt(now)).toList();
  }

  private static List<StoredKey> few(List<StoredKey> keys) {
    if (keys.size() > MOST_KEYS) {
      throw new RegistrationRefused(Why.TOO_MANY_KEYS);
    }
    return keys;
  }

  private String register(String name, LocalSystem system, NewKey first) {
    KeyText key = KeyText.random(name, random);
    Set<KeyScope> scopes = system == null ? KeyScope.OPERATOR : KeyScope.SYSTEM;
    Registration made =
        new Registration(name, system, List.of(stored(key, clock.instant(), first, scopes)));
    file.edit(
        registry -> {
          List<Registration> all = new ArrayList<>(registry.registrations());
          // Of one that was retired, nothing is left: the name may be given again.
          all.removeIf(
              each ->
                  each.name().equals(name)
                      && each.ending() != null
                      && each.ending().by() == null
                      && system != null);
          if (all.stream().anyMatch(each -> each.name().equals(name))) {
            throw new RegistrationRefused(Why.NAME_TAKEN);
          }
          if (system != null) {
            checkClaim(registry, system, "");
          }
          all.add(made);
          return all;
        });
    return key.text();
  }

  private void edit(String name, UnaryOperator<Registration> change) {
    file.edit(
        registry -> {
          if (registry.named(name).isEmpty()) {
            throw new RegistrationRefused(Why.UNKNOWN);
          }
          return replaced(registry, name, change);
        });
  }

  static List<Registration> replaced(
      Registry registry, String name, UnaryOperator<Registration> change) {
    return registry.registrations().stream()
        .map(each -> each.name().equals(name) ? change.apply(each) : each)
        .toList();
  }

  private static Registration working(Registry registry, String name) {
    Registration found =
        registry.named(name).orElseThrow(() -> new RegistrationRefused(Why.UNKNOWN));
    if (found.operator()) {
      throw new RegistrationRefused(Why.OPERATOR);
    }
    if (!found.works()) {
      throw new RegistrationRefused(Why.ENDED);
    }
    return found;
  }

  /**
   * A record has one decider: no two have an equal right to it.
   *
   * @param apart from this one, which ends
   */
  static void checkClaim(Registry registry, LocalSystem system, String apart) {
    for (LocalSystem other : registry.systems()) {
      if (!other.name().equals(system.name()) && !other.name().equals(apart)) {
        system
            .equalClaim(other)
            .ifPresent(
                prefix -> {
                  throw new RegistrationRefused(Why.EQUAL_CLAIM, other.name() + ", " + prefix);
                });
      }
    }
  }

  private static void checkRole(LocalSystem system) {
    if (system.decides() && system.role() != null) {
      throw new RegistrationRefused(Why.CLAIM_INVALID);
    }
  }

  private StoredKey stored(KeyText key, Instant now, NewKey asked, Set<KeyScope> all) {
    Set<KeyScope> scopes = asked.scopes() == null ? all : asked.scopes();
    if (scopes.isEmpty() || !all.containsAll(scopes)) {
      throw new RegistrationRefused(Why.SCOPES_INVALID);
    }
    if (asked.label() != null && !LABEL.matcher(asked.label()).matches()) {
      throw new RegistrationRefused(Why.LABEL_INVALID);
    }
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    return new StoredKey(
        HexFormat.of().formatHex(id),
        asked.label(),
        HexFormat.of().formatHex(key.hash()),
        scopes,
        now,
        asked.expires());
  }
}
