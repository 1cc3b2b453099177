package hutong.gateway.broker;

import hutong.routes.QueueNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.BiPredicate;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.apache.activemq.artemis.utils.CertificateUtil;

/**
 * Lets a member of the directory, known by its TLS certificate, write to any inbox and read its own
 * alone. Nobody creates, deletes or manages anything over the wire. This process itself comes from
 * inside with a password made at start.
 */
final class InboxGuard implements ActiveMQSecurityManager5 {

  static final String INSIDE = "inside";

  private final String owner;
  private final BiPredicate<X509Certificate, String> admission;
  private final String insidePassword;

  /**
   * A guard.
   *
   * @param admission whether a certificate may speak for the member that it names
   */
  InboxGuard(String owner, BiPredicate<X509Certificate, String> admission) {
    this.owner = owner;
    this.admission = admission;
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
    X509Certificate[] chain = CertificateUtil.getCertsFromConnection(connection);
    if (chain != null && chain.length > 0) {
      if (user != null) {
        return null; // A certificate says who it is; a name beside it can only mislead.
      }
      String member = ClientCertificate.member(chain[0]);
      return admission.test(chain[0], member) ? subject(member) : null;
    }
    boolean inside = INSIDE.equals(user) && password != null && same(password, insidePassword);
    return inside ? subject(owner) : null;
  }

  @Override
  public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
    String member = subject.getPrincipals(UserPrincipal.class).iterator().next().getName();
    return switch (check) {
      case SEND ->
          address.startsWith(QueueNames.inbox(""))
              || address.startsWith(QueueNames.receipts(""))
              || address.startsWith(QueueNames.controls(""))
              || address.startsWith(QueueNames.pieces(""));
      case CONSUME, BROWSE -> own(member, address);
      default -> false;
    };
  }

  private static boolean own(String member, String address) {
    return isQueue(address, QueueNames.inbox(member))
        || isQueue(address, QueueNames.receipts(member))
        || isQueue(address, QueueNames.controls(member))
        || isQueue(address, QueueNames.pieces(member));
  }

  /** An address may come with its queue, {@code address::queue}; ours have one name. */
  private static boolean isQueue(String address, String name) {
    return address.equals(name) || address.equals(name + "::" + name);
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

  private static Subject subject(String member) {
    Subject subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal(member));
    return subject;
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
