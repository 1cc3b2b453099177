package hutong.certs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a directory says, before it is signed.
 *
 * @param version grows with every change
 * @param issued when it was made
 * @param expires from when on nothing in it is to be relied on
 * @param authorities beside the directory's own, whose certificates members may have
 * @param revoked certificates not to be relied on, whoever issued them; an entry stays for as long
 *     as its certificate could be valid
 */
public record DirectoryContent(
    long version,
    Instant issued,
    Instant expires,
    List<Member> members,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<AcceptedAuthority> authorities,
    @JsonSetter(nulls = Nulls.AS_EMPTY) List<Revocation> revoked) {

  public DirectoryContent {
    members = List.copyOf(members);
    authorities = List.copyOf(authorities);
    revoked = List.copyOf(revoked);
  }

  /**
   * Of members whose certificates are all the directory's own authority's, none of them revoked.
   */
  public DirectoryContent(long version, Instant issued, Instant expires, List<Member> members) {
    this(version, issued, expires, members, List.of(), List.of());
  }

  /** The next version, with these dates; everything else as it is. */
  public DirectoryContent next(Instant now, Instant until) {
    return new DirectoryContent(version + 1, now, until, members, authorities, revoked);
  }

  /** With this member, in place of an entry of the same id. */
  public DirectoryContent with(Member member) {
    List<Member> others = new ArrayList<>(members);
    others.removeIf(other -> other.id().equals(member.id()));
    others.add(member);
    return new DirectoryContent(version, issued, expires, others, authorities, revoked);
  }

  /** With this authority, in place of an entry of the same certificate. */
  public DirectoryContent with(AcceptedAuthority authority) {
    List<AcceptedAuthority> others = new ArrayList<>(authorities);
    others.removeIf(other -> other.certificate().equals(authority.certificate()));
    others.add(authority);
    return new DirectoryContent(version, issued, expires, members, others, revoked);
  }

  /** With these revocations; of several words about one certificate the gravest of each part. */
  public DirectoryContent with(List<Revocation> further) {
    Map<String, Revocation> all = new LinkedHashMap<>();
    revoked.forEach(one -> all.merge(one.certificate(), one, Revocation::and));
    further.forEach(one -> all.merge(one.certificate(), one, Revocation::and));
    return new DirectoryContent(
        version, issued, expires, members, authorities, List.copyOf(all.values()));
  }

  /** What it says of a certificate. */
  public Optional<Revocation> revocation(X509Certificate certificate) {
    String fingerprint = Fingerprint.of(certificate).hex();
    return revoked.stream().filter(each -> each.certificate().equals(fingerprint)).findFirst();
  }
}
