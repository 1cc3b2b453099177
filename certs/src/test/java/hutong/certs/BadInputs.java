package hutong.certs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes the files of good and bad inputs and the world they belong to. Run once, by hand, with the
 * folder {@code src/test/resources} as its argument; the files are committed, the keys in them are
 * for tests alone.
 */
final class BadInputs {

  private final Path bad;
  private final World world;

  private BadInputs(Path bad, World world) {
    this.bad = bad;
    this.world = world;
  }

  public static void main(String[] arguments) throws Exception {
    Path resources = Path.of(arguments[0]);
    Path folder = resources.resolve("world");
    Authority authority = Authority.create(folder.resolve("authority"), World.SECRET, World.CLOCK);
    Credential expired =
        authority.issueSigning(
            World.SENDER,
            World.NOW.minus(Duration.ofDays(700)),
            World.NOW.minus(Duration.ofHours(1)));
    NodeKeys sender = authority.issue(World.SENDER, List.of("localhost"));
    sender.save(folder.resolve("sender"), World.SECRET);
    World.only(sender, expired).save(folder.resolve("expired"), World.SECRET);
    authority
        .issue(World.RECIPIENT, List.of("localhost"))
        .save(folder.resolve("recipient"), World.SECRET);
    BadInputs inputs = new BadInputs(resources.resolve("bad"), World.stored(folder));
    inputs.good(resources.resolve("good"));
    inputs.signed();
    inputs.structure();
    inputs.sealed();
  }

  private void good(Path good) throws IOException {
    Files.createDirectories(good);
    byte[] signed = world.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    Files.write(good.resolve("document"), Forgery.CONTENT);
    Files.write(good.resolve("exchange.cms"), signed);
    Files.write(
        good.resolve("exchange.sealed.cms"), world.sealer().seal(signed, world.recipient()));
    Files.write(
        good.resolve("receipt.cms"), world.sealer().sign(Forgery.CONTENT, ContentKind.RECEIPT));
    Files.write(good.resolve("directory.cms"), world.signed(1, world.members()));
  }

  private void signed() throws Exception {
    write(Fault.SIGNER_EXPIRED, "expired-signer", whenItWasValid());
    write(
        Fault.SIGNER_EXPIRED,
        "signed-before-its-certificate",
        forged(f -> f.signingTime = World.NOW.minus(Duration.ofDays(2))));
    Authority foreign =
        Authority.create(Files.createTempDirectory("foreign"), World.SECRET, World.CLOCK);
    write(
        Fault.SIGNER_UNKNOWN,
        "foreign-authority",
        new Forgery(foreign.issue(World.SENDER, List.of()).signing().get(0)).build());
    write(
        Fault.SIGNER_UNKNOWN,
        "not-in-directory",
        new Forgery(world.authority.issue(World.SENDER, List.of()).signing().get(0)).build());
    write(
        Fault.SIGNER_UNKNOWN,
        "encryption-certificate-signs",
        new Forgery(world.senderKeys.encryption().get(0)).build());
    write(
        Fault.WRONG_KIND,
        "receipt",
        forged(f -> f.contentType = f.attributeContentType = Oids.RECEIPT));
    write(
        Fault.WRONG_KIND,
        "directory",
        forged(f -> f.contentType = f.attributeContentType = Oids.DIRECTORY));
    write(
        Fault.WRONG_KIND,
        "plain-data",
        forged(f -> f.contentType = f.attributeContentType = Oids.DATA));
    write(
        Fault.SIGNATURE_INVALID,
        "receipt-relabelled",
        forged(f -> f.attributeContentType = Oids.RECEIPT));
    write(
        Fault.SIGNATURE_INVALID,
        "signing-certificate-mismatch",
        forged(f -> f.certificateDigest = Sha256.of(new byte[1])));
    write(
        Fault.SIGNATURE_INVALID,
        "another-content",
        forged(f -> f.messageDigest = Sha256.of(new byte[1])));
    write(
        Fault.SIGNATURE_INVALID,
        "another-signer-id",
        forged(f -> f.signerId = Certificates.issuerAndSerial(world.authority.root())));
    byte[] good = forged(f -> {});
    byte[] changed = good.clone();
    changed[changed.length - 1] ^= 1;
    write(Fault.SIGNATURE_INVALID, "changed-signature", changed);
    byte[] rsa = rsa16k();
    byte[] pss = Der.write(Der.SEQUENCE, Oids.der("1.2.840.113549.1.1.11"), new byte[] {5, 0});
    write(
        Fault.SUITE_NOT_ALLOWED,
        "rsa-16384",
        forged(
            f -> {
              f.certificates = rsa;
              f.signatureAlgorithm = pss;
            }));
    write(Fault.SIGNER_UNKNOWN, "rsa-16384-as-ecdsa", forged(f -> f.certificates = rsa));
    write(
        Fault.SUITE_NOT_ALLOWED,
        "sha-1",
        forged(f -> f.digestAlgorithm = Der.write(Der.SEQUENCE, Oids.der("1.3.14.3.2.26"))));
  }

