package hutong.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
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
import java.util.stream.Collectors;

/**
 * The roots that somebody trusts, and the lists of revoked certificates that he holds: given by
 * hand, never taken from what is to be judged.
 */
public final class TrustRoots {

  private static final int MAX_BYTES = 16 << 20;
  private static final int MOST_FILES = 256;
  private static final int MOST_CERTIFICATES = 256;
  private static final int LONGEST_PATH = 4;

  private final List<X509Certificate> roots;
  private final List<RevocationList> revoked;

  private TrustRoots(List<X509Certificate> roots, List<RevocationList> revoked) {
    this.roots = List.copyOf(roots);
    this.revoked = List.copyOf(revoked);
  }

  public static TrustRoots of(X509Certificate... roots) {
    return new TrustRoots(List.of(roots), List.of());
  }

  /**
   * Reads certificates and revocation lists, PEM or DER: one file, or every {@code .pem}, {@code
   * .crt}, {@code .cer}, {@code .der} and {@code .crl} in a folder.
   */
  public static TrustRoots read(Path path) throws IOException {
    List<X509Certificate> roots = new ArrayList<>();
    List<byte[]> lists = new ArrayList<>();
    for (Path file : files(path)) {
      byte[] bytes = PrivateFile.read(file, MAX_BYTES);
      try {
        if (file.getFileName().toString().endsWith(".crl")) {
          lists.add(bytes);
        } else {
          CertificateFactory.getInstance("X.509", Certificates.BOUNCY_CASTLE)
              .generateCertificates(new ByteArrayInputStream(bytes))
              .forEach(each -> roots.add((X509Certificate) each));
        }
      } catch (GeneralSecurityException | RuntimeException unreadable) {
        throw new IOException("no certificates can be read from " + file.getFileName());
      }
    }
    if (roots.isEmpty() || roots.size() > MOST_CERTIFICATES) {
      throw new IOException("there have to be 1 to " + MOST_CERTIFICATES + " roots in " + path);
    }
    try {
      return new TrustRoots(roots, List.of()).andRevoked(lists);
    } catch (Untrusted fault) {
      throw new IOException("a list of revoked certificates: " + fault.getMessage(), fault);
    }
  }

  private TrustRoots andRevoked(List<byte[]> lists) throws Untrusted {
    List<RevocationList> all = new ArrayList<>(revoked);
    for (byte[] list : lists) {
      all.add(RevocationList.read(list, roots));
    }
    return new TrustRoots(roots, all);
  }

  public List<X509Certificate> certificates() {
    return roots;
  }

  /** These roots and others. */
  public TrustRoots and(TrustRoots others) {
    List<X509Certificate> all = new ArrayList<>(roots);
    all.addAll(others.roots);
    List<RevocationList> lists = new ArrayList<>(revoked);
    lists.addAll(others.revoked);
    return new TrustRoots(all, lists);
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

  List<RevocationList> revoked() {
    return revoked;
  }

  /**
   * Whether a path leads from one of the roots to the certificate, valid at that time and, as far
   * as the lists held say, not under suspicion then.
   */
  boolean lead(X509Certificate certificate, Collection<X509Certificate> between, Instant at) {
    if (revoked.stream()
        .flatMap(each -> each.about(certificate).stream())
        .anyMatch(each -> !each.spares(at))) {
      return false;
    }
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
      CertPathBuilder.getInstance("PKIX", Certificates.BOUNCY_CASTLE).build(parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Collection<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    Set<Path> files = new TreeSet<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(path, "*.{pem,crt,cer,der,crl}")) {
      for (Path each : found) {
        files.add(each);
        if (files.size() > MOST_FILES) {
          throw new IOException("more than " + MOST_FILES + " files in " + path);
        }
      }
    }
    return files;
  }
}
