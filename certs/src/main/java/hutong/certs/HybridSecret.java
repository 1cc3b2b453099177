package hutong.certs;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.math.ec.ECPoint;

/**
 * ML-KEM-768 (FIPS 203) combined with ephemeral-static ECDH on P-256: a secret that nobody has who
 * lacks either. One-step derivation of NIST SP 800-56C with SHA-256: the two secrets, then both
 * ciphertexts, the recipient's point and a label.
 */
final class HybridSecret {

  static final String ML_KEM_768 = "2.16.840.1.101.3.4.4.2";

  /** Octets of the lattice's ciphertext. */
  static final int LATTICE = 1088;

  /** Octets of both ciphertexts: the lattice's, then the ephemeral point. */
  static final int CIPHERTEXT = LATTICE + P256.POINT;

  private static final byte[] COUNTER = {0, 0, 0, 1};
  private static final byte[] LABEL =
      "HX/1 ML-KEM-768 with ECDH P-256".getBytes(StandardCharsets.US_ASCII);

  /**
   * What one encapsulation gives.
   *
   * @param value 32 octets
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Encapsulated(byte[] value, byte[] ciphertext) {}

  /** The public halves of one recipient. */
  static final class Recipient {

    private final ECPoint point;
    private final byte[] encodedPoint;
    private final MLKEMPublicKeyParameters lattice;
    private final SecureRandom random;

    Recipient(X509Certificate classic, X509Certificate lattice, SecureRandom random) {
      this.point = P256.point((ECPublicKey) classic.getPublicKey());
      this.encodedPoint = point.getEncoded(false);
      this.lattice =
          new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, Lattice.octets(lattice));
      this.random = random;
    }

    Encapsulated encapsulate(Operations operations) {
      operations.count(Operation.ENCAPSULATE, LATTICE);
      SecretWithEncapsulation secret = new MLKEMGenerator(random).generateEncapsulated(lattice);
      operations.count(Operation.KEYGEN, P256.POINT);
      BigInteger scalar = P256.randomScalar(random);
      byte[] ephemeral =
          P256.multiplyKnown(P256.DOMAIN.getG(), scalar).normalize().getEncoded(false);
      operations.count(Operation.AGREE_KNOWN, P256.POINT);
      byte[] z = P256.sharedSecret(P256.multiplyKnown(point, scalar));
      byte[] ciphertext = Arrays.copyOf(secret.getEncapsulation(), CIPHERTEXT);
      System.arraycopy(ephemeral, 0, ciphertext, LATTICE, P256.POINT);
      return new Encapsulated(
          combine(secret.getSecret(), z, ciphertext, encodedPoint, operations), ciphertext);
    }
  }

  /** The private halves. */
  static final class Holder {

    private final BigInteger scalar;
    private final byte[] encodedPoint;
    private final MLKEMPrivateKeyParameters lattice;

    Holder(Credential classic, Credential lattice) {
      this.scalar = ((ECPrivateKey) classic.key()).getS();
      this.encodedPoint =
          P256.point((ECPublicKey) classic.certificate().getPublicKey()).getEncoded(false);
      this.lattice = (MLKEMPrivateKeyParameters) Lattice.privateKey(lattice.key());
    }

    /** A ciphertext that was changed gives another secret, no fault: that is how ML-KEM is made. */
    byte[] decapsulate(byte[] ciphertext, Operations operations) throws Untrusted {
      ECPoint ephemeral = P256.point(Arrays.copyOfRange(ciphertext, LATTICE, CIPHERTEXT));
      operations.count(Operation.AGREE, P256.POINT);
      byte[] z = P256.sharedSecret(ephemeral.multiply(scalar));
      operations.count(Operation.DECAPSULATE, LATTICE);
      byte[] secret = new MLKEMExtractor(lattice).extractSecret(Arrays.copyOf(ciphertext, LATTICE));
      return combine(secret, z, ciphertext, encodedPoint, operations);
    }
  }

  private static byte[] combine(
      byte[] secret, byte[] z, byte[] ciphertext, byte[] point, Operations operations) {
    operations.count(
        Operation.DIGEST,
        COUNTER.length + secret.length + z.length + CIPHERTEXT + P256.POINT + LABEL.length);
    return Sha256.of(COUNTER, secret, z, ciphertext, point, LABEL);
  }

  private HybridSecret() {}
}
