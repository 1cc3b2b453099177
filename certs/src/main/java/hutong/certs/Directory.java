package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The verified directory: who is a member, what each covers, and whose a certificate is. All of its
 * certificates were validated when it was read; look-ups validate nothing again.
 *
 * <p>What an outside authority says of revocations is not in it: until {@link #judged} by a {@link
 * StatusBook}, certificates of such an authority are not relied on.
 */
public final class Directory {

  private final DirectorySignature.Verified verified;
  private final DirectoryContent content;
  private final X509Certificate root;
  private final byte[] signed;
  private final DirectoryIndex index;

  /** Of the certificates that are not simply good. */
  private final Map<Fingerprint, Standing> standings;

  private Directory(
      DirectorySignature.Verified verified,
      X509Certificate root,
      byte[] signed,
      DirectoryIndex index,
      Map<Fingerprint, Standing> standings) {
    this.verified = verified;
    this.content = verified.content();
    this.root = root;
    this.signed = signed;
    this.index = index;
    this.standings = standings;
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
    DirectorySignature.Verified verified = DirectorySignature.verify(signed, root, at, suites);
    DirectoryIndex index = new DirectoryIndex(root, verified.content(), suites);
    return new Directory(verified, root, signed.clone(), index, standings(index, null, null));
  }

  /** The same directory, with what outside authorities are known to have said by now. */
  public Directory judged(StatusBook book, Instant now) {
    return index.outside().isEmpty()
        ? this
        : new Directory(verified, root, signed, index, standings(index, book, now));
  }

  private static Map<Fingerprint, Standing> standings(
      DirectoryIndex index, StatusBook book, Instant now) {
    Map<Fingerprint, Standing> all = new HashMap<>();
    index
        .outside()
        .forEach(
            (certificate, authority) -> {
              Standing standing =
                  book == null
                      ? new Standing(Optional.empty(), true)
                      : book.of(authority, certificate, now);
              if (!standing.good()) {
                all.put(Fingerprint.of(certificate), standing);
              }
            });
    index.revoked().forEach((certificate, one) -> all.merge(certificate, one, Standing::and));
    return Map.copyOf(all);
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

  /** Who signed it, and when by its own word. */
  DirectorySignature.Verified verified() {
    return verified;
  }

  /** The signed document that this was read from; a copy. */
  public byte[] signed() {
    return signed.clone();
  }

  /** All that it says. */
  public DirectoryContent content() {
    return content;
  }

  public Collection<Member> members() {
    return content.members();
  }

  public Optional<Member> member(String id) {
    return Optional.ofNullable(index.byId().get(id));
  }

  /** A member as one to seal for: with the encryption certificates alone that can be relied on. */
  public Optional<Member> recipient(String id) {
    return member(id)
        .map(
            member -> {
              if (standings.isEmpty()) {
                return member;
              }
              // What counts only together falls together: half of it would be a weaker key.
              List<X509Certificate> good =
                  Related.groups(member.encryption()).stream()
                      .filter(all -> all.stream().noneMatch(this::standsOut))
                      .flatMap(List::stream)
                      .toList();
              return good.size() == member.encryption().size()
                  ? member
                  : member.withEncryption(good);
            });
  }

  private boolean standsOut(X509Certificate certificate) {
    return standings.containsKey(Fingerprint.of(certificate));
  }

  /** Members' certificates that outside authorities have to answer for, by authority. */
  public Map<AcceptedAuthority, List<X509Certificate>> outside() {
    return index.outside().entrySet().stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
  }

  /** Authorities beside the directory's own that say what they revoke. */
  List<AcceptedAuthority> sayingStatus() {
    return content.authorities().stream().filter(AcceptedAuthority::saysStatus).toList();
  }

  /** Members' certificates that this one has to answer for. */
  List<X509Certificate> listed(AcceptedAuthority authority) {
    return outside().getOrDefault(authority, List.of());
  }

  /** That a certificate was revoked, as far as is known here. */
  public Optional<Revocation> revocation(X509Certificate certificate) {
    return standings.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(standings.get(Fingerprint.of(certificate)))
            .flatMap(Standing::revocation);
  }

  /**
   * Refuses what arrives now, signed with that certificate, if it cannot be relied on.
   *
   * @param signingTime as the signer claims
   */
  void checkRevoked(byte[] certificateSha256, Instant signingTime) throws Untrusted {
    Standing standing = standings.get(new Fingerprint(certificateSha256));
    if (standing == null) {
      return;
    }
    if (standing.revocation().filter(one -> !one.sparesClaim(signingTime)).isPresent()) {
      throw new Untrusted(Fault.SIGNER_REVOKED, "the signer's certificate");
    }
    if (standing.silent()) {
      throw new Untrusted(Fault.REVOCATION_UNKNOWN, "the signer's authority is silent");
    }
  }

  /**
   * Whether a TLS certificate may speak for the member that it names: its authority may certify
   * that member, and did not revoke it as far as is known.
   *
   * @param book what outside authorities said
   */
  public boolean admits(X509Certificate tls, String member, StatusBook book, Instant now) {
    if (index.byId().get(member) == null || revocation(tls).isPresent()) {
      return false;
    }
    return certifies(tls, member, now)
        && content.authorities().stream()
            .filter(each -> Certificates.chains(tls, each.certificate(), now))
            .allMatch(each -> book.shown(each, tls, now).revocation().isEmpty());
  }

  /**
   * Whether a broker that shows that TLS certificate may hold a member's queues: as for {@link
   * #admits}, and the certificate may name that member or none, but not another one.
   */
  public boolean serves(X509Certificate tls, String member, StatusBook book, Instant now) {
    String named = Certificates.shortName(tls);
    return (named.equals(member) || !index.byId().containsKey(named))
        && admits(tls, member, book, now);
  }

  /** Whether a certificate is of an authority that may certify that member. */
  public boolean certifies(X509Certificate certificate, String member, Instant now) {
    return Certificates.chains(certificate, root, now)
        || content.authorities().stream()
            .filter(each -> each.members().contains(member))
            .anyMatch(each -> Certificates.chains(certificate, each.certificate(), now));
  }

  /** Who covers a division: the member with the longest prefix of the code. */
  public Optional<Member> coveredBy(String divisionCode) {
    for (int length = divisionCode.length(); length > 0; length--) {
      Member member = index.byDivision().get(divisionCode.substring(0, length));
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

  /** Who receives for a division then: who covers it, or who stands in for that member. */
  public Optional<Member> addressee(String divisionCode, Instant at) {
    return coveredBy(divisionCode)
        .map(member -> member.standInFor(divisionCode, at).flatMap(this::member).orElse(member));
  }

  /** Whether it covers a division, or stands in for who does: then it may sign for it. */
  public boolean actsFor(String memberId, String divisionCode, Instant at) {
    return coveredBy(divisionCode)
        .filter(
            member ->
                member.id().equals(memberId)
                    || member.standInFor(divisionCode, at).filter(memberId::equals).isPresent())
        .isPresent();
  }

  /** Whose signing certificate this is, octet by octet. Its time is not looked at. */
  public Optional<Member> signer(X509Certificate certificate) {
    return known(Sha256.of(Certificates.encoded(certificate))).map(Known::member);
  }

  Optional<Known> known(byte[] certificateSha256) {
    return Optional.ofNullable(index.byCertificate().get(new Fingerprint(certificateSha256)));
  }

  /** Names no member. */
  @Override
  public String toString() {
    return "Directory[version " + version() + ", " + index.byId().size() + " members]";
  }
}
