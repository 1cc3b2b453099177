package hutong.certs;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Judges signatures as of their own time, by the versions of the directory that were in force then:
 * it does not matter what has expired since, or was revoked later.
 */
public final class PastDirectories {

  private final List<Directory> versions;
  private final List<Directory> revoking;
  private final List<RevocationList> lists;
  private final Suites suites;

  /** Up to when later versions speak for those that were left out; null if none was. */
  private final Instant instead;

  private PastDirectories(
      List<Directory> versions,
      List<Directory> revoking,
      List<RevocationList> lists,
      Suites suites,
      Instant instead) {
    this.instead = instead;
    this.versions = versions;
    this.revoking = revoking;
    this.lists = lists;
    this.suites = suites;
  }

  /**
   * Verifies versions of a directory, each as of when it was signed, under any of the roots.
   *
   * @param lists of revoked certificates, PEM or DER, beside those of the roots; each of a root or
   *     of an authority that one of the versions accepts
   * @param thereBy when the versions are proved to have been there: one that was signed by a
   *     certificate under suspicion by then is left out, and later ones speak for its time
   * @throws Untrusted with the first fault found, if nothing is left
   */
  public static PastDirectories verify(
      List<byte[]> signed, List<byte[]> lists, TrustRoots roots, Suites suites, Instant thereBy)
      throws Untrusted {
    List<Directory> versions = new ArrayList<>();
    for (byte[] each : signed) {
      versions.add(verify(each, roots, suites));
    }
    versions.sort(Comparator.comparingLong(Directory::version).reversed());
    Set<X509Certificate> authorities = new LinkedHashSet<>(roots.certificates());
    versions.forEach(
        version ->
            version.content().authorities().forEach(each -> authorities.add(each.certificate())));
    List<RevocationList> all = new ArrayList<>(roots.lists(authorities));
    for (byte[] list : lists) {
      all.addAll(RevocationList.read(list, authorities));
    }
    PastDirectories past = new PastDirectories(versions, versions, all, suites, null);
    List<Directory> believed = new ArrayList<>();
    Untrusted first = null;
    for (Directory each : versions) {
      try {
        for (X509Certificate signer : each.verified().signers()) {
          past.notRevoked(signer, each.verified().at(), thereBy);
        }
        believed.add(each);
      } catch (Untrusted suspected) {
        first = first == null ? suspected : first;
      }
    }
    if (believed.isEmpty() && first != null) {
      throw first;
    }
    return new PastDirectories(believed, believed, all, suites, first == null ? null : thereBy);
  }

  /** Those roots, which know of what these versions revoke. */
  public TrustRoots told(TrustRoots roots) {
    return roots.and(versions.stream().flatMap(each -> each.content().revoked().stream()).toList());
  }

  /**
   * Versions that were verified already, for who reads what it took and stored itself: whatever was
   * revoked since is not looked at.
   */
  public static PastDirectories of(List<Directory> verified, Suites suites) {
    List<Directory> versions = new ArrayList<>(verified);
    versions.sort(Comparator.comparingLong(Directory::version).reversed());
    return new PastDirectories(versions, List.of(), List.of(), suites, null);
  }

  private static Directory verify(byte[] signed, TrustRoots roots, Suites suites) throws Untrusted {
    Untrusted first = null;
    for (X509Certificate root : roots.certificates()) {
      try {
        return Directory.verifyHeld(signed, root, suites);
      } catch (Untrusted fault) {
        first = first == null ? fault : first;
      }
    }
    throw first == null ? new Untrusted(Fault.SIGNER_UNKNOWN, "no roots") : first;
  }

  /** The version that was in force then: the newest issued by that time. */
  public Optional<Directory> at(Instant then) {
    return versions.stream()
        .filter(each -> covers(each, then))
        .findFirst()
        .filter(each -> !each.expiredAt(then));
  }

  /** When somebody claims to have signed this; verified is nothing. */
  public static Instant claimedTime(byte[] signedData) throws Untrusted {
    return SignedDocument.read(signedData).signedAt();
  }

  /** Whether a version issued by then would be the newest in force, as {@link #at} has it. */
  public static boolean covers(Directory version, Instant then) {
    return !version.issued().isAfter(then.plus(ClockSkew.ALLOWED));
  }

