package hutong.certs;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
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

  /**
   * One signature for them all, at least two, each of which stands alone.
   *
   * @return in the order of the arguments
   */
  List<Signed> ofAll(
      List<byte[]> contents,
      ContentKind kind,
      Instant at,
      SecureRandom random,
      Operations operations) {
    List<Digest> digests = new ArrayList<>(contents.size());
    List<byte[]> salts = new ArrayList<>(contents.size());
    List<byte[]> leaves = new ArrayList<>(contents.size());
    for (byte[] content : contents) {
      Digest digest = suite.digest(content, operations);
      operations.count(Operation.RANDOM, LeafFrame.SALT);
      byte[] salt = new byte[LeafFrame.SALT];
      random.nextBytes(salt);
      digests.add(digest);
      salts.add(salt);
      leaves.add(LeafFrame.hash(salt, digest, operations));
    }
    HashTree.Grown tree = HashTree.grown(leaves);
    for (int node = 1; node < leaves.size(); node++) {
      operations.count(Operation.DIGEST, HashTree.NODE_OCTETS);
    }
    String root = HexFormat.of().formatHex(tree.root());
    byte[] content = new TreeHead(kind, leaves.size(), root).write();
    byte[] head = of(content, Oids.TREE_HEAD, at, operations).bytes();
    List<Signed> signed = new ArrayList<>(contents.size());
    for (int i = 0; i < leaves.size(); i++) {
      LeafFrame leaf = new LeafFrame(contents.get(i), salts.get(i), i, tree.path(i), head);
      signed.add(new Signed(leaf.write(), digests.get(i), suite.id()));
    }
    return signed;
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
