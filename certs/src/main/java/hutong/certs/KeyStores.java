package hutong.certs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes and reads encrypted PKCS#12 files that the plain Java platform and OpenSSL read as well
 * (PBES2 with AES-256, HMAC-SHA-256). Read by Bouncy Castle, which knows the keys of every suite.
 */
final class KeyStores {

  private static final int MAX_BYTES = 1 << 20;

  /** Before the name of a certificate whose key is not in the file. */
  private static final String ON_TOKEN = "on-token-";

  static void saveKeys(Path file, Map<String, Credential> keys, X509Certificate root, char[] secret)
      throws IOException {
    try {
      KeyStore store = empty();
      for (Map.Entry<String, Credential> entry : keys.entrySet()) {
        X509Certificate own = entry.getValue().certificate();
        if (entry.getValue().key() instanceof TokenKey) {
          // The key stays where it is; what is here says which it is.
          store.setCertificateEntry(ON_TOKEN + entry.getKey(), own);
          continue;
        }
        boolean below =
            root != null
                && !own.equals(root)
                && own.getIssuerX500Principal().equals(root.getSubjectX500Principal());
        Certificate[] chain = below ? new Certificate[] {own, root} : new Certificate[] {own};
        store.setKeyEntry(entry.getKey(), entry.getValue().key(), secret, chain);
      }
      write(file, store, secret);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot write the key store " + file.getFileName(), e);
    }
  }

  static void saveTrust(Path file, X509Certificate root, char[] secret) throws IOException {
    saveTrust(file, root, List.of(), secret);
  }

  /** The root, and authorities beside it. */
  static void saveTrust(
      Path file, X509Certificate root, List<X509Certificate> others, char[] secret)
      throws IOException {
    try {
      KeyStore store = empty();
      store.setCertificateEntry("root", root);
      for (int i = 0; i < others.size(); i++) {
        store.setCertificateEntry("authority-" + i, others.get(i));
      }
      write(file, store, secret);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot write the trust store " + file.getFileName(), e);
    }
  }

  static Map<String, Credential> loadKeys(Path file, char[] secret) throws IOException {
    return loadKeys(file, secret, null);
  }

  /**
   * Reads what {@link #saveKeys} wrote.
   *
   * @param token where keys are that are not in the file; null if there is none
   */
  static Map<String, Credential> loadKeys(Path file, char[] secret, Token token)
      throws IOException {
    try {
      KeyStore store = read(file, secret);
      Map<String, Credential> keys = new LinkedHashMap<>();
      List<String> aliases = new ArrayList<>(Collections.list(store.aliases()));
      Collections.sort(aliases);
      for (String alias : aliases) {
        if (alias.startsWith(ON_TOKEN)) {
          X509Certificate own = Certificates.parse(store.getCertificate(alias).getEncoded());
          keys.put(alias.substring(ON_TOKEN.length()), new Credential(onToken(token, own), own));
        } else if (store.getKey(alias, secret) instanceof PrivateKey key) {
          keys.put(
              alias,
              new Credential(key, Certificates.parse(store.getCertificate(alias).getEncoded())));
        }
      }
      return keys;
    } catch (GeneralSecurityException | Untrusted e) {
      throw new IOException("cannot read the key store " + file.getFileName(), e);
    }
  }

  private static TokenKey onToken(Token token, X509Certificate own) throws IOException {
    TokenKey key = token == null ? null : token.key(own.getPublicKey());
    if (key == null) {
      throw new IOException(
          "A key is on a token that is not there; see keys.pkcs11 of the settings");
    }
    return key;
  }

  static X509Certificate loadTrust(Path file, char[] secret) throws IOException {
    try {
      Certificate root = read(file, secret).getCertificate("root");
      if (root == null) {
        throw new IOException("no root in the trust store " + file.getFileName());
      }
      return Certificates.parse(root.getEncoded());
    } catch (GeneralSecurityException | Untrusted e) {
      throw new IOException("cannot read the trust store " + file.getFileName(), e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore read(Path file, char[] secret)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12", Certificates.BOUNCY_CASTLE);
    store.load(new ByteArrayInputStream(PrivateFile.read(file, MAX_BYTES)), secret);
    return store;
  }

  private static void write(Path file, KeyStore store, char[] secret)
      throws GeneralSecurityException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, secret);
    PrivateFile.write(file, bytes.toByteArray());
  }

  private KeyStores() {}
}
