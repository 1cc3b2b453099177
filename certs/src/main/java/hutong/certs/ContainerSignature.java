package hutong.certs;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Signs a container's manifest, and verifies that: CAdES-BASELINE-T (ETSI EN 319 122-1), detached,
 * by as many keys as the suite has schemes, with a time stamp over each signature.
 */
final class ContainerSignature {

  static final int MAX_BYTES = 96 * 1024;

  private static final byte[] ONE = {2, 1, 1};

  /** By preference: most validators read INTL, and few read two signatures. */
  private static final List<Suite> SUITES =
      Suites.standard().all().stream()
          .sorted(
              Comparator.comparing((Suite suite) -> !suite.id().equals("INTL"))
                  .thenComparing(suite -> suite.schemes().size()))
          .toList();

  /** One signature, with the token over it, which is not verified yet. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record Stamped(byte[] value, byte[] token) {}

  /** Signatures that hold, all over the same; who made them is not trusted yet. */
  record Verified(List<X509Certificate> signers, Instant signedAt, List<Stamped> signatures) {}

  private record Chosen(Suite suite, List<Credential> signers) {}

  /** The newest valid now; never half of what counts only together. */
  private static Chosen choose(NodeKeys keys, Predicate<X509Certificate> listed, Instant now)
      throws IOException {
    List<List<Credential>> groups = Related.groups(keys.signing(), Credential::certificate);
    for (Suite suite : SUITES) {
      Optional<List<Credential>> signers =
          groups.stream()
              .filter(group -> suite.signs(certificates(group)))
              .filter(
                  group ->
                      certificates(group).stream()
                          .allMatch(each -> Certificates.validAt(each, now) && listed.test(each)))
              .max(Comparator.comparing(group -> Certificates.notBefore(certificates(group))));
      if (signers.isPresent()) {
        return new Chosen(suite, signers.get());
      }
    }
    throw new IOException("this node has no signing key that is valid now and in its directory");
  }

  private static List<X509Certificate> certificates(List<Credential> together) {
    return together.stream().map(Credential::certificate).toList();
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
    Digest digest = suite.digest(manifest, new Operations());
    List<byte[]> certificates = new ArrayList<>();
    List<byte[]> signerInfos = new ArrayList<>();
    for (int i = 0; i < chosen.signers.size(); i++) {
      Credential signer = chosen.signers.get(i);
      byte[] certificate = Certificates.encoded(signer.certificate());
      byte[] attributes =
          new SignerFrame.Attributes(
                  Oids.DATA,
                  digest.value(),
                  now.truncatedTo(ChronoUnit.SECONDS),
                  Sha256.of(certificate))
              .write();
      certificates.add(certificate);
      signerInfos.add(signerInfo(suite, suite.schemes().get(i), signer, attributes, time));
    }
    byte[] signedData =
        Der.write(
            Der.SEQUENCE,
            ONE,
            Der.write(Der.SET, suite.digestAlgorithm()),
            Der.write(Der.SEQUENCE, Oids.DATA),
            Der.write(Der.context(0), certificates.toArray(byte[][]::new)),
            Der.write(Der.SET, signerInfos.toArray(byte[][]::new)));
    return Der.write(Der.SEQUENCE, Oids.SIGNED_DATA, Der.write(Der.context(0), signedData));
  }

  private static byte[] signerInfo(
      Suite suite, Suite.Scheme scheme, Credential signer, byte[] attributes, TimeAuthority time)
      throws IOException {
    byte[] signature = scheme.signer(signer.key()).sign(attributes, new Operations());
    byte[] token = time.stamp(Sha256.of(signature));
    byte[] implicit = attributes.clone();
    implicit[0] = (byte) Der.context(0);
    return Der.write(
        Der.SEQUENCE,
        ONE,
        Certificates.issuerAndSerial(signer.certificate()),
        suite.digestAlgorithm(),
        implicit,
        scheme.algorithm(),
        Der.write(Der.OCTET_STRING, signature),
        Der.write(
            Der.context(1),
            Der.write(Der.SEQUENCE, Oids.SIGNATURE_TIME_STAMP, Der.write(Der.SET, token))));
  }

  /**
   * Verifies structure, digest and signatures; whether the signer's certificates are trusted, and
   * belong together, is for the caller, as of the time of their time stamps.
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
    byte[] digestAlgorithm = algorithms.element(Der.SEQUENCE);
    algorithms.end();
    Suite suite = suite(digestAlgorithm);
    data.expect(Der.write(Der.SEQUENCE, Oids.DATA), "the detached content");
    Der certificates = data.enter(Der.context(0));
    Der signers = data.enter(Der.SET);
    data.end();
    Digest digest = suite.digest(manifest, new Operations());
    List<X509Certificate> who = new ArrayList<>();
    List<Stamped> signatures = new ArrayList<>();
    Instant signedAt = null;
    for (Suite.Scheme scheme : suite.schemes()) {
      byte[] certificate = certificates.element(Der.SEQUENCE);
      who.add(Certificates.parse(certificate));
      Der signer = signers.enter(Der.SEQUENCE);
      One one = verify(signer, suite, scheme, certificate, digest);
      if (signedAt != null && !signedAt.equals(one.at())) {
        throw new Untrusted(Fault.SIGNATURE_INVALID, "the container's signatures differ in time");
      }
      signedAt = one.at();
      signatures.add(one.stamped());
    }
    certificates.end();
    signers.end();
    return new Verified(List.copyOf(who), signedAt, List.copyOf(signatures));
  }

  private record One(Instant at, Stamped stamped) {}

  private static One verify(
      Der signer, Suite suite, Suite.Scheme scheme, byte[] certificate, Digest digest)
      throws Untrusted {
    X509Certificate parsed = Certificates.parse(certificate);
    signer.expect(ONE, "the signer's version");
    signer.expect(Certificates.issuerAndSerial(parsed), "the signer's identifier");
    signer.expect(suite.digestAlgorithm(), "the signer's digest algorithm");
    byte[] toBeSigned = signer.element(Der.context(0));
    toBeSigned[0] = Der.SET;
    if (!Arrays.equals(scheme.algorithm(), signer.element(Der.SEQUENCE))) {
      throw new Untrusted(Fault.SUITE_NOT_ALLOWED, "the container's signature");
    }
    byte[] signature = signer.value(Der.OCTET_STRING);
    byte[] token = token(signer);
    signer.end();
    SignerFrame.Attributes attributes = SignerFrame.Attributes.read(toBeSigned);
    if (!scheme.suits(parsed) || !Issuing.Purpose.SIGNING.allows(parsed)) {
      throw new Untrusted(Fault.SIGNER_UNKNOWN, "not a certificate that signs");
    }
    if (!attributes.fit(Oids.DATA, digest)
        || !Arrays.equals(attributes.certificateDigest(), Sha256.of(certificate))
        || !scheme.verifier(parsed).verify(toBeSigned, signature, new Operations())) {
      throw new Untrusted(Fault.SIGNATURE_INVALID, "the container's signature");
    }
    return new One(attributes.signingTime(), new Stamped(signature, token));
  }

  /** Each has a digest of its own. */
  private static Suite suite(byte[] digestAlgorithm) throws Untrusted {
    for (Suite suite : SUITES) {
      if (Arrays.equals(suite.digestAlgorithm(), digestAlgorithm)) {
        return suite;
      }
    }
    throw new Untrusted(Fault.SUITE_NOT_ALLOWED, "the container's signature");
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
