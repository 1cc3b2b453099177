package hutong.gateway.console;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hutong.certs.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The accounts of a node's console, in one file of its home. There is no account until one is made,
 * and no password that somebody has not been told once.
 */
public final class Accounts {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{1,39}");
  private static final int MOST = 1_000;
  private static final long LOOK_NANOS = 1_000_000_000L;
  private static final FileTime NEVER = FileTime.fromMillis(0);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path file;
  private final Clock clock;
  private final SecureRandom random;

  /** Apart from what guards the memory: nobody who is known waits for another process's lock. */
  private final Object editing = new Object();

  private List<Account> known = List.of();
  private FileTime readAt;
  private long looked;

  /**
   * Of one node.
   *
   * @param file need not be there yet
   */
  public Accounts(Path file, Clock clock, SecureRandom random) {
    this.file = file;
    this.clock = clock;
    this.random = random;
  }

  /** All, in the order in which they were made. */
  public synchronized List<Account> list() {
    try {
      return Files.exists(file)
          ? JSON.readValue(file.toFile(), new TypeReference<List<Account>>() {})
          : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The accounts can't be read", unreadable);
    }
  }

  /** The same, for all who ask from memory as well: whoever signs in now is known from now on. */
  private synchronized List<Account> fresh() {
    readAt = null;
    return known();
  }

  /** The same, from memory; what another process has changed is seen within a second. */
  private synchronized List<Account> known() {
    long now = System.nanoTime();
    if (readAt == null || now - looked > LOOK_NANOS) {
      looked = now;
      try {
        FileTime changed = Files.exists(file) ? Files.getLastModifiedTime(file) : NEVER;
        if (!changed.equals(readAt)) {
          known = list();
          readAt = changed;
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException("The accounts can't be read", unreadable);
      }
    }
    return known;
  }

  /**
   * Makes one, and gives its password, this once.
   *
   * @param system for a {@link Role#DESK} alone
   * @throws IllegalArgumentException if there is one of that name, or it is none, or a desk has no
   *     system, or another has one
   */
  public String add(String name, Role role, String system) {
    if ((role == Role.DESK) != (system != null)) {
      throw new IllegalArgumentException("A desk has a local system, and no other role has one");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("A name is a-z, 0-9, . and -, and begins with a letter");
    }
    String password = Passwords.generate(random);
    String hash = Passwords.hash(password, random);
    edit(
        all -> {
          if (all.stream().anyMatch(each -> each.name().equals(name)) || all.size() == MOST) {
            throw new IllegalArgumentException("There is an account of this name");
          }
          return all.add(new Account(name, role, system, hash, clock.instant()));
        });
    return password;
  }

  /** Gives an account a new password; null if there is none of that name. */
  public String reset(String name) {
    String password = Passwords.generate(random);
    String hash = Passwords.hash(password, random);
    return replace(each -> each.name().equals(name), hash) ? password : null;
  }

  /**
   * Gives an account the password that its person has chosen; slow.
   *
   * @return whether the old one is its own
   */
  boolean change(Account account, String old, String chosen) {
    if (old.length() > Passwords.MOST || !Passwords.fits(old, account.password())) {
      return false;
    }
    String hash = Passwords.hash(chosen, random);
    return replace(
        each -> each.name().equals(account.name()) && each.password().equals(account.password()),
        hash);
  }

  private boolean replace(Predicate<Account> which, String hash) {
    return edit(
        all -> {
          boolean found = all.stream().anyMatch(which);
          all.replaceAll(
              each ->
                  which.test(each)
                      ? new Account(each.name(), each.role(), each.system(), hash, each.created())
                      : each);
          return found;
        });
  }

  /** Whether there was one. */
  public boolean remove(String name) {
    return edit(all -> all.removeIf(each -> each.name().equals(name)));
  }

  /** Under a lock that other processes heed; what changes nothing is not written. */
  private boolean edit(Predicate<List<Account>> change) {
    synchronized (editing) {
      try (FileChannel channel = lock();
          var held = channel.lock()) {
        List<Account> all = new ArrayList<>(list());
        boolean changed = change.test(all) && held.isValid();
        if (changed) {
          write(all);
        }
        return changed;
      } catch (IOException fault) {
        throw new UncheckedIOException("The accounts can't be written", fault);
      }
    }
  }

  private FileChannel lock() throws IOException {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    Files.createDirectories(lock.toAbsolutePath().getParent());
    return FileChannel.open(
        lock,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Who signs in so; slow, whether anybody does or not. */
  Optional<Account> signIn(String name, String password) {
    Optional<Account> account =
        fresh().stream().filter(each -> each.name().equals(name)).findFirst();
    String bounded = password.length() > Passwords.MOST ? "" : password;
    boolean fits = Passwords.fits(bounded, account.map(Account::password).orElse(Passwords.NONE));
    return fits ? account : Optional.empty();
  }

  /** Of that name; from memory. */
  Optional<Account> named(String name) {
    return known().stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /**
   * As it stands now, or as the provider had it when it signed in; empty if it has ended, or its
   * password is another than it was.
   */
  Optional<Account> still(Account was) {
    return was.elsewhere()
        ? Optional.of(was)
        : named(was.name())
            .filter(each -> each.password().equals(was.password()) && each.role() == was.role());
  }

  private void write(List<Account> all) throws IOException {
    PrivateFile.write(file, JSON.writeValueAsBytes(all));
    synchronized (this) {
      readAt = null;
    }
  }
}
