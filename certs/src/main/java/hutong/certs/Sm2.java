package hutong.certs;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * SM2 signatures with SM3 (GB/T 32918.2), under the default user id, by Bouncy Castle's engine; and
 * the curve itself.
 */
final class Sm2 implements Suite.Scheme {

  /** Octets of an uncompressed point. */
  static final int POINT = 65;

  static final ECDomainParameters DOMAIN;

  static {
    X9ECParameters curve = CustomNamedCurves.getByName("sm2p256v1");
    DOMAIN = new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
  }

  /** GB/T 35276: where nothing else is agreed. */
  private static final byte[] USER_ID = "1234567812345678".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] SM2_WITH_SM3 =
      Der.write(Der.SEQUENCE, Oids.der("1.2.156.10197.1.501"));
  private static final int MOST_SIGNATURE = 72;

  private final SecureRandom random = new SecureRandom();

  static boolean isIn(X509Certificate certificate) {
    return certificate.getPublicKey() instanceof ECPublicKey key
        && key.getParams() != null
        && key.getParams().getCurve().getField() instanceof ECFieldFp field
        && field.getP().equals(DOMAIN.getCurve().getField().getCharacteristic())
        && key.getParams().getOrder().equals(DOMAIN.getN())
        && key.getParams().getCurve().getB().equals(DOMAIN.getCurve().getB().toBigInteger());
  }

  static KeyPair newKeyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Certificates.BOUNCY_CASTLE);
      generator.initialize(new ECGenParameterSpec("sm2p256v1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SM2 of Bouncy Castle", e);
    }
  }

  static ECPublicKeyParameters publicKey(X509Certificate certificate) {
    ECPublicKey key = (ECPublicKey) certificate.getPublicKey();
    return new ECPublicKeyParameters(
        DOMAIN.getCurve().createPoint(key.getW().getAffineX(), key.getW().getAffineY()), DOMAIN);
  }

  static ECPrivateKeyParameters privateKey(PrivateKey key) {
    return new ECPrivateKeyParameters(((ECPrivateKey) key).getS(), DOMAIN);
  }

  @Override
  public byte[] algorithm() {
    return SM2_WITH_SM3;
  }

  @Override
  public boolean suits(X509Certificate certificate) {
    return isIn(certificate);
  }

  @Override
  public KeyPair keyPair() {
    return newKeyPair();
  }

  @Override
  public Suite.Signer signer(PrivateKey key) {
    ECPrivateKeyParameters scalar = privateKey(key);
    return (octets, operations) -> {
      operations.count(Operation.DIGEST, octets.length);
      operations.count(Operation.SIGN, 32);
      return sign(scalar, octets, random);
    };
  }

  @Override
  public Suite.Verifier verifier(X509Certificate certificate) {
    ECPublicKeyParameters key = publicKey(certificate);
    return (octets, signature, operations) -> {
      operations.count(Operation.DIGEST, octets.length);
      operations.count(Operation.VERIFY, 32);
      return verify(key, octets, signature);
    };
  }

  static byte[] sign(ECPrivateKeyParameters key, byte[] octets, SecureRandom random) {
    SM2Signer signer = new SM2Signer();
    signer.init(true, new ParametersWithID(new ParametersWithRandom(key, random), USER_ID));
    signer.update(octets, 0, octets.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("SM2 of Bouncy Castle", e);
    }
  }

  static boolean verify(ECPublicKeyParameters key, byte[] octets, byte[] signature) {
    if (!isPair(signature)) {
      return false;
    }
    SM2Signer verifier = new SM2Signer();
    verifier.init(false, new ParametersWithID(key, USER_ID));
    verifier.update(octets, 0, octets.length);
    return verifier.verifySignature(signature);
  }

  /** Strict DER of two integers and nothing else, so that a signature has one form alone. */
  private static boolean isPair(byte[] signature) {
    if (signature.length > MOST_SIGNATURE) {
      return false;
    }
    try {
      Der all = Der.of(signature);
      Der pair = all.enter(Der.SEQUENCE);
      all.end();
      BigInteger r = P256.integer(pair);
      BigInteger s = P256.integer(pair);
      pair.end();
      return r.signum() > 0 && s.signum() > 0;
    } catch (Untrusted e) {
      return false;
    }
  }
}
