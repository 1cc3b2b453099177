package hutong.gateway.systems;

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
import java.util.function.UnaryOperator;

/**
 * Keeps the local systems, the operators and their keys' hashes in one file under the node's home.
 *
 * <p>Several processes may hold the same file: each change is made under a lock on what stands in
 * the file at that moment, and every question is answered from the file as it stands. There is no
 * key until one is made.
 */
public final class SystemsFile implements LocalSystems, ApiKeys {

  private static final int MOST_KEYS = 8;

  private final RegistryFile file;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * @param path of the file; it need not exist yet
   */
  public SystemsFile(Path path, Clock clock, SecureRandom random) {
    this.file = new RegistryFile(path);
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Collection<LocalSystem> all() {
    return file.current().systems();
  }

  /** Everybody who is registered, in order of registration. */
  public List<Registration> list() {
    return file.current().registrations();
  }

  @Override
  public Optional<Caller> callerOf(String key) {
    return KeyText.parse(key).flatMap(parsed -> file.current().callerOf(parsed, clock.instant()));
  }

  /**
   * Registers a local system and makes its first key.
   *
   * @param expires when the key ends; null: never
   * @return the key, which is kept nowhere
   */
  public String add(LocalSystem system, Instant expires) {
    checkRole(system);
    return register(system.name(), system, expires);
  }

  /** Registers an operator and makes the first key, as {@link #add}. */
  public String addOperator(String name, Instant expires) {
    return register(name, null, expires);
  }

  /** Changes what a local system serves; its keys stay. */
  public void change(LocalSystem system) {
    checkRole(system);
    edit(
        system.name(),
        found -> {
          if (found.operator()) {
            throw new IllegalArgumentException("an operator serves nothing");
          }
          return new Registration(system.name(), system, found.keys());
        });
  }

  /** Ends a registration and all its keys; false if there was none. */
  public boolean remove(String name) {
    boolean[] removed = new boolean[1];
    file.edit(
        registry -> {
          List<Registration> left = new ArrayList<>(registry.registrations());
          removed[0] = left.removeIf(each -> each.name().equals(name));
          return left;
        });
    return removed[0];
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
          List<StoredKey> keys = new ArrayList<>();
          for (StoredKey old : found.keys()) {
            StoredKey ending = old.endingBy(now.plus(grace));
            if (ending.validAt(now)) {
              keys.add(ending);
            }
          }
          keys.add(stored(key, now, expires));
          if (keys.size() > MOST_KEYS) {
            throw new IllegalStateException("too many valid keys: end the old ones first");
          }
          return found.with(keys);
        });
    return key.text();
  }

  private String register(String name, LocalSystem system, Instant expires) {
    KeyText key = KeyText.random(name, random);
    Registration made =
        new Registration(name, system, List.of(stored(key, clock.instant(), expires)));
    file.edit(
        registry -> {
          if (registry.named(name).isPresent()) {
            throw new IllegalArgumentException("this name is registered already");
          }
          List<Registration> all = new ArrayList<>(registry.registrations());
          all.add(made);
          return all;
        });
    return key.text();
  }

  private void edit(String name, UnaryOperator<Registration> change) {
    file.edit(
        registry -> {
          if (registry.named(name).isEmpty()) {
            throw new IllegalArgumentException("nobody of this name is registered");
          }
          return registry.registrations().stream()
              .map(each -> each.name().equals(name) ? change.apply(each) : each)
              .toList();
        });
  }

  private static void checkRole(LocalSystem system) {
    if (system.decides() == (system.role() != null)) {
      throw new IllegalArgumentException("a system decides, or reads in a role");
    }
  }

  private static StoredKey stored(KeyText key, Instant now, Instant expires) {
    return new StoredKey(HexFormat.of().formatHex(key.hash()), now, expires);
  }
}
