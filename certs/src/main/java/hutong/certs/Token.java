package hutong.certs;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/**
 * A PKCS#11 token that holds keys which sign and decrypt (INTL, on P-256). They are made on it and
 * never leave it; their certificates lie in the node's key stores like all others. The key for TLS
 * is not on it: the platform's TLS reads files.
 */
public final class Token {

  private final Provider provider;
  private final KeyStore store;

  private Token(Provider provider, KeyStore store) {
    this.provider = provider;
    this.store = store;
  }

  /**
   * Opens a token by the platform's SunPKCS11.
   *
   * @param library the module of its maker
   * @param slot number of the slot that it is in
   */
  public static Token open(Path library, long slot, char[] pin) throws IOException {
    String configuration =
        """
        --name = hutong-%d
        library = %s
        slot = %d
        attributes(generate, CKO_PRIVATE_KEY, CKK_EC) = {
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_SIGN = true
          CKA_DERIVE = true
        }
        attributes(*, CKO_SECRET_KEY, *) = {
          CKA_SENSITIVE = false
          CKA_EXTRACTABLE = true
        }
        """
            .formatted(slot, library, slot);
    try {
      Provider provider = Security.getProvider("SunPKCS11").configure(configuration);
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      return new Token(provider, store);
    } catch (GeneralSecurityException | ProviderException | IllegalArgumentException e) {
      throw new IOException("The token in slot " + slot + " cannot be opened", e);
    }
  }

  /** Makes a pair on the token and keeps it there. */
  KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair made = generator.generateKeyPair();
      PublicKey known =
          KeyFactory.getInstance("EC", Certificates.BOUNCY_CASTLE)
              .generatePublic(new X509EncodedKeySpec(made.getPublic().getEncoded()));
      return new KeyPair(known, new TokenKey(made.getPrivate(), (ECPublicKey) known, provider));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The token makes no key", e);
    }
  }

  /** Has the token keep a key that it made. It wants a certificate with it; any will do. */
  void keep(TokenKey key, X509Certificate certificate) {
    try {
      store.setKeyEntry(
          name(certificate.getPublicKey()),
          key.onToken(),
          null,
          new Certificate[] {Certificates.platforms(certificate)});
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The token does not keep a key", e);
    }
  }

  /** The key for that public key; null where the token has none. */
  TokenKey key(PublicKey known) throws IOException {
    try {
      Key key = store.getKey(name(known), null);
      return key instanceof PrivateKey own
          ? new TokenKey(own, (ECPublicKey) known, provider)
          : null;
    } catch (GeneralSecurityException e) {
      throw new IOException("The token cannot be read", e);
    }
  }

  private static String name(PublicKey known) {
    return "hutong-" + HexFormat.of().formatHex(Sha256.of(known.getEncoded()), 0, 16);
  }

  /** Names no key. */
  @Override
  public String toString() {
    return "Token[" + provider.getName() + "]";
  }
}
