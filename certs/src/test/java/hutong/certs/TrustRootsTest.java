package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader gives beside a container or a token: roots, and lists of whoever it may be. */
final class TrustRootsTest {

  private static final Instant NOW = World.NOW;
  private static final byte[] DIGEST = Sha256.of(new byte[] {1, 2, 3});

  private final Credential root = authority("Root", null);
  private final Credential between = authority("Between", root);
  private final Credential stamping =
      new Issuing("Other")
          .under(
              between,
              Issuing.Purpose.TIME,
              "Stamps",
              List.of(),
              NOW.minusSeconds(60),
              NOW.plus(Duration.ofDays(30)));

  @TempDir Path folder;

  @Test
  void a_list_and_a_root_in_one_file_both_count() throws Exception {
    X509Certificate own = rooted().certificate();
    byte[] token = new TimeStamper(rooted, World.CLOCK).stamp(DIGEST);
    Path file = folder.resolve("all.pem");
    Files.write(
        file,
        both(
            Pem.of(root.certificate()),
            "a line of text\n".getBytes(StandardCharsets.US_ASCII),
            Pem.ofRevocations(list(root, own, CRLReason.keyCompromise))));
    assertThat(fault(token, TrustRoots.read(file))).isEqualTo(Fault.SIGNER_REVOKED);
    Files.write(file, Pem.of(root.certificate()));
    assertThat(TimeStamps.verify(token, DIGEST, TrustRoots.read(file))).isNotNull();
  }

  @Test
  void in_a_folder_what_a_file_holds_counts_and_not_its_name() throws Exception {
    X509Certificate own = rooted().certificate();
    byte[] token = new TimeStamper(rooted, World.CLOCK).stamp(DIGEST);
    Files.write(folder.resolve("a.CRL"), Pem.of(root.certificate()));
    Files.write(
        folder.resolve("b.pem"), Pem.ofRevocations(list(root, own, CRLReason.keyCompromise)));
    assertThat(fault(token, TrustRoots.read(folder))).isEqualTo(Fault.SIGNER_REVOKED);
  }

  @Test
  void a_list_of_the_authority_between_counts_and_one_of_the_root_about_that() throws Exception {
    byte[] token = between(new TimeStamper(stamping, World.CLOCK));
    Files.write(folder.resolve("root.pem"), Pem.of(root.certificate()));
    assertThat(TimeStamps.verify(token, DIGEST, TrustRoots.read(folder))).isNotNull();
    Path list = folder.resolve("list.der");
    Files.write(list, list(between, stamping.certificate(), CRLReason.keyCompromise));
    TrustRoots roots = TrustRoots.read(folder);
    assertThat(roots.unclaimed()).containsExactly("list.der");
    assertThat(fault(token, roots)).isEqualTo(Fault.SIGNER_REVOKED);
    assertThat(roots.unclaimed()).isEmpty();
    Files.write(list, list(root, between.certificate(), CRLReason.cACompromise));
    assertThat(fault(token, TrustRoots.read(folder))).isEqualTo(Fault.SIGNER_REVOKED);
  }

  @Test
  void a_key_that_went_out_of_use_in_good_order_had_stamped_before() throws Exception {
    byte[] token = between(new TimeStamper(stamping, World.CLOCK));
    Files.write(folder.resolve("root.pem"), Pem.of(root.certificate()));
    Files.write(
        folder.resolve("list.crl"), list(between, stamping.certificate(), CRLReason.superseded));
    assertThat(TimeStamps.verify(token, DIGEST, TrustRoots.read(folder))).isNotNull();
  }

