package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The verified directory: who is a member, what each covers, and whose a certificate is. All of its
 * certificates were validated when it was read; look-ups validate nothing again.
 */
public final class Directory {

  private final DirectoryContent content;
  private final byte[] signed;
  private final Map<String, Member> byId;
  private final Map<String, Member> byDivision;
  private final Map<Fingerprint, Known> byCertificate;

  private Directory(
      DirectoryContent content,
      byte[] signed,
      Map<String, Member> byId,
      Map<String, Member> byDivision,
      Map<Fingerprint, Known> byCertificate) {
    this.content = content;
    this.signed = signed;
    this.byId = byId;
    this.byDivision = byDivision;
    this.byCertificate = byCertificate;
  }

  /** As {@link #verify(byte[], X509Certificate, Instant, Suites)}, now. */
  public static Directory verify(byte[] signed, X509Certificate root, Clock clock, Suites suites)
      throws Untrusted {
    return verify(signed, root, clock.instant(), suites);
  }

  /**
   * Verifies a directory under the root and reads it. A member's certificates may be expired or not
   * yet valid (one replaces another); who uses them must look.
   *
   * @param at the directory, and the certificate that signed it, must be valid then
   */
  public static Directory verify(byte[] signed, X509Certificate root, Instant at, Suites suites)
      throws Untrusted {
    Directory directory = read(signed, root, at, suites);
    if (directory.expiredAt(at)) {
      throw new Untrusted(Fault.SIGNER_EXPIRED, "the directory");
    }
    return directory;
  }

  /** Verifies a directory that was held already: as of when it was issued. */
  static Directory verifyHeld(byte[] signed, X509Certificate root, Suites suites) throws Untrusted {
    return read(signed, root, null, suites);
  }

  private static Directory read(byte[] signed, X509Certificate root, Instant at, Suites suites)
      throws Untrusted {
    DirectoryContent content = DirectorySignature.verify(signed, root, at, suites);
    DirectoryIndex index = new DirectoryIndex(root, content.issued(), suites);
    for (Member member : content.members()) {
      index.add(member);
    }
    return new Directory(
        content, signed.clone(), index.byId(), index.byDivision(), index.byCertificate());
  }

  public long version() {
    return content.version();
  }

  public Instant issued() {
    return content.issued();
  }

  public Instant expires() {
    return content.expires();
  }

  public boolean expiredAt(Instant at) {
    return !at.isBefore(content.expires());
  }

  /** The signed document that this was read from; a copy. */
  public byte[] signed() {
    return signed.clone();
  }

  public Collection<Member> members() {
    return content.members();
  }

  public Optional<Member> member(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Who covers a division: the member with the longest prefix of the code. */
  public Optional<Member> coveredBy(String divisionCode) {
    for (int length = divisionCode.length(); length > 0; length--) {
      Member member = byDivision.get(divisionCode.substring(0, length));
      if (member != null) {
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }

  /** Whether that member covers it; false where a longer prefix is another's. */
  public boolean covers(String memberId, String division) {
    return coveredBy(division).filter(member -> member.id().equals(memberId)).isPresent();
  }

  /** Whose signing certificate this is, octet by octet. Its time is not looked at. */
  public Optional<Member> signer(X509Certificate certificate) {
    return known(Sha256.of(Certificates.encoded(certificate))).map(Known::member);
  }

  Optional<Known> known(byte[] certificateSha256) {
    return Optional.ofNullable(byCertificate.get(new Fingerprint(certificateSha256)));
  }

  /** Names no member. */
  @Override
  public String toString() {
    return "Directory[version " + version() + ", " + byId.size() + " members]";
  }
}
