package hutong.certs;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;

/**
 * The curve P-256 on Bouncy Castle's engines. Points used again and again (the generator, keys of
 * members) are multiplied by comb tables, which Bouncy Castle keeps with the point; that halves the
 * cost of agreeing on a key against multiplying as if each point were new.
 */
final class P256 {

  /** Octets of an uncompressed point. */
  static final int POINT = 65;

  static final ECDomainParameters DOMAIN;

  static {
    X9ECParameters curve = CustomNamedCurves.getByName("P-256");
    DOMAIN = new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
  }

  private static final BigInteger N = DOMAIN.getN();
  private static final BigInteger P = DOMAIN.getCurve().getField().getCharacteristic();

  static boolean isOn(ECPublicKey key) {
    ECParameterSpec spec = key.getParams();
    return spec != null
        && spec.getCurve().getField() instanceof ECFieldFp field
        && field.getP().equals(P)
        && spec.getOrder().equals(N)
        && spec.getCurve().getB().equals(DOMAIN.getCurve().getB().toBigInteger());
  }

  static boolean isIn(X509Certificate certificate) {
    return certificate.getPublicKey() instanceof ECPublicKey key && isOn(key);
  }

  static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Certificates.BOUNCY_CASTLE);
      generator.initialize(new ECGenParameterSpec("P-256"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 of Bouncy Castle", e);
    }
  }

  static ECPoint point(ECPublicKey key) {
    return DOMAIN.validatePublicPoint(
        DOMAIN.getCurve().createPoint(key.getW().getAffineX(), key.getW().getAffineY()));
  }

  /** An uncompressed point off the wire, on the curve and not at infinity. */
  static ECPoint point(byte[] encoded) throws Untrusted {
    if (encoded.length != POINT || encoded[0] != 4) {
      throw Untrusted.malformed("an ephemeral key that is no uncompressed point of P-256");
    }
    try {
      return DOMAIN.validatePublicPoint(DOMAIN.getCurve().decodePoint(encoded));
    } catch (IllegalArgumentException e) {
      throw Untrusted.malformed("an ephemeral key that is no point of P-256");
    }
  }

  static BigInteger randomScalar(SecureRandom random) {
    return BigIntegers.createRandomInRange(BigInteger.ONE, N.subtract(BigInteger.ONE), random);
  }

  /** For a point that is used again. */
  static ECPoint multiplyKnown(ECPoint point, BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(point, scalar);
  }

  /** ECDSA (FIPS 186-5, 6.4.1) over a digest; DER of the Ecdsa-Sig-Value. */
  static byte[] sign(BigInteger key, byte[] digest, SecureRandom random) {
    ECDSASigner signer = new ECDSASigner();
    signer.init(true, new ParametersWithRandom(new ECPrivateKeyParameters(key, DOMAIN), random));
    BigInteger[] rs = signer.generateSignature(digest);
    return Der.write(
        Der.SEQUENCE,
        Der.write(Der.INTEGER, rs[0].toByteArray()),
        Der.write(Der.INTEGER, rs[1].toByteArray()));
  }

  /**
   * ECDSA verification (FIPS 186-5, 6.4.2), strict DER; the key keeps tables, so it is one object
   * used again.
   */
  static boolean verify(ECPublicKeyParameters key, byte[] digest, byte[] signature) {
    BigInteger r;
    BigInteger s;
    try {
      Der all = Der.of(signature);
      Der pair = all.enter(Der.SEQUENCE);
      all.end();
      r = integer(pair);
      s = integer(pair);
      pair.end();
    } catch (Untrusted e) {
      return false;
    }
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, key);
    return verifier.verifySignature(digest, r, s);
  }

  /** A DER INTEGER of at most 33 octets, minimal. */
  static BigInteger integer(Der der) throws Untrusted {
    byte[] value = der.value(Der.INTEGER);
    if (value.length < 1
        || value.length > 33
        || (value.length > 1 && value[0] == 0 && value[1] >= 0)) {
      throw Untrusted.malformed("signature");
    }
    return new BigInteger(value);
  }

  /** The shared secret of ECDH: the point's x (SEC 1, 3.3.1). */
  static byte[] sharedSecret(ECPoint product) {
    if (product.isInfinity()) {
      throw new IllegalStateException("key agreement at infinity");
    }
    return product.normalize().getAffineXCoord().getEncoded();
  }

  private P256() {}
}
