package hutong.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
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

  /** DER; whose each is turns out where there are certificates that it may speak of. */
  private final List<byte[]> lists;

  private TrustRoots(List<X509Certificate> roots, List<byte[]> lists) {
    this.roots = List.copyOf(roots);
    this.lists = List.copyOf(lists);
  }

  public static TrustRoots of(X509Certificate... roots) {
    return new TrustRoots(List.of(roots), List.of());
  }

  /**
   * Reads certificates and revocation lists, PEM or DER: one file, or every {@code .pem}, {@code
   * .crt}, {@code .cer}, {@code .der} and {@code .crl} in a folder. A list may be of a root, of an
   * authority that a directory accepts, or of one between a root and a time-stamp authority.
   *
   * @throws IOException if anything in a file is neither, or there is no certificate
   */
  public static TrustRoots read(Path path) throws IOException {
    List<X509Certificate> roots = new ArrayList<>();
    List<byte[]> lists = new ArrayList<>();
    for (Path file : files(path)) {
      try {
        for (Pem.Thing each : Pem.things(PrivateFile.read(file, MAX_BYTES))) {
          switch (each.type()) {
            case Pem.CERTIFICATE -> roots.add(Certificates.parse(each.der()));
            case Pem.LIST -> lists.add(Crl.checked(each.der()));
            default -> throw Untrusted.malformed("something else");
          }
        }
      } catch (Untrusted fault) {
        throw new IOException(
            file.getFileName() + " holds what is no certificate and no complete revocation list",
            fault);
      }
    }
    if (roots.isEmpty() || roots.size() > MOST_CERTIFICATES) {
      throw new IOException("there have to be 1 to " + MOST_CERTIFICATES + " roots in " + path);
    }
    return new TrustRoots(roots, lists);
  }

  public List<X509Certificate> certificates() {
    return roots;
  }

  /** These roots and others. */
  public TrustRoots and(TrustRoots others) {
    List<X509Certificate> all = new ArrayList<>(roots);
    all.addAll(others.roots);
    List<byte[]> both = new ArrayList<>(lists);
    both.addAll(others.lists);
    return new TrustRoots(all, both);
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

  /** Those of the lists that one of the authorities signed. */
  List<RevocationList> listsOf(Collection<X509Certificate> authorities) throws Untrusted {
    List<RevocationList> all = new ArrayList<>();
    for (byte[] list : lists) {
      try {
        all.add(RevocationList.read(list, authorities));
      } catch (Untrusted fault) {
        if (fault.fault() != Fault.SIGNER_UNKNOWN) {
          throw fault;
        }
      }
    }
    return all;
  }

  /**
   * Whether a path leads from one of the roots to the certificate, valid at that time and, as far
   * as the lists held say, with nothing on it that went out of use by then, or ever was suspected:
   * who has the key of a time-stamp authority stamps what time it likes.
   */
  boolean lead(X509Certificate certificate, Collection<X509Certificate> between, Instant at) {
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
      CertPath path =
          CertPathBuilder.getInstance("PKIX", Certificates.BOUNCY_CASTLE)
              .build(parameters)
              .getCertPath();
      return spared(path, at);
    } catch (GeneralSecurityException | Untrusted e) {
      return false;
    }
  }

  private boolean spared(CertPath path, Instant at) throws Untrusted {
    List<X509Certificate> authorities = new ArrayList<>(roots);
    path.getCertificates().forEach(each -> authorities.add((X509Certificate) each));
    List<RevocationList> known = listsOf(authorities);
    return path.getCertificates().stream()
        .flatMap(
            each -> known.stream().flatMap(list -> list.about((X509Certificate) each).stream()))
        .allMatch(each -> each.sparesClaim(at));
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