  @Test
  void a_list_of_an_accepted_authority_counts_where_its_members_sign() throws Exception {
    World world = World.fresh();
    Credential outside = authority("Outside", null);
    Credential signing =
        new Issuing("Outside")
            .under(
                outside,
                Issuing.Purpose.SIGNING,
                World.SENDER,
                List.of(),
                NOW.minusSeconds(60),
                NOW.plus(Duration.ofDays(30)));
    NodeKeys keys = World.only(world.senderKeys, signing);
    DirectoryContent content =
        new DirectoryContent(
                2,
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(30)),
                List.of(World.member(keys, List.of("36"), "INTL", List.of())))
            .with(new AcceptedAuthority(outside.certificate(), List.of(World.SENDER), "", ""));
    byte[] directory = world.authority.signDirectory(content);
    Files.write(folder.resolve("root.pem"), Pem.of(world.authority.root()));
    Files.write(
        folder.resolve("outside.pem"),
        Pem.ofRevocations(list(outside, signing.certificate(), CRLReason.keyCompromise)));
    PastDirectories past =
        PastDirectories.verify(
            List.of(directory), List.of(), TrustRoots.read(folder), world.suites, NOW);
    assertThatThrownBy(() -> past.notRevoked(signing.certificate(), NOW, NOW.plusSeconds(9999)))
        .hasMessageContaining("SIGNER_REVOKED");
  }

  @Test
  void what_is_neither_is_refused() throws Exception {
    Path file = folder.resolve("some.pem");
    byte[] pem = Pem.of(root.certificate());
    for (byte[] odd :
        List.of(
            both(pem, Pem.of("PRIVATE KEY", new byte[9])),
            both(pem, Pem.of("X509 CRL", new byte[9])),
            both(pem, "-----BEGIN CERTIFICATE-----\nMII".getBytes(StandardCharsets.US_ASCII)),
            "nothing".getBytes(StandardCharsets.US_ASCII),
            new byte[] {0x30, 1, 0})) {
      Files.write(file, odd);
      assertThatThrownBy(() -> TrustRoots.read(file))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("some.pem");
    }
  }

  private Credential rooted;

  /** Of the root itself. */
  private Credential rooted() {
    rooted =
        new Issuing("Other")
            .under(
                root,
                Issuing.Purpose.TIME,
                "Stamps",
                List.of(),
                NOW.minusSeconds(60),
                NOW.plus(Duration.ofDays(30)));
    return rooted;
  }

  /** A token that brings the authority between. */
  private byte[] between(TimeStamper stamper) throws Exception {
    var generator = stamper.generator();
    generator.addCertificates(new JcaCertStore(List.of(between.certificate())));
    TimeStampRequestGenerator asking = new TimeStampRequestGenerator();
    asking.setCertReq(true);
    return generator
        .generate(asking.generate(TimeStamps.SHA_256, DIGEST), BigInteger.TEN, Date.from(NOW))
        .getEncoded();
  }

  private static Fault fault(byte[] token, TrustRoots roots) {
    try {
      TimeStamps.verify(token, DIGEST, roots);
      throw new AssertionError("taken");
    } catch (Untrusted untrusted) {
      return untrusted.fault();
    }
  }

  private static byte[] both(byte[]... parts) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.write(part);
    }
    return all.toByteArray();
  }

  private static byte[] list(Credential by, X509Certificate revoked, int reason) throws Exception {
    JcaX509v2CRLBuilder list =
        new JcaX509v2CRLBuilder(
            by.certificate().getSubjectX500Principal(), Date.from(NOW.plusSeconds(600)));
    list.addCRLEntry(revoked.getSerialNumber(), Date.from(NOW.plusSeconds(600)), reason);
    return list.build(signer(by.key())).getEncoded();
  }

  private static ContentSigner signer(PrivateKey by) throws Exception {
    return new JcaContentSignerBuilder("SHA256withECDSA")
        .setProvider(Certificates.BOUNCY_CASTLE)
        .build(by);
  }

  private static Credential authority(String name, Credential by) {
    try {
      KeyPair pair = P256.keyPair();
      X500Name subject = new X500Name("CN=" + name);
      X500Name issuer =
          by == null
              ? subject
              : X500Name.getInstance(by.certificate().getSubjectX500Principal().getEncoded());
      var builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(NOW.minus(Duration.ofDays(9))),
              Date.from(NOW.plus(Duration.ofDays(900))),
              subject,
              pair.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      PrivateKey signing = by == null ? pair.getPrivate() : by.key();
      return new Credential(
          pair.getPrivate(), Certificates.parse(builder.build(signer(signing)).getEncoded()));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