  /**
   * Who exported a container by these certificates, which have to be all that count together, in
   * the directory and valid when it was stamped, valid when they signed, and not revoked.
   *
   * @param signingTime as the signer claims
   * @param thereBy when it was stamped
   */
  public Member exporter(List<X509Certificate> signers, Instant signingTime, Instant thereBy)
      throws Untrusted {
    Known known =
        inForce(thereBy)
            .known(Sha256.of(Certificates.encoded(signers.get(0))))
            .orElseThrow(() -> new Untrusted(Fault.SIGNER_UNKNOWN, "not in the directory of then"));
    if (!known.halves().stream().map(Known.Half::certificate).toList().equals(signers)) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "certificates that do not belong together");
    }
    if (!known.validAt(signingTime) || !known.validAt(thereBy)) {
      throw new Untrusted(Fault.SIGNER_EXPIRED, "the certificate that signed the container");
    }
    for (X509Certificate signer : signers) {
      notRevoked(signer, signingTime, thereBy);
    }
    return known.member();
  }

  /**
   * Verifies a signed document as of its signing time.
   *
   * @param thereBy when it is proved to have been there: a certificate under suspicion by then is
   *     not believed, whatever time its signature claims
   * @param kind what it has to be
   */
  public Opened verify(byte[] signedData, ContentKind kind, Instant thereBy) throws Untrusted {
    SignedDocument document = SignedDocument.read(signedData);
    if (!Arrays.equals(document.contentType(), kind.contentType())) {
      throw new Untrusted(Fault.WRONG_KIND, "signed as another kind of content");
    }
    Instant then = document.signedAt();
    if (then.isAfter(thereBy.plus(ClockSkew.ALLOWED))) {
      throw new Untrusted(Fault.SIGNER_EXPIRED, "signed later than it was there");
    }
    Known known = known(document.signature(), then, thereBy);
    if (!suites.has(known.suite().id())) {
      throw new Untrusted(Fault.SUITE_NOT_ALLOWED, "the signature");
    }
    Digest digest = document.verify(known, then, new SeenHeads(), new Operations());
    for (Known.Half half : known.halves()) {
      notRevoked(half.certificate(), then, thereBy);
    }
    return new Opened(
        document.content(),
        signedData,
        known.member(),
        known.halves().get(0).certificate(),
        then,
        known.suite().id(),
        digest,
        kind);
  }

  /**
   * Refuses what a certificate signed that was revoked, unless it was there before the key came
   * under suspicion, or the key went out of use in good order after it signed.
   *
   * @param signingTime as the signer claims
   * @param thereBy when it is proved to have been there
   */
  public void notRevoked(X509Certificate certificate, Instant signingTime, Instant thereBy)
      throws Untrusted {
    Stream<Revocation> directories =
        revoking.stream().flatMap(each -> each.revocation(certificate).stream());
    Stream<Revocation> others = lists.stream().flatMap(each -> each.about(certificate).stream());
    if (!Stream.concat(directories, others)
        .allMatch(each -> each.spares(thereBy) || each.sparesClaim(signingTime))) {
      throw new Untrusted(
          Fault.SIGNER_REVOKED, "nothing proves that it was signed before the key was suspected");
    }
  }

  /**
   * By the version in force when it was signed, or by one that was between then and when it is
   * proved to have been there: whoever took it looked into the version of its own day.
   */
  private Known known(SignedFrame frame, Instant then, Instant thereBy) throws Untrusted {
    Untrusted first = null;
    for (Directory version : between(then, instead == null ? thereBy : instead)) {
      try {
        return Known.in(version, frame, new Operations());
      } catch (Untrusted fault) {
        first = first == null ? fault : first;
      }
    }
    throw first == null ? none() : first;
  }

  /** Oldest first; none that had expired by the first of the times. */
  private List<Directory> between(Instant then, Instant thereBy) {
    List<Directory> found = new ArrayList<>();
    for (Directory version : versions) {
      if (covers(version, thereBy) && !version.expiredAt(then)) {
        found.add(0, version);
      }
      if (covers(version, then)) {
        break;
      }
    }
    return found;
  }

  private static Untrusted none() {
    return new Untrusted(Fault.SIGNER_EXPIRED, "no directory was in force then");
  }

  private Directory inForce(Instant then) throws Untrusted {
    return at(then).orElseThrow(PastDirectories::none);
  }
}
