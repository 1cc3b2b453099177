package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects members and refuses what contradicts itself. */
final class DirectoryIndex {

  private static final int MAX_CERTIFICATES = 16;
  private static final int MAX_DIVISIONS = 4096;
  private static final int MAX_OUTAGES = 16;

  private final X509Certificate root;
  private final Instant issued;
  private final Suites suites;
  private final Map<String, Member> byId = new HashMap<>();
  private final Map<String, Member> byDivision = new HashMap<>();
  private final Map<Fingerprint, Known> byCertificate = new HashMap<>();

  DirectoryIndex(X509Certificate root, Instant issued, Suites suites) {
    this.root = root;
    this.issued = issued;
    this.suites = suites;
  }

  void add(Member member) throws Untrusted {
    if (member.signing().size() > MAX_CERTIFICATES
        || member.encryption().size() > MAX_CERTIFICATES
        || member.divisions().size() > MAX_DIVISIONS
        || member.outages().size() > MAX_OUTAGES) {
      throw new Untrusted(Fault.TOO_LARGE, "a member's entry");
    }
    checkBroker(member.broker());
    if (byId.put(member.id(), member) != null) {
      throw Untrusted.malformed("two members of one id");
    }
    for (String division : member.divisions()) {
      if (!isDivision(division) || byDivision.put(division, member) != null) {
        throw Untrusted.malformed("a division that is none, or that two members cover");
      }
    }
    for (Outage outage : member.outages()) {
      if (outage.from() == null
          || outage.until() == null
          || !outage.from().isBefore(outage.until())) {
        throw Untrusted.malformed("a planned outage that ends before it begins");
      }
    }
    for (List<X509Certificate> together : Related.groups(member.signing())) {
      Known known = Known.of(member, together, suiteOf(suites.signing(together)));
      for (X509Certificate certificate : together) {
        check(certificate, Issuing.Purpose.SIGNING);
        if (byCertificate.put(Fingerprint.of(certificate), known) != null) {
          throw Untrusted.malformed("a signing certificate that is listed twice");
        }
      }
    }
    for (List<X509Certificate> together : Related.groups(member.encryption())) {
      suiteOf(suites.sealing(together));
      for (X509Certificate certificate : together) {
        check(certificate, Issuing.Purpose.ENCRYPTION);
      }
    }
  }

  private void check(X509Certificate certificate, Issuing.Purpose purpose) throws Untrusted {
    if (!purpose.allows(certificate)) {
      throw Untrusted.malformed("a member's certificate is not for " + purpose);
    }
    Instant notBefore = certificate.getNotBefore().toInstant();
    Instant notAfter = certificate.getNotAfter().toInstant();
    Instant at = issued.isBefore(notBefore) ? notBefore : issued;
    if (!Certificates.chains(certificate, root, at.isAfter(notAfter) ? notAfter : at)) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "a member's certificate is not of this root");
    }
  }

  private static void checkBroker(String broker) throws Untrusted {
    try {
      if (broker != null) {
        BrokerAddress.list(broker);
      }
    } catch (IllegalArgumentException unreadable) {
      throw Untrusted.malformed("a member's broker address");
    }
  }

  private static Suite suiteOf(Optional<Suite> found) throws Untrusted {
    return found.orElseThrow(() -> new Untrusted(Fault.SUITE_NOT_ALLOWED, "a member's key"));
  }

  private static boolean isDivision(String code) {
    return !code.isEmpty()
        && code.length() <= 12
        && code.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  Map<String, Member> byId() {
    return Map.copyOf(byId);
  }

  Map<String, Member> byDivision() {
    return Map.copyOf(byDivision);
  }

  Map<Fingerprint, Known> byCertificate() {
    return Map.copyOf(byCertificate);
  }
}