  private void structure() throws Exception {
    write(Fault.MALFORMED, "two-signers", forged(f -> f.twice = true));
    write(Fault.MALFORMED, "detached", forged(f -> f.detached = true));
    write(
        Fault.MALFORMED, "signing-certificate-missing", forged(f -> f.signingCertificate = false));
    write(
        Fault.MALFORMED,
        "unsigned-attributes",
        forged(
            f -> {
              byte[] attribute =
                  Forgery.attribute(Oids.MESSAGE_DIGEST, Der.write(Der.OCTET_STRING, new byte[32]));
              f.unsignedAttributes = Der.write(Der.context(1), attribute);
            }));
    write(
        Fault.MALFORMED,
        "two-message-digests",
        forged(
            f ->
                f.furtherAttributes.add(
                    Forgery.attribute(
                        Oids.MESSAGE_DIGEST, Der.write(Der.OCTET_STRING, new byte[32])))));
    write(Fault.MALFORMED, "attributes-out-of-order", forged(f -> f.unordered = true));
    write(Fault.MALFORMED, "two-certificates", forged(f -> f.certificates = twice(f.certificates)));
    write(Fault.MALFORMED, "no-certificate", forged(f -> f.certificates = new byte[0]));
    byte[] good = forged(f -> {});
    write(Fault.MALFORMED, "trailing-bytes", Arrays.copyOf(good, good.length + 1));
    write(Fault.MALFORMED, "truncated", Arrays.copyOf(good, good.length - 1));
    write(Fault.MALFORMED, "empty", new byte[0]);
    write(Fault.MALFORMED, "indefinite-length", indefinite(good));
    byte[] longer = Arrays.copyOfRange(good, 1, good.length);
    byte[] lengths = {(byte) 0x30, (byte) 0x83, 0};
    write(
        Fault.MALFORMED,
        "length-not-minimal",
        concat(lengths, Arrays.copyOfRange(longer, 1, longer.length)));
    write(
        Fault.MALFORMED,
        "two-gigabytes",
        new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1, 0x30, 0});
    byte[] deep = {};
    for (int i = 0; i < 20_000; i++) {
      deep = i % 2 == 0 ? Der.write(Der.SEQUENCE, deep) : Der.write(Der.SET, deep);
    }
    write(Fault.MALFORMED, "deep", deep);
    write(Fault.MALFORMED, "deep-in-signed-data", Forgery.wrap(deep));
  }

  private void sealed() throws Exception {
    byte[] good = world.sealer().seal(forged(f -> {}), world.recipient());
    NodeKeys stranger = world.authority.issue(World.RECIPIENT, List.of());
    Member other = World.member(stranger, List.of("3302"), "INTL", List.of());
    write(Fault.NO_KEY, "another-key.sealed", world.sealer().seal(forged(f -> {}), other));
    byte[] tag = good.clone();
    tag[tag.length - 1] ^= 1;
    write(Fault.DECRYPTION_FAILED, "changed-tag.sealed", tag);
    byte[] text = good.clone();
    text[text.length - 40] ^= 1;
    write(Fault.DECRYPTION_FAILED, "changed-ciphertext.sealed", text);
    int wrapped = indexOf(good, new byte[] {Der.OCTET_STRING, KeyWrap.WRAPPED}) + 2;
    byte[] key = good.clone();
    key[wrapped] ^= 1;
    write(Fault.DECRYPTION_FAILED, "changed-content-key.sealed", key);
    int point = indexOf(good, new byte[] {Der.BIT_STRING, 66, 0, 4}) + 4;
    byte[] off = good.clone();
    off[point] ^= 1;
    write(Fault.MALFORMED, "ephemeral-off-curve.sealed", off);
    byte[] trailing = Arrays.copyOf(good, good.length + 1);
    write(Fault.MALFORMED, "trailing-bytes.sealed", trailing);
    write(Fault.MALFORMED, "indefinite-length.sealed", indefinite(good));
    write(Fault.MALFORMED, "not-sealed.sealed", forged(f -> {}));
    SealedFrame frame = SealedFrame.read(good);
    byte[] both = twice(frame.recipientInfo());
    write(
        Fault.MALFORMED,
        "two-recipients.sealed",
        new SealedFrame(both, Oids.DATA, frame.content()).write());
    byte[] password = frame.recipientInfo().clone();
    password[0] = (byte) Der.context(3);
    write(
        Fault.SUITE_NOT_ALLOWED,
        "another-recipient-kind.sealed",
        new SealedFrame(password, Oids.DATA, frame.content()).write());
    write(
        Fault.SIGNER_EXPIRED,
        "expired-signer.sealed",
        world.sealer().seal(whenItWasValid(), world.recipient()));
  }

  private byte[] whenItWasValid() {
    Forgery forgery = new Forgery(world.expired);
    forgery.signingTime = World.NOW.minus(Duration.ofDays(2));
    return forgery.build();
  }

  private byte[] forged(Consumer<Forgery> change) {
    Forgery forgery = new Forgery(world.senderKeys.signing().get(0));
    change.accept(forgery);
    return forgery.build();
  }

  private byte[] rsa16k() throws Exception {
    BigInteger modulus = new BigInteger(16_384, new Random(0)).setBit(16_383).setBit(0);
    X500Name name = new X500Name("CN=" + World.SENDER);
    return new JcaX509v3CertificateBuilder(
            name,
            BigInteger.TEN,
            Date.from(World.NOW.minus(Duration.ofDays(1))),
            Date.from(World.NOW.plus(Duration.ofDays(1))),
            name,
            KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537))))
        .build(
            new JcaContentSignerBuilder("SHA256withECDSA")
                .setProvider(Certificates.BOUNCY_CASTLE)
                .build(world.senderKeys.signing().get(0).key()))
        .getEncoded();
  }

  private static byte[] indefinite(byte[] der) throws IOException {
    int header = 2 + (der[1] & 0x7f);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {0x30, (byte) 0x80});
    out.write(der, header, der.length - header);
    out.write(new byte[2]);
    return out.toByteArray();
  }

  private static byte[] twice(byte[] bytes) {
    return concat(bytes, bytes);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  static int indexOf(byte[] all, byte[] part) {
    for (int i = 0; i + part.length <= all.length; i++) {
      if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new IllegalArgumentException("not in it");
  }

  private void write(Fault fault, String name, byte[] bytes) throws IOException {
    Path folder = Files.createDirectories(bad.resolve(fault.name()));
    Files.write(folder.resolve(name + ".cms"), bytes);
  }
}
