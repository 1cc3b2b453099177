package hutong.certs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * New keys of a node, one for each role, for which an outside authority is asked to issue
 * certificates. They lie in a file of their own until the answers come; nothing is signed or opened
 * with them before.
 */
public final class RequestedKeys {

  private static final String FILE = "requested.p12";
  private static final Duration PLACEHOLDER_LIFE = Duration.ofDays(365);

  private final Map<Role, Credential> keys;

  private RequestedKeys(Map<Role, Credential> keys) {
    this.keys = keys;
  }

  /**
   * Makes new keys; the file has a certificate for each that nobody trusts, since it needs one.
   *
   * @param token where those that sign and decrypt are made; null for none
   */
  public static RequestedKeys make(String memberId, Token token, Clock clock) {
    Map<Role, Credential> keys = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      keys.put(role, placeholder(memberId, role == Role.TLS ? null : token, clock.instant()));
    }
    return new RequestedKeys(keys);
  }

  public static boolean exist(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  public static RequestedKeys load(Path folder, char[] secret, Token token) throws IOException {
    Map<Role, Credential> keys = new EnumMap<>(Role.class);
    KeyStores.loadKeys(folder.resolve(FILE), secret, token)
        .forEach((name, key) -> Role.named(name).ifPresent(role -> keys.put(role, key)));
    return new RequestedKeys(keys);
  }

  public void save(Path folder, char[] secret) throws IOException {
    Map<String, Credential> named = new HashMap<>();
    keys.forEach((role, key) -> named.put(role.toString(), key));
    KeyStores.saveKeys(folder.resolve(FILE), named, null, secret);
  }

  public static void discard(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE));
  }

  /**
   * A request (PKCS#10, RFC 2986) in PEM, which asks for the usage that the role needs.
   *
   * @param hosts names and addresses, for TLS
   */
  public byte[] request(Role role, List<String> hosts) {
    Credential key = keys.get(role);
    try {
      return Pem.of(
          "CERTIFICATE REQUEST",
          new JcaPKCS10CertificationRequestBuilder(
                  key.certificate().getSubjectX500Principal(), key.certificate().getPublicKey())
              .addAttribute(
                  PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                  Issuing.asked(role, role == Role.TLS ? hosts : List.of()))
              .build(new DigestSigner(key.key()))
              .getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException("cannot make a request", e);
    }
  }

  /**
   * The keys with what an authority answered; the roles that nothing came for are not there.
   *
   * @throws IllegalArgumentException if a certificate is for no key that is held, for another role
   *     or in another name; certificates of authorities are passed over
   */
  public Map<Role, Credential> answered(List<X509Certificate> certificates) {
    Map<Role, Credential> answered = new EnumMap<>(Role.class);
    for (X509Certificate each : certificates) {
      if (!Issuing.Purpose.isAuthority(each)) {
        Role role = roleOf(each);
        answered.put(role, new Credential(keys.get(role).key(), each));
      }
    }
    if (answered.isEmpty()) {
      throw new IllegalArgumentException("There is no certificate for a requested key");
    }
    return answered;
  }

  private Role roleOf(X509Certificate answer) {
    for (Map.Entry<Role, Credential> each : keys.entrySet()) {
      X509Certificate asked = each.getValue().certificate();
      if (asked.getPublicKey().equals(answer.getPublicKey())) {
        if (!each.getKey().isOf(answer)) {
          throw new IllegalArgumentException(
              "The certificate for the "
                  + each.getKey()
                  + " key has another usage; the request says which is needed");
        }
        if (!Authority.commonName(answer).equals(Authority.commonName(asked))) {
          throw new IllegalArgumentException(
              "The " + each.getKey() + " certificate is in another name than this node's");
        }
        return each.getKey();
      }
    }
    throw new IllegalArgumentException("A certificate is for none of the requested keys");
  }

  private static Credential placeholder(String memberId, Token token, Instant now) {
    KeyPair pair = token == null ? P256.keyPair() : token.keyPair();
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, memberId).build();
    try {
      byte[] der =
          new JcaX509v3CertificateBuilder(
                  name,
                  BigInteger.ONE,
                  Date.from(now),
                  Date.from(now.plus(PLACEHOLDER_LIFE)),
                  name,
                  pair.getPublic())
              .build(new DigestSigner(pair.getPrivate()))
              .getEncoded();
      X509Certificate certificate = Certificates.parse(der);
      if (pair.getPrivate() instanceof TokenKey key) {
        token.keep(key, certificate);
        return new Credential(token.key(certificate.getPublicKey()), certificate);
      }
      return new Credential(pair.getPrivate(), certificate);
    } catch (IOException | Untrusted e) {
      throw new IllegalStateException("cannot make a key", e);
    }
  }

  /** ECDSA with SHA-256, by whoever has the key. */
  private static final class DigestSigner implements ContentSigner {

    private final Suite.Signer signer;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    DigestSigner(PrivateKey key) {
      this.signer = new Intl().schemes().get(0).signer(key);
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
      return new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    }

    @Override
    public OutputStream getOutputStream() {
      return octets;
    }

    @Override
    public byte[] getSignature() {
      return signer.sign(octets.toByteArray(), new Operations());
    }
  }
}
