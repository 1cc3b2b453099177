package hutong.certs;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes SignedData with one key: what can be prepared for the key is prepared once. */
final class SignedData {

  private final Suite suite;
  private final Suite.Signer signer;
  private final byte[] certificate;
  private final byte[] certificateDigest;
  private final byte[] signerId;

  SignedData(Suite suite, Credential signing) {
    this.suite = suite;
    this.signer = suite.signer(signing.key());
    this.certificate = Certificates.encoded(signing.certificate());
    this.certificateDigest = Sha256.of(certificate);
    this.signerId = Certificates.issuerAndSerial(signing.certificate());
  }

  Digest digest(byte[] content, Operations operations) {
    return suite.digest(content, operations);
  }

  byte[] of(byte[] content, byte[] contentType, Instant at, Operations operations) {
    byte[] attributes =
        new SignedFrame.Attributes(
                contentType,
                suite.digest(content, operations).value(),
                at.truncatedTo(ChronoUnit.SECONDS),
                certificateDigest)
            .write();
    byte[] signature = signer.sign(attributes, operations);
    return SignedFrame.write(
        contentType, content, certificate, signerId, suite, attributes, signature);
  }
}
