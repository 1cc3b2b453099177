package hutong.certs;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** ML-DSA-65 (FIPS 204), pure, with an empty context, as in CMS (RFC 9882), by Bouncy Castle. */
final class MlDsa65 implements Suite.Scheme {

  static final int SIGNATURE = 3309;

  private static final String IDENTIFIER = "2.16.840.1.101.3.4.3.18";
  private static final byte[] ML_DSA_65 = Der.write(Der.SEQUENCE, Oids.der(IDENTIFIER));

  private final SecureRandom random = new SecureRandom();

  @Override
  public byte[] algorithm() {
    return ML_DSA_65;
  }

  @Override
  public boolean suits(X509Certificate certificate) {
    return Lattice.isIn(certificate, IDENTIFIER);
  }

  @Override
  public KeyPair keyPair() {
    return Lattice.newKeyPair("ML-DSA-65");
  }

  @Override
  public Suite.Signer signer(PrivateKey key) {
    MLDSAPrivateKeyParameters held = (MLDSAPrivateKeyParameters) Lattice.privateKey(key);
    return (octets, operations) -> {
      operations.count(Operation.SIGN_LATTICE, octets.length);
      return sign(held, octets, random);
    };
  }

  @Override
  public Suite.Verifier verifier(X509Certificate certificate) {
    MLDSAPublicKeyParameters key =
        new MLDSAPublicKeyParameters(MLDSAParameters.ml_dsa_65, Lattice.octets(certificate));
    return (octets, signature, operations) -> {
      operations.count(Operation.VERIFY_LATTICE, octets.length);
      return verify(key, octets, signature);
    };
  }

  static byte[] sign(MLDSAPrivateKeyParameters key, byte[] octets, SecureRandom random) {
    MLDSASigner signer = new MLDSASigner();
    signer.init(true, new ParametersWithRandom(key, random));
    signer.update(octets, 0, octets.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("ML-DSA of Bouncy Castle", e);
    }
  }

  static boolean verify(MLDSAPublicKeyParameters key, byte[] octets, byte[] signature) {
    if (signature.length != SIGNATURE) {
      return false;
    }
    MLDSASigner verifier = new MLDSASigner();
    verifier.init(false, key);
    verifier.update(octets, 0, octets.length);
    return verifier.verifySignature(signature);
  }
}
