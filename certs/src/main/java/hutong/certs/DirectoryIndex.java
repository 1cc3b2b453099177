package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects members and refuses what contradicts itself. */
final class DirectoryIndex {

  private static final int MAX_CERTIFICATES = 16;
  private static final int MAX_DIVISIONS = 4096;
  private static final int MAX_OUTAGES = 16;
  private static final int MAX_AUTHORITIES = 256;
  private static final int MAX_REVOKED = 65_536;
  private static final int MAX_URL = 512;
  private static final int MAX_STAND_INS = 16;

  private final X509Certificate root;
  private final DirectoryContent content;
  private final Instant issued;
  private final Suites suites;
  private final Map<String, Member> byId = new HashMap<>();
  private final Map<String, Member> byDivision = new HashMap<>();
  private final Map<Fingerprint, Known> byCertificate = new HashMap<>();
  private final Map<Fingerprint, Standing> revoked = new HashMap<>();
  private final Map<X509Certificate, AcceptedAuthority> outside = new HashMap<>();

  DirectoryIndex(X509Certificate root, DirectoryContent content, Suites suites) throws Untrusted {
    this.root = root;
    this.content = content;
    this.issued = content.issued();
    this.suites = suites;
    if (content.authorities().size() > MAX_AUTHORITIES || content.revoked().size() > MAX_REVOKED) {
      throw new Untrusted(Fault.TOO_LARGE, "the directory's authorities or revocations");
    }
    for (AcceptedAuthority authority : content.authorities()) {
      if (!Issuing.Purpose.isAuthority(authority.certificate())
          || !isUrl(authority.crl())
          || !isUrl(authority.ocsp())) {
        throw Untrusted.malformed("an accepted authority");
      }
    }
    for (Revocation one : content.revoked()) {
      Fingerprint certificate = Fingerprint.ofHex(one.certificate());
      if (certificate == null || revoked.put(certificate, Standing.of(one)) != null) {
        throw Untrusted.malformed("a revocation of no certificate, or a second one");
      }
    }
    for (Member member : content.members()) {
      add(member);
    }
    checkStandIns();
  }

  private void add(Member member) throws Untrusted {
    if (member.signing().size() > MAX_CERTIFICATES
        || member.encryption().size() > MAX_CERTIFICATES
        || member.divisions().size() > MAX_DIVISIONS
        || member.outages().size() > MAX_OUTAGES
        || member.standIns().size() > MAX_STAND_INS) {
      throw new Untrusted(Fault.TOO_LARGE, "a member's entry");
    }
    checkBroker(member);
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
        check(member, certificate, Issuing.Purpose.SIGNING);
        if (byCertificate.put(Fingerprint.of(certificate), known) != null) {
          throw Untrusted.malformed("a signing certificate that is listed twice");
        }
      }
    }
    for (List<X509Certificate> together : Related.groups(member.encryption())) {
      suiteOf(suites.sealing(together));
      for (X509Certificate certificate : together) {
        check(member, certificate, Issuing.Purpose.ENCRYPTION);
      }
    }
  }

  /** Once all are added: who stands in is a member, and for what is the other's own. */
  private void checkStandIns() throws Untrusted {
    for (Member member : byId.values()) {
      for (StandIn each : member.standIns()) {
        boolean own =
            each.divisions().stream()
                .allMatch(
                    code ->
                        isDivision(code) && member.divisions().stream().anyMatch(code::startsWith));
        if (!own
            || each.divisions().isEmpty()
            || each.divisions().size() > MAX_DIVISIONS
            || each.member().equals(member.id())
            || !byId.containsKey(each.member())
            || each.from() == null
            || each.until() == null
            || !each.from().isBefore(each.until())) {
          throw Untrusted.malformed("a stand-in that can't be one");
        }
      }
    }
  }

  private void check(Member member, X509Certificate certificate, Issuing.Purpose purpose)
      throws Untrusted {
    if (!purpose.allows(certificate)) {
      throw Untrusted.malformed("a member's certificate is not for " + purpose);
    }
    Instant notBefore = certificate.getNotBefore().toInstant();
    Instant notAfter = certificate.getNotAfter().toInstant();
    Instant at = issued.isBefore(notBefore) ? notBefore : issued;
    Instant then = at.isAfter(notAfter) ? notAfter : at;
    if (Certificates.chains(certificate, root, then)) {
      return;
    }
    AcceptedAuthority authority =
        content.authorities().stream()
            .filter(each -> each.members().contains(member.id()))
            .filter(each -> Certificates.chains(certificate, each.certificate(), then))
            .findFirst()
            .orElseThrow(
                () ->
                    new Untrusted(
                        Fault.SIGNER_UNKNOWN,
                        "a member's certificate is of no authority accepted for it"));
    if (authority.saysStatus()) {
      outside.put(certificate, authority);
    }
  }

  private static boolean isUrl(String text) {
    return text.isEmpty()
        || (text.length() <= MAX_URL
            && (text.startsWith("http://") || text.startsWith("https://"))
            && text.chars().allMatch(c -> c > ' ' && c < 127));
  }

  private static void checkBroker(Member member) throws Untrusted {
    try {
      if (member.broker() != null) {
        BrokerAddress.list(member.broker());
      }
      if (ProxyAddress.of(member.proxy()).isPresent() && member.broker() == null) {
        throw Untrusted.malformed("a proxy to no broker");
      }
    } catch (IllegalArgumentException unreadable) {
      throw Untrusted.malformed("a member's broker or proxy address");
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
    return Collections.unmodifiableMap(byId);
  }

  Map<String, Member> byDivision() {
    return Collections.unmodifiableMap(byDivision);
  }

  Map<Fingerprint, Known> byCertificate() {
    return Collections.unmodifiableMap(byCertificate);
  }

  /** What the directory itself says was revoked. */
  Map<Fingerprint, Standing> revoked() {
    return Collections.unmodifiableMap(revoked);
  }

  /** Members' certificates that an authority beside the directory's own has to answer for. */
  Map<X509Certificate, AcceptedAuthority> outside() {
    return Collections.unmodifiableMap(outside);
  }
}
