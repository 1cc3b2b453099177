package hutong.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The roots that somebody trusts, and the lists of revoked certificates that he holds: given by
 * hand, never taken from what is to be judged.
 */
public final class TrustRoots {

  private static final int MAX_BYTES = 16 << 20;
  private static final int MOST_FILES = 256;
  private static final int MOST_CERTIFICATES = 256;
  private static final int LONGEST_PATH = 4;
  private static final Pattern NAMES = Pattern.compile("(?i).*\\.(pem|crt|cer|der|crl)");

  private final List<X509Certificate> roots;
  private final List<GivenList> lists;

  /** What directories say was revoked. */
  private final List<Revocation> told;

  private TrustRoots(List<X509Certificate> roots, List<GivenList> lists, List<Revocation> told) {
    this.roots = List.copyOf(roots);
    this.lists = List.copyOf(lists);
    this.told = List.copyOf(told);
  }

  public static TrustRoots of(X509Certificate... roots) {
    return new TrustRoots(List.of(roots), List.of(), List.of());
  }

  /**
   * Reads certificates and revocation lists, PEM with any number of both or one in DER: one file,
   * or every {@code .pem}, {@code .crt}, {@code .cer}, {@code .der} and {@code .crl} in a folder.
   * The lists may be of a root, of an authority that a directory accepts, or of one below a root.
   *
   * @throws IOException also if there is anything else in a file
   */
  public static TrustRoots read(Path path) throws IOException {
    List<X509Certificate> roots = new ArrayList<>();
    List<GivenList> lists = new ArrayList<>();
    for (Path file : files(path)) {
      String name = file.getFileName().toString();
      try {
        Pem.Content content = Pem.content(PrivateFile.read(file, MAX_BYTES));
        roots.addAll(content.certificates());
        for (byte[] list : content.lists()) {
          lists.add(new GivenList(name, list));
        }
      } catch (Untrusted fault) {
        throw new IOException(name + " can't be used: " + fault.getMessage(), fault);
      }
    }
    if (roots.isEmpty() || roots.size() > MOST_CERTIFICATES) {
      throw new IOException("there have to be 1 to " + MOST_CERTIFICATES + " roots in " + path);
    }
    return new TrustRoots(roots, lists, List.of());
  }

  public List<X509Certificate> certificates() {
    return roots;
  }

  /** These roots and others. */
  public TrustRoots and(TrustRoots others) {
    List<X509Certificate> all = new ArrayList<>(roots);
    all.addAll(others.roots);
    List<GivenList> further = new ArrayList<>(lists);
    further.addAll(others.lists);
    return new TrustRoots(all, further, both(told, others.told));
  }

  /** These roots, and what a directory under them says was revoked. */
  public TrustRoots and(List<Revocation> revoked) {
    return new TrustRoots(roots, lists, both(told, revoked));
  }

  private static List<Revocation> both(List<Revocation> some, List<Revocation> others) {
    List<Revocation> both = new ArrayList<>(some);
    both.addAll(others);
    return both;
  }

  /** Files with a list of nobody who was met so far: nothing that was verified is of its issuer. */
  public List<String> unclaimed() {
    return lists.stream().filter(each -> !each.isClaimed()).map(GivenList::toString).toList();
  }

  /** The certificates, as PEM. */
  public byte[] pem() {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate root : roots) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(
              Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(Certificates.encoded(root)))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return pem.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** The lists held of these authorities. */
  List<RevocationList> lists(Collection<X509Certificate> authorities) {
    return authorities.stream()
        .flatMap(authority -> lists.stream().flatMap(each -> each.of(authority).stream()))
        .toList();
  }

  /**
   * Refuses a certificate to which no path leads from one of the roots, valid at that time, or one
   * of which was revoked as far as the lists and directories held say. That time is its own claim:
   * so it is spared only if a key went out of use in good order later (RFC 3161, 4).
   */
  void check(X509Certificate certificate, Collection<X509Certificate> between, Instant at)
      throws Untrusted {
    List<X509Certificate> path = path(certificate, between, at);
    for (int i = 0; i + 1 < path.size(); i++) {
      X509Certificate each = path.get(i);
      String fingerprint = Fingerprint.of(each).hex();
      Stream<Revocation> listed =
          lists(List.of(path.get(i + 1))).stream().flatMap(list -> list.about(each).stream());
      Stream<Revocation> named = told.stream().filter(one -> one.certificate().equals(fingerprint));
      if (!Stream.concat(listed, named).allMatch(one -> one.sparesClaim(at))) {
        throw new Untrusted(Fault.SIGNER_REVOKED, "a certificate of the time-stamping authority");
      }
    }
  }

  /** From the certificate to one of the roots. */
  private List<X509Certificate> path(
      X509Certificate certificate, Collection<X509Certificate> between, Instant at)
      throws Untrusted {
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(certificate);
      Set<TrustAnchor> anchors =
          roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
      parameters.setRevocationEnabled(false);
      parameters.setMaxPathLength(LONGEST_PATH);
      parameters.setDate(Date.from(at));
      List<X509Certificate> all = new ArrayList<>(between);
      all.add(certificate);
      parameters.addCertStore(
          CertStore.getInstance(
              "Collection", new CollectionCertStoreParameters(all), Certificates.BOUNCY_CASTLE));
      PKIXCertPathBuilderResult built =
          (PKIXCertPathBuilderResult)
              CertPathBuilder.getInstance("PKIX", Certificates.BOUNCY_CASTLE).build(parameters);
      List<X509Certificate> path = new ArrayList<>();
      for (Certificate each : built.getCertPath().getCertificates()) {
        path.add((X509Certificate) each);
      }
      path.add(built.getTrustAnchor().getTrustedCert());
      return path;
    } catch (GeneralSecurityException e) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "the time-stamping authority is of no root given");
    }
  }

  private static Collection<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    Set<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(path, TrustRoots::isOne)) {
      for (Path each : found) {
        files.add(each);
        if (files.size() > MOST_FILES) {
          throw new IOException("more than " + MOST_FILES + " files in " + path);
        }
      }
    }
    return files;
  }

  private static boolean isOne(Path file) {
    return NAMES.matcher(file.getFileName().toString()).matches();
  }
}
