package hutong.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes the vectors of SM and PQ: the keys they belong to, good inputs, and bad ones under the
 * fault that each is refused with. Run once, by hand, with {@code src/test/resources/suites} as its
 * argument; the files are committed, the keys in them are for tests alone.
 */
final class SuiteVectors {

  private final Path folder;
  private final Pair pair;

  private SuiteVectors(Path folder, Pair pair) {
    this.folder = folder;
    this.pair = pair;
  }

  public static void main(String[] arguments) throws Exception {
    for (String id : List.of("SM", "PQ")) {
      Path folder = Path.of(arguments[0]).resolve(id);
      Authority authority =
          Authority.create(folder.resolve("authority"), World.SECRET, World.CLOCK);
      List<Suite> suite = List.of(Suites.standard().byId(id));
      authority.issue(World.SENDER, List.of(), suite).save(folder.resolve("sender"), World.SECRET);
      authority
          .issue(World.RECIPIENT, List.of(), suite)
          .save(folder.resolve("recipient"), World.SECRET);
      SuiteVectors vectors = new SuiteVectors(folder, Pair.stored(folder, id));
      vectors.good();
      vectors.common();
      if (id.equals("SM")) {
        vectors.sm();
      } else {
        vectors.pq();
      }
    }
  }

  private void good() throws IOException {
    Path good = Files.createDirectories(folder.resolve("good"));
    byte[] signed = pair.signed(ContentKind.EXCHANGE);
    Files.write(good.resolve("document"), Forgery.CONTENT);
    Files.write(good.resolve("exchange.cms"), signed);
    Files.write(good.resolve("exchange.sealed.cms"), pair.sealer().seal(signed, pair.recipient()));
    Files.write(good.resolve("receipt.cms"), pair.signed(ContentKind.RECEIPT));
    Files.write(good.resolve("directory.cms"), pair.directory.signed());
  }

  private void common() throws Exception {
    byte[] signed = pair.signed(ContentKind.EXCHANGE);
    byte[] sealed = pair.sealer().seal(signed, pair.recipient());
    SignedFrame frame = SignedFrame.read(signed);
    write(Fault.SIGNATURE_INVALID, "changed-content", changed(signed, Forgery.CONTENT, 3));
    write(
        Fault.SIGNATURE_INVALID,
        "changed-signature",
        changed(signed, frame.signers().get(frame.signers().size() - 1).signature(), 40));
    write(Fault.MALFORMED, "truncated", Arrays.copyOf(signed, signed.length - 1));
    write(Fault.MALFORMED, "trailing-bytes.sealed", Arrays.copyOf(sealed, sealed.length + 1));
    write(Fault.WRONG_KIND, "receipt", pair.signed(ContentKind.RECEIPT));
    SealedFrame open = SealedFrame.read(sealed);
    write(
        Fault.DECRYPTION_FAILED,
        "changed-ciphertext.sealed",
        changed(sealed, open.content().ciphertext(), 9));
    write(Fault.DECRYPTION_FAILED, "changed-tag.sealed", changed(sealed, open.content().tag(), 1));
    NodeKeys stranger =
        pair.authority.issue(
            World.RECIPIENT,
            List.of(),
            List.of(Suites.standard().byId(folder.getFileName().toString())));
    Member other =
        Pair.member(stranger, "3302")
            .withSuites(pair.recipient().suites(), pair.recipient().floor());
    write(Fault.NO_KEY, "another-key.sealed", pair.sealer().seal(signed, other));
    NodeKeys intl = pair.authority.issue(World.SENDER, List.of());
    write(
        Fault.SUITE_NOT_ALLOWED,
        "below-the-floor",
        new SignedData(new Intl(), intl.signing())
            .of(Forgery.CONTENT, Oids.EXCHANGE, World.NOW, new Operations())
            .bytes());
  }

