package hutong.gateway.node;

import hutong.certs.AcceptedAuthority;
import hutong.certs.Directory;
import hutong.certs.KeyKind;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Role;
import hutong.routes.ledger.Alarm;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * Says what ends soon, 30, 14 and 3 days before: certificates of this node, its partners and the
 * authorities, and the directory. A certificate that a later one of the same kind replaces is left
 * to end.
 */
final class Expiry {

  private static final int[] DAYS = {3, 14, 30};

  /**
   * One warning.
   *
   * @param key the same for the same certificate and number of days
   */
  record Warning(String key, Alarm alarm) {}

  private final Instant now;
  private final List<Warning> warnings = new ArrayList<>();

  private Expiry(Instant now) {
    this.now = now;
  }

  static List<Warning> of(NodeKeys keys, Directory directory, Instant now) {
    Expiry expiry = new Expiry(now);
    String own = keys.memberId();
    expiry.lasting(own, Role.TLS, List.of(keys.tlsCertificate()));
    expiry.end("authority", null, keys.root());
    for (AcceptedAuthority each : directory.content().authorities()) {
      expiry.end("authority", null, each.certificate());
    }
    for (Member member : directory.members()) {
      expiry.lasting(member.id(), Role.SIGNING, member.signing());
      expiry.lasting(member.id(), Role.ENCRYPTION, member.encryption());
    }
    expiry.end(
        Alarm.Code.DIRECTORY_EXPIRES,
        "directory-" + directory.version(),
        null,
        "directory version " + directory.version(),
        directory.expires());
    return expiry.warnings;
  }

  /** Of those with one kind of key, the one that ends last. */
  private void lasting(String member, Role role, List<X509Certificate> certificates) {
    Map<KeyKind, X509Certificate> last = new HashMap<>();
    for (X509Certificate each : certificates) {
      last.merge(
          KeyKind.of(each),
          each,
          BinaryOperator.maxBy(Comparator.comparing(X509Certificate::getNotAfter)));
    }
    last.values().forEach(each -> end(role + " certificate", member, each));
  }

  private void end(String what, String member, X509Certificate certificate) {
    String serial = certificate.getSerialNumber().toString(16);
    end(
        Alarm.Code.CERTIFICATE_EXPIRES,
        member + "-" + what + "-" + serial,
        member,
        what + " " + serial,
        certificate.getNotAfter().toInstant());
  }

  private void end(Alarm.Code code, String key, String member, String about, Instant until) {
    for (int days : DAYS) {
      if (!now.isBefore(until.minus(Duration.ofDays(days)))) {
        warnings.add(
            new Warning(
                key + "-" + days,
                new Alarm(now, code, member, about + " ends within " + days + " days")));
        return;
      }
    }
  }
}
