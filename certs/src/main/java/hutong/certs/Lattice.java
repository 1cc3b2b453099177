package hutong.certs;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;

/** Keys of ML-DSA and ML-KEM in certificates (RFC 9881, RFC 9935) and out of them. */
final class Lattice {

  /** By the identifier of the key, which has no parameters. */
  static boolean isIn(X509Certificate certificate, String identifier) {
    SubjectPublicKeyInfo key = publicKey(certificate);
    return key.getAlgorithm().getParameters() == null
        && key.getAlgorithm().getAlgorithm().getId().equals(identifier);
  }

  static byte[] octets(X509Certificate certificate) {
    return publicKey(certificate).getPublicKeyData().getOctets();
  }

  static AsymmetricKeyParameter privateKey(PrivateKey key) {
    try {
      return PrivateKeyFactory.createKey(key.getEncoded());
    } catch (IOException e) {
      throw new IllegalArgumentException("a key of another algorithm", e);
    }
  }

  static KeyPair newKeyPair(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm, Certificates.BOUNCY_CASTLE).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm + " of Bouncy Castle", e);
    }
  }

  private static SubjectPublicKeyInfo publicKey(X509Certificate certificate) {
    return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
  }

  private Lattice() {}
}