  private void sm() throws Exception {
    byte[] signed = pair.signed(ContentKind.EXCHANGE);
    SignedFrame frame = SignedFrame.read(signed);
    write(
        Fault.SUITE_NOT_ALLOWED,
        "type-of-rfc-5652",
        new SignedFrame(
                Oids.SIGNED_DATA,
                frame.contentType(),
                frame.content(),
                frame.digestAlgorithm(),
                frame.certificates(),
                frame.signers())
            .write());
    byte[] sealed = pair.sealer().seal(signed, pair.recipient());
    byte[] point = {Der.SEQUENCE, (byte) 0x78};
    int at = -1;
    for (byte[] head : List.of(point, new byte[] {0x30, 0x79}, new byte[] {0x30, 0x7a})) {
      at = at < 0 ? find(sealed, head) : at;
    }
    byte[] off = sealed.clone();
    off[at + 10] ^= 1;
    write(Fault.MALFORMED, "ephemeral-off-curve.sealed", off);
    byte[] key = sealed.clone();
    SealedFrame open = SealedFrame.read(sealed);
    int end = find(sealed, open.recipientInfo()) + open.recipientInfo().length;
    key[end - 1] ^= 1;
    write(Fault.DECRYPTION_FAILED, "changed-content-key.sealed", key);
  }

  private void pq() throws Exception {
    byte[] signed = pair.signed(ContentKind.EXCHANGE);
    SignedFrame frame = SignedFrame.read(signed);
    String[] names = {"without-the-lattice-signature", "without-the-classic-signature"};
    for (int kept : List.of(0, 1)) {
      write(
          Fault.SUITE_NOT_ALLOWED,
          names[kept],
          with(frame, List.of(frame.certificates().get(kept)), List.of(frame.signers().get(kept))));
    }
    SignedFrame other =
        SignedFrame.read(
            pair.sealer().sign(new byte[1], ContentKind.EXCHANGE, World.RECIPIENT).bytes());
    write(
        Fault.SIGNATURE_INVALID,
        "classic-signature-of-another-document",
        with(frame, frame.certificates(), List.of(other.signers().get(0), frame.signers().get(1))));
    List<Credential> mixed =
        List.of(halves(pair.senderKeys).get(0), halves(pair.recipientKeys).get(1));
    write(
        Fault.SIGNER_UNKNOWN,
        "half-of-another-member",
        new SignedData(new Pq(), mixed)
            .of(Forgery.CONTENT, Oids.EXCHANGE, World.NOW, new Operations())
            .bytes());
    byte[] sealed = pair.sealer().seal(signed, pair.recipient());
    int ciphertext = find(sealed, new byte[] {4, (byte) 0x82, 4, (byte) 0x81}) + 4;
    byte[] lattice = sealed.clone();
    lattice[ciphertext + 100] ^= 1;
    write(Fault.DECRYPTION_FAILED, "changed-lattice-ciphertext.sealed", lattice);
    byte[] off = sealed.clone();
    off[ciphertext + HybridSecret.LATTICE + 5] ^= 1;
    write(Fault.MALFORMED, "ephemeral-off-curve.sealed", off);
    byte[] point =
        P256.DOMAIN.getG().multiply(java.math.BigInteger.TEN).normalize().getEncoded(false);
    byte[] another = sealed.clone();
    System.arraycopy(point, 0, another, ciphertext + HybridSecret.LATTICE, point.length);
    write(Fault.DECRYPTION_FAILED, "another-ephemeral-point.sealed", another);
  }

  private static List<Credential> halves(NodeKeys keys) {
    return Related.groups(keys.signing(), Credential::certificate).get(0);
  }

  private static byte[] with(
      SignedFrame frame, List<byte[]> certificates, List<SignerFrame> signers) {
    return new SignedFrame(
            frame.type(),
            frame.contentType(),
            frame.content(),
            frame.digestAlgorithm(),
            new ArrayList<>(certificates),
            new ArrayList<>(signers))
        .write();
  }

  private static byte[] changed(byte[] all, byte[] part, int offset) {
    byte[] changed = all.clone();
    changed[find(all, part) + offset] ^= 1;
    return changed;
  }

  private static int find(byte[] all, byte[] part) {
    for (int i = 0; i + part.length <= all.length; i++) {
      if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }

  private void write(Fault fault, String name, byte[] bytes) throws IOException {
    Path in = Files.createDirectories(folder.resolve("bad").resolve(fault.name()));
    Files.write(in.resolve(name + ".cms"), bytes);
  }
}
