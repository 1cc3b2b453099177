package hutong.gateway.console;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hutong.certs.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  public synchronized String add(String name, Role role, String system) {
    if ((role == Role.DESK) != (system != null)) {
      throw new IllegalArgumentException("A desk has a local system, and no other role has one");
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("A name is a-z, 0-9, . and -, and begins with a letter");
    }
    List<Account> all = new ArrayList<>(list());
    if (all.stream().anyMatch(each -> each.name().equals(name)) || all.size() == MOST) {
      throw new IllegalArgumentException("There is an account of this name");
    }
    String password = Passwords.generate(random);
    all.add(new Account(name, role, system, Passwords.hash(password, random), clock.instant()));
    write(all);
    return password;
  }

  /** Gives an account a new password; null if there is none of that name. */
  public synchronized String reset(String name) {
    String password = Passwords.generate(random);
    return change(name, password) ? password : null;
  }

  private boolean change(String name, String password) {
    List<Account> all = new ArrayList<>();
    boolean found = false;
    for (Account each : list()) {
      boolean own = each.name().equals(name);
      found |= own;
      String hash = own ? Passwords.hash(password, random) : each.password();
      all.add(new Account(each.name(), each.role(), each.system(), hash, each.created()));
    }
    if (found) {
      write(all);
    }
    return found;
  }

  /** Whether there was one. */
  public synchronized boolean remove(String name) {
    List<Account> all = new ArrayList<>(list());
    boolean removed = all.removeIf(each -> each.name().equals(name));
    if (removed) {
      write(all);
    }
    return removed;
  }

  /** Who signs in so; slow, whether anybody does or not. */
  Optional<Account> signIn(String name, String password) {
    Optional<Account> account =
        list().stream().filter(each -> each.name().equals(name)).findFirst();
    String bounded = password.length() > Passwords.MOST ? "" : password;
    boolean fits = Passwords.fits(bounded, account.map(Account::password).orElse(Passwords.NONE));
    return fits ? account : Optional.empty();
  }

  /** As it stands now; empty if it has ended, or its password is another than it was. */
  Optional<Account> still(Account was) {
    return known().stream()
        .filter(each -> each.name().equals(was.name()) && each.password().equals(was.password()))
        .findFirst();
  }

  private void write(List<Account> all) {
    try {
      PrivateFile.write(file, JSON.writeValueAsBytes(all));
      readAt = null;
    } catch (IOException fault) {
      throw new UncheckedIOException("The accounts can't be written", fault);
    }
  }
}
