package hutong.certs;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Signs a container's manifest, and verifies that: CAdES-BASELINE-T (ETSI EN 319 122-1), detached,
 * one signer, one time stamp over the signature.
 */
final class ContainerSignature {

  static final int MAX_BYTES = 64 * 1024;

  private static final byte[] ONE = {2, 1, 1};

  /** Those with one signature; the first is preferred. */
  private static final List<Suite> SUITES =
      Suites.standard().all().stream()
          .filter(suite -> suite.schemes().size() == 1)
          .sorted(Comparator.comparing(suite -> !suite.id().equals("INTL")))
          .toList();

  /** A signature that holds, with the token over it, which is not verified yet. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Verified(X509Certificate signer, Instant signedAt, byte[] value, byte[] token) {}

  private record Chosen(Suite suite, Credential signer) {}

  /** By INTL where there is such a key, since most validators read that; the newest valid now. */
  private static Chosen choose(NodeKeys keys, Predicate<X509Certificate> listed, Instant now)
      throws IOException {
    for (Suite suite : SUITES) {
      Optional<Credential> signer =
          Related.groups(keys.signing(), Credential::certificate).stream()
              .filter(together -> together.size() == 1)
              .map(together -> together.get(0))
              .filter(each -> suite.schemes().get(0).suits(each.certificate()))
              .filter(each -> Certificates.validAt(each.certificate(), now))
              .filter(each -> listed.test(each.certificate()))
              .max(Comparator.comparing(each -> each.certificate().getNotBefore()));
      if (signer.isPresent()) {
        return new Chosen(suite, signer.get());
      }
    }
    throw new IOException(
        "this node has no signing key that stands alone, is valid now and in its directory");
  }

  private static Suite suite(byte[] digestAlgorithm, byte[] signatureAlgorithm) throws Untrusted {
    for (Suite suite : SUITES) {
      if (Arrays.equals(suite.digestAlgorithm(), digestAlgorithm)
          && Arrays.equals(suite.schemes().get(0).algorithm(), signatureAlgorithm)) {
        return suite;
      }
    }
    throw new Untrusted(Fault.SUITE_NOT_ALLOWED, "the container's signature");
  }

  static byte[] sign(
      byte[] manifest,
      NodeKeys keys,
      Predicate<X509Certificate> listed,
      TimeAuthority time,
      Clock clock)
      throws IOException {
    Instant now = clock.instant();
    Chosen chosen = choose(keys, listed, now);
    Suite suite = chosen.suite;
    Suite.Scheme scheme = suite.schemes().get(0);
    Credential signer = chosen.signer;
    Operations operations = new Operations();
    byte[] certificate = Certificates.encoded(signer.certificate());
    byte[] attributes =
        new SignerFrame.Attributes(
                Oids.DATA,
                suite.digest(manifest, operations).value(),
                now.truncatedTo(ChronoUnit.SECONDS),
                Sha256.of(certificate))
            .write();
    byte[] signature = scheme.signer(signer.key()).sign(attributes, operations);
    byte[] token = time.stamp(Sha256.of(signature));
    byte[] implicit = attributes.clone();
    implicit[0] = (byte) Der.context(0);
    byte[] stamps =
        Der.write(
            Der.context(1),
            Der.write(Der.SEQUENCE, Oids.SIGNATURE_TIME_STAMP, Der.write(Der.SET, token)));
    byte[] signerInfo =
        Der.write(
            Der.SEQUENCE,
            ONE,
            Certificates.issuerAndSerial(signer.certificate()),
            suite.digestAlgorithm(),
            implicit,
            scheme.algorithm(),
            Der.write(Der.OCTET_STRING, signature),
            stamps);
    byte[] signedData =
        Der.write(
            Der.SEQUENCE,
            ONE,
            Der.write(Der.SET, suite.digestAlgorithm()),
            Der.write(Der.SEQUENCE, Oids.DATA),
            Der.write(Der.context(0), certificate),
            Der.write(Der.SET, signerInfo));
    return Der.write(Der.SEQUENCE, Oids.SIGNED_DATA, Der.write(Der.context(0), signedData));
  }

  /**
   * Verifies structure, digest and signature; whether the signer's certificate is trusted is for
   * the caller, as of the time of its time stamp.
   */
  static Verified verify(byte[] bytes, byte[] manifest) throws Untrusted {
    if (bytes.length > MAX_BYTES) {
      throw new Untrusted(Fault.TOO_LARGE, "the container's signature");
    }
    Der all = Der.of(bytes);
    Der contentInfo = all.enter(Der.SEQUENCE);
    all.end();
    contentInfo.expect(Oids.SIGNED_DATA, "the signature's type");
    Der explicit = contentInfo.enter(Der.context(0));
    contentInfo.end();
    Der data = explicit.enter(Der.SEQUENCE);
    explicit.end();
    data.expect(ONE, "the version of SignedData");
    Der algorithms = data.enter(Der.SET);
    final byte[] digestAlgorithm = algorithms.element(Der.SEQUENCE);
    algorithms.end();
    data.expect(Der.write(Der.SEQUENCE, Oids.DATA), "the detached content");
    Der certificates = data.enter(Der.context(0));
    final byte[] certificate = certificates.element(Der.SEQUENCE);
    certificates.end();
    Der signers = data.enter(Der.SET);
    data.end();
    Der signer = signers.enter(Der.SEQUENCE);
    signers.end();
    X509Certificate parsed = Certificates.parse(certificate);
    signer.expect(ONE, "the signer's version");
    signer.expect(Certificates.issuerAndSerial(parsed), "the signer's identifier");
    signer.expect(digestAlgorithm, "the signer's digest algorithm");
    byte[] toBeSigned = signer.element(Der.context(0));
    toBeSigned[0] = Der.SET;
    final Suite suite = suite(digestAlgorithm, signer.element(Der.SEQUENCE));
    final byte[] signature = signer.value(Der.OCTET_STRING);
    final byte[] token = token(signer);
    signer.end();
    SignerFrame.Attributes attributes = SignerFrame.Attributes.read(toBeSigned);
    Operations operations = new Operations();
    Suite.Scheme scheme = suite.schemes().get(0);
    if (!scheme.suits(parsed) || !Issuing.Purpose.SIGNING.allows(parsed)) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "not a certificate that signs");
    }
    if (!Certificates.validAt(parsed, attributes.signingTime())) {
      throw new Untrusted(Fault.SIGNER_EXPIRED, "the certificate that signed the container");
    }
    if (!attributes.fit(Oids.DATA, suite.digest(manifest, operations))
        || !Arrays.equals(attributes.certificateDigest(), Sha256.of(certificate))
        || !scheme.verifier(parsed).verify(toBeSigned, signature, operations)) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the container's signature");
    }
    return new Verified(parsed, attributes.signingTime(), signature, token);
  }

  private static byte[] token(Der signer) throws Untrusted {
    Der unsigned = signer.enter(Der.context(1));
    Der attribute = unsigned.enter(Der.SEQUENCE);
    unsigned.end();
    attribute.expect(Oids.SIGNATURE_TIME_STAMP, "the time stamp");
    Der value = attribute.enter(Der.SET);
    attribute.end();
    byte[] token = value.element(Der.SEQUENCE);
    value.end();
    return token;
  }

  private ContainerSignature() {}
}
