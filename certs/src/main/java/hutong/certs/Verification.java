package hutong.certs;

import java.time.Instant;
import java.util.Arrays;

/** Verifies one SignedData by one known certificate: what directory and records have in common. */
final class Verification {

  /**
   * Digest of the content that was verified.
   *
   * @throws Untrusted with the first fault found
   */
  static Digest verify(SignedFrame frame, Known known, Instant now, Operations operations)
      throws Untrusted {
    Suite suite = known.suite();
    if (!Arrays.equals(frame.signatureAlgorithm(), suite.signatureAlgorithm())
        || !Arrays.equals(frame.digestAlgorithm(), suite.digestAlgorithm())) {
      throw new Untrusted(Fault.SUITE_NOT_ALLOWED, "not the algorithm of the signer's key");
    }
    Digest digest = suite.digest(frame.content(), operations);
    if (!frame.attributesFit(digest)) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the attributes are of another content");
    }
    if (!Arrays.equals(frame.signerId(), known.signerId())) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the signer's identifier is of another");
    }
    if (!known.verifier().verify(frame.toBeSigned(), frame.signature(), operations)) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the signature");
    }
    if (!known.validAt(now) || !known.validAt(frame.attributes().signingTime())) {
      throw new Untrusted(Fault.SIGNER_EXPIRED, "the signer's certificate");
    }
    return digest;
  }

  private Verification() {}
}
