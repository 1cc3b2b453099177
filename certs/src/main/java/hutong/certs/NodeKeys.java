package hutong.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The private keys of one node: those that sign, those that decrypt (for each of its suites,
 * several while one replaces another), and one for TLS, each apart from the others, kept in
 * encrypted PKCS#12 files.
 */
public final class NodeKeys {

  private static final String SIGNING = "signing.p12";
  private static final String ENCRYPTION = "encryption.p12";
  private static final String TLS = "tls.p12";
  private static final String TRUST = "trust.p12";

  private final String memberId;
  private final List<Credential> signing;
  private final List<Credential> encryption;
  private final Credential tls;
  private final X509Certificate root;

  /**
   * The keys of one member.
   *
   * @param signing in any order, at least one
   * @param encryption in any order, at least one
   * @param root what all of this node's certificates, and its partners', chain to
   */
  public NodeKeys(
      String memberId,
      List<Credential> signing,
      List<Credential> encryption,
      Credential tls,
      X509Certificate root) {
    this.memberId = Objects.requireNonNull(memberId);
    this.signing = List.copyOf(signing);
    this.encryption = List.copyOf(encryption);
    this.tls = Objects.requireNonNull(tls);
    this.root = Objects.requireNonNull(root);
    if (this.signing.isEmpty() || this.encryption.isEmpty()) {
      throw new IllegalArgumentException("a node needs a key that signs and one that decrypts");
    }
  }

  /** The member whose keys these are: the common name of the signing certificates. */
  public String memberId() {
    return memberId;
  }

  /** The first of those that sign; the only one where a node has one suite. */
  public X509Certificate signingCertificate() {
    return signing.get(0).certificate();
  }

  public List<X509Certificate> signingCertificates() {
    return signing.stream().map(Credential::certificate).toList();
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

  List<Credential> signing() {
    return signing;
  }

  List<Credential> encryption() {
    return encryption;
  }

  /** The same keys and more that decrypt: the first step of their rotation. */
  public NodeKeys withEncryption(List<Credential> further) {
    return new NodeKeys(memberId, signing, and(encryption, further), tls, root);
  }

  /**
   * The same keys without one that decrypts: the last step of its rotation, once nothing sealed for
   * it can be under way any more.
   */
  public NodeKeys withoutEncryption(X509Certificate certificate) {
    return new NodeKeys(memberId, signing, without(encryption, certificate), tls, root);
  }

  /** The same keys and more that sign: the first step of their rotation. */
  public NodeKeys withSigning(List<Credential> further) {
    return new NodeKeys(memberId, and(signing, further), encryption, tls, root);
  }

  /** The same keys without one that signs: the last step of its rotation. */
  public NodeKeys withoutSigning(X509Certificate certificate) {
    return new NodeKeys(memberId, without(signing, certificate), encryption, tls, root);
  }

  /** The same keys with another for TLS. */
  public NodeKeys withTls(Credential other) {
    return new NodeKeys(memberId, signing, encryption, other, root);
  }

  /**
   * The keys that are left in use when the next ones come: a node signs with the newest that its
   * directory has, and keeps the others so that what names them can be told from a stranger's.
   */
  public NodeKeys with(NextKeys next) {
    NodeKeys signing = withSigning(next.signing());
    return next.tls() == null ? signing : signing.withTls(next.tls());
  }

  /** The same keys, of those that sign the next ones alone: as it will be. */
  public NodeKeys signingWith(NextKeys next) {
    return new NodeKeys(memberId, next.signing(), encryption, tls, root);
  }

  private static List<Credential> and(List<Credential> some, List<Credential> further) {
    return Stream.concat(some.stream(), further.stream()).toList();
  }

  private static List<Credential> without(List<Credential> some, X509Certificate certificate) {
    return some.stream().filter(each -> !each.certificate().equals(certificate)).toList();
  }

  /** Writes four files; each is replaced whole or not at all. */
  public void save(Path folder, char[] secret) throws IOException {
    KeyStores.saveKeys(folder.resolve(ENCRYPTION), named("encryption-", encryption), root, secret);
    KeyStores.saveKeys(folder.resolve(SIGNING), named("signing-", signing), root, secret);
    KeyStores.saveKeys(tlsKeyStore(folder), Map.of("tls", tls), root, secret);
    if (!Files.exists(tlsTrustStore(folder))) {
      KeyStores.saveTrust(tlsTrustStore(folder), root, secret);
    }
  }

  /** Has TLS trust what the directory does: the root, and the authorities that it accepts. */
  public void saveTrust(Path folder, Directory directory, char[] secret) throws IOException {
    List<X509Certificate> others =
        directory.content().authorities().stream().map(AcceptedAuthority::certificate).toList();
    KeyStores.saveTrust(tlsTrustStore(folder), root, others, secret);
  }

  private static Map<String, Credential> named(String prefix, List<Credential> keys) {
    Map<String, Credential> named = new LinkedHashMap<>();
    for (Credential one : keys) {
      named.put(prefix + one.certificate().getSerialNumber().toString(16), one);
    }
    return named;
  }

  /** Reads what {@link #save} wrote, of a node without a token. */
  public static NodeKeys load(Path folder, char[] secret) throws IOException {
    return load(folder, secret, null);
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @param token that has some of the keys; null if there is none
   */
  public static NodeKeys load(Path folder, char[] secret, Token token) throws IOException {
    List<Credential> signing =
        List.copyOf(KeyStores.loadKeys(folder.resolve(SIGNING), secret, token).values());
    if (signing.isEmpty()) {
      throw new IOException("a key store without a key that signs");
    }
    return new NodeKeys(
        Authority.commonName(signing.get(0).certificate()),
        signing,
        List.copyOf(KeyStores.loadKeys(folder.resolve(ENCRYPTION), secret, token).values()),
        only(KeyStores.loadKeys(tlsKeyStore(folder), secret)),
        KeyStores.loadTrust(tlsTrustStore(folder), secret));
  }

  /** The root that keys in that folder chain to; the keys themselves are not read. */
  public static X509Certificate root(Path folder, char[] secret) throws IOException {
    return KeyStores.loadTrust(tlsTrustStore(folder), secret);
  }

  /** Whether that folder holds keys. */
  public static boolean exist(Path folder) {
    return Files.exists(folder.resolve(SIGNING));
  }

  /** The files that hold private keys. */
  public static List<Path> files(Path folder) {
    return List.of(folder.resolve(SIGNING), folder.resolve(ENCRYPTION), tlsKeyStore(folder));
  }

  /** PKCS#12 with the TLS key and its chain, opened by the secret of {@link #save}. */
  public static Path tlsKeyStore(Path folder) {
    return folder.resolve(TLS);
  }

  /**
   * PKCS#12 with the root and what authorities the directory accepts, opened by the secret of
   * {@link #save}.
   */
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
