package hutong.gateway.doctor;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether keys are private, run for long enough, and are those that the directory names. */
final class CheckKeys {

  private static final Duration SOON = Duration.ofDays(30);
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);
  private static final String RENEW =
      "hutong certs renew --authority AUTHORITY-DIR --home DIR, then hutong certs rotate.";

  void look(Patient patient, Chart chart) {
    hidden(patient, chart);
    directory(patient, chart);
    Optional<Member> own = patient.directory().member(patient.node());
    if (own.isEmpty()) {
      chart.fault(
          "keys.member",
          "Have the authority admit it: hutong certs join and hutong certs admit.",
          "The directory has no member %s.",
          patient.node());
      return;
    }
    named(patient, own.get(), chart);
    lasting(patient, chart);
  }

  private static void hidden(Patient patient, Chart chart) {
    List<Path> secrets = new ArrayList<>(NodeKeys.files(patient.home().keys()));
    secrets.add(patient.home().folder().resolve("secret"));
    secrets.add(patient.home().systems());
    for (Path each : secrets) {
      try {
        if (Files.exists(each)
            && Files.getPosixFilePermissions(each).stream().anyMatch(OTHERS::contains)) {
          chart.fault(
              "keys.hidden", "chmod 600 " + each, "Others than its owner can read %s.", each);
          return;
        }
      } catch (IOException | UnsupportedOperationException unknown) {
        chart.warning("keys.hidden", "See to it by hand.", "Who can read %s is not known.", each);
        return;
      }
    }
    chart.well("keys.hidden", "Keys and secret are for their owner alone.");
  }

  private static void directory(Patient patient, Chart chart) {
    Directory directory = patient.directory();
    Instant now = patient.clock().instant();
    String fix = "Have the authority issue a new one: hutong certs directory.";
    if (directory.expiredAt(now)) {
      chart.fault(
          "directory",
          fix,
          "Directory version %d has expired on %s.",
          directory.version(),
          directory.expires());
    } else if (directory.expiredAt(now.plus(SOON))) {
      chart.warning(
          "directory",
          fix,
          "Directory version %d expires on %s.",
          directory.version(),
          directory.expires());
    } else {
      chart.well(
          "directory",
          "Directory version %d has %d members and runs until %s.",
          directory.version(),
          directory.members().size(),
          directory.expires());
    }
  }

  private static void named(Patient patient, Member own, Chart chart) {
    NodeKeys keys = patient.keys();
    boolean listed =
        own.signing().contains(keys.signingCertificate())
            && keys.encryptionCertificates().containsAll(own.encryption());
    if (!listed) {
      chart.fault(
          "keys.listed",
          "Take the newest directory (hutong certs directory FILE), or finish hutong certs rotate.",
          "The directory names other keys for this node than those it has.");
    } else if (patient.directory().revocation(keys.signingCertificate()).isPresent()
        || patient.directory().revocation(keys.tlsCertificate()).isPresent()) {
      chart.fault("keys.listed", RENEW, "A certificate that this node uses is revoked.");
    } else {
      chart.well("keys.listed", "The directory names the keys that this node has.");
    }
  }

  private static void lasting(Patient patient, Chart chart) {
    NodeKeys keys = patient.keys();
    Map<Role, X509Certificate> inUse =
        Map.of(
            Role.SIGNING, keys.signingCertificate(),
            Role.TLS, keys.tlsCertificate(),
            Role.ENCRYPTION, keys.encryptionCertificates().get(0));
    long last =
        inUse.entrySet().stream()
            .filter(each -> lasts(each.getKey(), each.getValue(), patient, chart))
            .count();
    if (last == inUse.size()) {
      chart.well("keys.lasting", "No certificate in use ends within 30 days.");
    }
  }

  private static boolean lasts(
      Role role, X509Certificate certificate, Patient patient, Chart chart) {
    Instant end = certificate.getNotAfter().toInstant();
    Instant now = patient.clock().instant();
    if (now.isAfter(end)) {
      chart.fault("keys.lasting", RENEW, "The %s certificate has ended on %s.", role, end);
      return false;
    }
    if (now.plus(SOON).isAfter(end)) {
      chart.warning("keys.lasting", RENEW, "The %s certificate ends on %s.", role, end);
      return false;
    }
    return true;
  }
}
