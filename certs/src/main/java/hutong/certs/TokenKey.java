package hutong.certs;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import javax.crypto.KeyAgreement;

/**
 * A private key on P-256 that stays on its token, which signs and agrees with it; nothing else of
 * it is known here.
 */
final class TokenKey implements PrivateKey {

  private static final long serialVersionUID = 1L;

  private final transient PrivateKey key;
  private final transient ECPublicKey known;
  private final transient Provider token;

  /**
   * A key of a token.
   *
   * @param known its public key
   */
  TokenKey(PrivateKey key, ECPublicKey known, Provider token) {
    this.key = key;
    this.known = known;
    this.token = token;
  }

  PublicKey publicKey() {
    return known;
  }

  PrivateKey onToken() {
    return key;
  }

  /** ECDSA over a digest; DER of the Ecdsa-Sig-Value. */
  byte[] sign(byte[] digest) {
    try {
      Signature signature = Signature.getInstance("NONEwithECDSA", token);
      signature.initSign(key);
      signature.update(digest);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The token does not sign", e);
    }
  }

  /** The shared secret of ECDH: the point's x, 32 octets. */
  byte[] agree(org.bouncycastle.math.ec.ECPoint point) {
    try {
      org.bouncycastle.math.ec.ECPoint affine = point.normalize();
      PublicKey theirs =
          KeyFactory.getInstance("EC")
              .generatePublic(
                  new ECPublicKeySpec(
                      new ECPoint(
                          affine.getAffineXCoord().toBigInteger(),
                          affine.getAffineYCoord().toBigInteger()),
                      known.getParams()));
      KeyAgreement agreement = KeyAgreement.getInstance("ECDH", token);
      agreement.init(key);
      agreement.doPhase(theirs, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The token does not agree on keys", e);
    }
  }

  @Override
  public String getAlgorithm() {
    return "EC";
  }

  /** None: it does not leave the token. */
  @Override
  public String getFormat() {
    return null;
  }

  @Override
  public byte[] getEncoded() {
    return null;
  }
}
