package hutong.certs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Makes SignedData with the keys of one suite: what can be prepared for them is prepared once. */
final class SignedData {

  /** One of the keys. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Half(
      Suite.Signer signer, byte[] algorithm, byte[] certificateDigest, byte[] signerId) {}

  private final Suite suite;
  private final List<Half> halves = new ArrayList<>();
  private final List<byte[]> certificates;

  /**
   * For keys that the suite signs with.
   *
   * @param signing in the order of its schemes
   */
  SignedData(Suite suite, List<Credential> signing) {
    this.suite = suite;
    this.certificates =
        signing.stream().map(each -> Certificates.encoded(each.certificate())).toList();
    for (int i = 0; i < signing.size(); i++) {
      Suite.Scheme scheme = suite.schemes().get(i);
      halves.add(
          new Half(
              scheme.signer(signing.get(i).key()),
              scheme.algorithm(),
              Sha256.of(certificates.get(i)),
              Certificates.issuerAndSerial(signing.get(i).certificate())));
    }
  }

  Signed of(byte[] content, byte[] contentType, Instant at, Operations operations) {
    Digest digest = suite.digest(content, operations);
    Instant signingTime = at.truncatedTo(ChronoUnit.SECONDS);
    List<SignerFrame> signers = new ArrayList<>(halves.size());
    for (Half half : halves) {
      SignerFrame.Attributes attributes =
          new SignerFrame.Attributes(
              contentType, digest.value(), signingTime, half.certificateDigest());
      byte[] toBeSigned = attributes.write();
      signers.add(
          new SignerFrame(
              half.signerId(),
              suite.digestAlgorithm(),
              half.algorithm(),
              toBeSigned,
              half.signer().sign(toBeSigned, operations),
              attributes));
    }
    SignedFrame frame =
        new SignedFrame(
            suite.signedDataType(),
            contentType,
            content,
            suite.digestAlgorithm(),
            certificates,
            signers);
    return new Signed(frame.write(), digest, suite.id());
  }
}
