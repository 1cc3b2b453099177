package hutong.gateway.queues;

import hutong.gateway.systems.ApiKeys;
import hutong.gateway.systems.Caller;
import hutong.gateway.systems.KeyScope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;

/**
 * Lets a local system, known by its name and an API key, write to its own submit queue and read its
 * other two, as far as that key is for. Nobody creates, deletes or manages anything over the wire.
 * A key that ends takes its rights with it at the next act.
 */
final class SystemsGuard implements ActiveMQSecurityManager5 {

  static final String INSIDE = "inside";

  private final ApiKeys keys;
  private final Consumer<String> known;
  private final String insidePassword;
  private final Map<Object, String> shown = new ConcurrentHashMap<>();

  /** Whose a connection is; the key itself is kept to be asked about again. */
  private record Shown(String name, String key) implements Principal {
    @Override
    public String getName() {
      return name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * @param known told the name of a system before it does anything
   */
  SystemsGuard(ApiKeys keys, Consumer<String> known) {
    this.keys = keys;
    this.known = known;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.insidePassword = HexFormat.of().formatHex(random);
  }

  String insidePassword() {
    return insidePassword;
  }

  @Override
  public Subject authenticate(
      String user, String password, RemotingConnection connection, String domain) {
    if (user == null || password == null) {
      return null;
    }
    if (INSIDE.equals(user)) {
      return same(password, insidePassword) ? subject(new UserPrincipal(INSIDE)) : null;
    }
    if (caller(user, password).isEmpty()) {
      return null;
    }
    known.accept(user);
    shown.put(connection.getID(), password);
    Subject subject = subject(new UserPrincipal(user));
    subject.getPrincipals().add(new Shown(user, password));
    return subject;
  }

  /** The working system that this key is of, if it is the one named. */
  private Optional<Caller.Local> caller(String name, String key) {
    return keys.callerOf(key)
        .filter(Caller.Local.class::isInstance)
        .map(Caller.Local.class::cast)
        .filter(each -> !each.retiring() && each.name().equals(name));
  }

  @Override
  public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
    if (subject.getPrincipals(UserPrincipal.class).iterator().next().getName().equals(INSIDE)) {
      return true;
    }
    Shown who = subject.getPrincipals(Shown.class).iterator().next();
    return caller(who.name(), who.key()).filter(each -> may(each, check, address)).isPresent();
  }

  private static boolean may(Caller.Local caller, CheckType check, String address) {
    String name = caller.name();
    Set<KeyScope> scopes = caller.scopes();
    return switch (check) {
      case SEND ->
          address.equals(Addresses.SUBMIT + name)
              && (scopes.contains(KeyScope.SUBMIT) || scopes.contains(KeyScope.MAILBOX));
      case CONSUME, BROWSE ->
          (Addresses.is(address, Addresses.OUTCOME + name) && scopes.contains(KeyScope.READ))
              || (Addresses.is(address, Addresses.DELIVER + name)
                  && scopes.contains(KeyScope.MAILBOX));
      default -> false;
    };
  }

  /** Whether the key that a connection has shown is for this. */
  boolean isFor(Object connection, KeyScope scope) {
    String key = shown.get(connection);
    return key != null
        && keys.callerOf(key).filter(each -> each.scopes().contains(scope)).isPresent();
  }

  /** Whether the key that a connection has shown still is one. */
  boolean holds(Object connection) {
    String key = shown.get(connection);
    return key == null || keys.callerOf(key).isPresent();
  }

  void forget(Object connection) {
    shown.remove(connection);
  }

  /** Never called: this manager is of the fifth kind. */
  @Override
  public boolean validateUser(String user, String password) {
    return false;
  }

  /** Never called: this manager is of the fifth kind. */
  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType check) {
    return false;
  }

  private static Subject subject(Principal principal) {
    Subject subject = new Subject();
    subject.getPrincipals().add(principal);
    return subject;
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
