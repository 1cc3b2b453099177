package hutong.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The private keys of one node: one that signs, those that decrypt (several while one replaces
 * another), and one for TLS, each apart from the others, kept in encrypted PKCS#12 files.
 */
public final class NodeKeys {

  private static final String SIGNING = "signing.p12";
  private static final String ENCRYPTION = "encryption.p12";
  private static final String TLS = "tls.p12";
  private static final String TRUST = "trust.p12";

  private final String memberId;
  private final Credential signing;
  private final List<Credential> encryption;
  private final Credential tls;
  private final X509Certificate root;

  /**
   * The keys of one member.
   *
   * @param encryption in any order, at least one
   * @param root what all of this node's certificates, and its partners', chain to
   */
  public NodeKeys(
      String memberId,
      Credential signing,
      List<Credential> encryption,
      Credential tls,
      X509Certificate root) {
    this.memberId = Objects.requireNonNull(memberId);
    this.signing = Objects.requireNonNull(signing);
    this.encryption = List.copyOf(encryption);
    this.tls = Objects.requireNonNull(tls);
    this.root = Objects.requireNonNull(root);
    if (this.encryption.isEmpty()) {
      throw new IllegalArgumentException("a node needs a decryption key");
    }
  }

  /** The member whose keys these are: the common name of the signing certificate. */
  public String memberId() {
    return memberId;
  }

  public X509Certificate signingCertificate() {
    return signing.certificate();
  }

  public List<X509Certificate> encryptionCertificates() {
    return encryption.stream().map(Credential::certificate).toList();
  }

  public X509Certificate tlsCertificate() {
    return tls.certificate();
  }

  public X509Certificate root() {
    return root;
  }

  Credential signing() {
    return signing;
  }

  List<Credential> encryption() {
    return encryption;
  }

  /** The same keys and one more that decrypts: the first step of its rotation. */
  public NodeKeys withEncryption(Credential further) {
    List<Credential> all = new ArrayList<>(encryption);
    all.add(further);
    return new NodeKeys(memberId, signing, all, tls, root);
  }

  /**
   * The same keys without one that decrypts: the last step of its rotation, once nothing sealed for
   * it can be under way any more.
   */
  public NodeKeys withoutEncryption(X509Certificate certificate) {
    List<Credential> others =
        encryption.stream().filter(each -> !each.certificate().equals(certificate)).toList();
    return new NodeKeys(memberId, signing, others, tls, root);
  }

  /** The same keys with another that signs. */
  public NodeKeys withSigning(Credential other) {
    return new NodeKeys(memberId, other, encryption, tls, root);
  }

  /** Writes four files; each is replaced whole or not at all. */
  public void save(Path folder, char[] secret) throws IOException {
    Map<String, Credential> decrypting = new LinkedHashMap<>();
    for (Credential one : encryption) {
      decrypting.put("encryption-" + one.certificate().getSerialNumber().toString(16), one);
    }
    KeyStores.saveKeys(folder.resolve(ENCRYPTION), decrypting, root, secret);
    KeyStores.saveKeys(folder.resolve(SIGNING), Map.of("signing", signing), root, secret);
    KeyStores.saveKeys(tlsKeyStore(folder), Map.of("tls", tls), root, secret);
    KeyStores.saveTrust(tlsTrustStore(folder), root, secret);
  }

  /** Reads what {@link #save} wrote. */
  public static NodeKeys load(Path folder, char[] secret) throws IOException {
    Credential signing = only(KeyStores.loadKeys(folder.resolve(SIGNING), secret));
    return new NodeKeys(
        Authority.commonName(signing.certificate()),
        signing,
        List.copyOf(KeyStores.loadKeys(folder.resolve(ENCRYPTION), secret).values()),
        only(KeyStores.loadKeys(tlsKeyStore(folder), secret)),
        KeyStores.loadTrust(tlsTrustStore(folder), secret));
  }

  /** Whether that folder holds keys. */
  public static boolean exist(Path folder) {
    return Files.exists(folder.resolve(SIGNING));
  }

  /** PKCS#12 with the TLS key and its chain, opened by the secret of {@link #save}. */
  public static Path tlsKeyStore(Path folder) {
    return folder.resolve(TLS);
  }

  /** PKCS#12 with the root alone, opened by the secret of {@link #save}. */
  public static Path tlsTrustStore(Path folder) {
    return folder.resolve(TRUST);
  }

  private static Credential only(Map<String, Credential> keys) throws IOException {
    if (keys.size() != 1) {
      throw new IOException("a key store that should hold one key holds " + keys.size());
    }
    return keys.values().iterator().next();
  }

  /** Names no key. */
  @Override
  public String toString() {
    return "NodeKeys[" + memberId + "]";
  }
}
