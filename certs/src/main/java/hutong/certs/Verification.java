package hutong.certs;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Verifies one SignedData by known certificates: what directory and records have in common. */
final class Verification {

  /**
   * Digest of the content that was verified.
   *
   * @throws Untrusted with the first fault found
   */
  static Digest verify(SignedFrame frame, Known known, Instant now, Operations operations)
      throws Untrusted {
    Digest digest = checkSigned(frame, known, operations);
    checkValid(known, frame.signers().get(0).attributes().signingTime(), now);
    return digest;
  }

  /** Of the content; all signatures that the suite has must hold. */
  static Digest checkSigned(SignedFrame frame, Known known, Operations operations)
      throws Untrusted {
    Suite suite = known.suite();
    List<SignerFrame> signers = frame.signers();
    if (!frame.isOf(suite)) {
      throw new Untrusted(Fault.SUITE_NOT_ALLOWED, "not the algorithm of the signer's key");
    }
    Digest digest = suite.digest(frame.content(), operations);
    Instant signedAt = signers.get(0).attributes().signingTime();
    for (int i = 0; i < signers.size(); i++) {
      SignerFrame signer = signers.get(i);
      if (!signer.attributes().fit(frame.contentType(), digest)
          || !signer.attributes().signingTime().equals(signedAt)) {
        throw new Untrusted(Fault.SIGNATURE_INVALID, "the attributes are of another content");
      }
      if (!Arrays.equals(signer.signerId(), known.halves().get(i).signerId())) {
        throw new Untrusted(Fault.SIGNATURE_INVALID, "the signer's identifier is of another");
      }
    }
    for (int i = 0; i < signers.size(); i++) {
      SignerFrame signer = signers.get(i);
      Suite.Verifier verifier = known.halves().get(i).verifier();
      if (!verifier.verify(signer.toBeSigned(), signer.signature(), operations)) {
        throw new Untrusted(Fault.SIGNATURE_INVALID, "the signature");
      }
    }
    return digest;
  }

  static void checkValid(Known known, Instant signedAt, Instant now) throws Untrusted {
    if (!known.validAt(now) || !known.validAt(signedAt)) {
      throw new Untrusted(Fault.SIGNER_EXPIRED, "the signer's certificate");
    }
  }

  private Verification() {}
}
