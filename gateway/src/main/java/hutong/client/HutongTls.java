package hutong.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Reads from PEM files whom a client trusts, and what it shows of itself. */
public final class HutongTls {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");
  private static final List<String> ALGORITHMS = List.of("EC", "EdDSA", "RSA");
  private static final char[] NONE = new char[0];

  private HutongTls() {}

  /**
   * A context.
   *
   * @param roots authorities that the node's certificate may be of; null: those of the platform
   * @param shown a PKCS#8 key and its certificates, the leaf first; null: nothing is shown
   * @throws GeneralSecurityException if a file holds no key or certificate that Java can use
   */
  public static SSLContext of(Path roots, Path shown) throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(shown == null ? null : shown(shown), roots == null ? null : trusted(roots), null);
    return context;
  }

  private static TrustManager[] trusted(Path roots) throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    int number = 0;
    for (Certificate each : certificates(roots)) {
      store.setCertificateEntry("root" + number++, each);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] shown(Path file) throws IOException, GeneralSecurityException {
    Matcher key = KEY.matcher(Files.readString(file));
    if (!key.find()) {
      throw new GeneralSecurityException("no PKCS#8 key in " + file);
    }
    KeyStore store = empty();
    store.setKeyEntry(
        "own", key(key.group(1)), NONE, certificates(file).toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NONE);
    return factory.getKeyManagers();
  }

  private static PrivateKey key(String base64) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
    GeneralSecurityException fault = new GeneralSecurityException("none of " + ALGORITHMS);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException another) {
        fault.addSuppressed(another);
      }
    }
    throw fault;
  }

  private static List<Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<Certificate> found = new ArrayList<>();
    Matcher each = CERTIFICATE.matcher(Files.readString(file));
    while (each.find()) {
      byte[] pem = each.group().getBytes(StandardCharsets.US_ASCII);
      found.add(factory.generateCertificate(new ByteArrayInputStream(pem)));
    }
    if (found.isEmpty()) {
      throw new GeneralSecurityException("no certificate in " + file);
    }
    return found;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
