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

  static void saveKeys(Path file, Map<String, Credential> keys, X509Certificate root, char[] secret)
      throws IOException {
    try {
      KeyStore store = empty();
      for (Map.Entry<String, Credential> entry : keys.entrySet()) {
        X509Certificate own = entry.getValue().certificate();
        Certificate[] chain =
            own.equals(root) ? new Certificate[] {own} : new Certificate[] {own, root};
        store.setKeyEntry(entry.getKey(), entry.getValue().key(), secret, chain);
      }
      write(file, store, secret);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot write the key store " + file.getFileName(), e);
    }
  }

  static void saveTrust(Path file, X509Certificate root, char[] secret) throws IOException {
    try {
      KeyStore store = empty();
      store.setCertificateEntry("root", root);
      write(file, store, secret);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot write the trust store " + file.getFileName(), e);
    }
  }

  static Map<String, Credential> loadKeys(Path file, char[] secret) throws IOException {
    try {
      KeyStore store = read(file, secret);
      Map<String, Credential> keys = new LinkedHashMap<>();
      List<String> aliases = new ArrayList<>(Collections.list(store.aliases()));
      Collections.sort(aliases);
      for (String alias : aliases) {
        if (store.getKey(alias, secret) instanceof PrivateKey key) {
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
