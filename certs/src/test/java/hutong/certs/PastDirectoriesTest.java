package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** What was signed is judged as of then, by whom the directory named then. */
final class PastDirectoriesTest {

  private static final Path STORED = Path.of("src/test/resources/world");
  private static final World WORLD = World.stored(STORED);
  private static final TrustRoots ROOTS = TrustRoots.of(WORLD.authority.root());
  private static final Instant NOW = World.NOW;
  private static final byte[] SIGNED =
      WORLD.sealer().sign("x".getBytes(StandardCharsets.UTF_8), ContentKind.EXCHANGE);

  @Test
  void what_was_signed_holds_however_long_ago() throws Exception {
    PastDirectories past = past(ROOTS, version(1, NOW.minus(Duration.ofDays(1)), WORLD.members()));
    Opened opened = past.verify(SIGNED, ContentKind.EXCHANGE, NOW.plus(Duration.ofDays(40_000)));
    assertThat(opened.signer().id()).isEqualTo(World.SENDER);
    assertThat(opened.signedAt()).isEqualTo(NOW);
  }

  @Test
  void the_newest_directory_of_then_says_who_may_sign() throws Exception {
    byte[] with = version(1, NOW.minus(Duration.ofDays(2)), WORLD.members());
    byte[] without = version(2, NOW.minus(Duration.ofDays(1)), WORLD.members().subList(1, 2));
    byte[] later = version(3, NOW.plus(Duration.ofDays(1)), WORLD.members());
    assertThat(fault(past(ROOTS, with, without, later), NOW)).isEqualTo(Fault.SIGNER_UNKNOWN);
    byte[] removed = version(2, NOW.plus(Duration.ofDays(1)), WORLD.members().subList(1, 2));
    assertThat(past(ROOTS, with, removed).verify(SIGNED, ContentKind.EXCHANGE, NOW).signer().id())
        .isEqualTo(World.SENDER);
  }

  @Test
  void who_was_listed_between_signing_and_arriving_is_known_as_he_was_to_who_took_it()
      throws Exception {
    byte[] without = version(1, NOW.minus(Duration.ofDays(2)), WORLD.members().subList(1, 2));
    byte[] with = version(2, NOW.plus(Duration.ofHours(1)), WORLD.members());
    byte[] removed = version(3, NOW.plus(Duration.ofHours(3)), WORLD.members().subList(1, 2));
    PastDirectories past = past(ROOTS, without, with, removed);
    assertThat(fault(past, NOW)).isEqualTo(Fault.SIGNER_UNKNOWN);
    for (int hours : new int[] {1, 2, 4}) {
      Instant there = NOW.plus(Duration.ofHours(hours));
      assertThat(past.verify(SIGNED, ContentKind.EXCHANGE, there).signer().id())
          .isEqualTo(World.SENDER);
    }
  }

  @Test
  void a_directory_that_was_not_yet_or_no_longer_in_force_vouches_for_nobody() throws Exception {
    assertThat(fault(past(ROOTS, version(1, NOW.plus(Duration.ofDays(1)), WORLD.members())), NOW))
        .isEqualTo(Fault.SIGNER_EXPIRED);
    assertThat(fault(past(ROOTS, version(1, NOW.minus(Duration.ofDays(90)), WORLD.members())), NOW))
        .isEqualTo(Fault.SIGNER_EXPIRED);
  }

  @Test
  void a_signature_from_before_its_certificate_was_revoked_holds_and_later_ones_do_not()
      throws Exception {
    byte[] directory = version(1, NOW.minus(Duration.ofDays(1)), WORLD.members());
    Instant revoked = NOW.plus(Duration.ofDays(3));
    PastDirectories past =
        PastDirectories.verify(
            List.of(directory), List.of(list(revoked)), ROOTS, Suites.standard(), NOW);
    assertThat(past.verify(SIGNED, ContentKind.EXCHANGE, NOW.plus(Duration.ofDays(2)))).isNotNull();
    assertThat(fault(past, revoked)).isEqualTo(Fault.SIGNER_REVOKED);
    assertThat(fault(past, NOW.plus(Duration.ofDays(400)))).isEqualTo(Fault.SIGNER_REVOKED);
  }

  @Test
  void what_a_directory_revokes_falls_unless_it_was_there_before_the_key_was_suspected()
      throws Exception {
    Instant suspected = NOW.plus(Duration.ofDays(1));
    Instant revoked = NOW.plus(Duration.ofDays(3));
    byte[] before = version(1, NOW.minus(Duration.ofDays(1)), WORLD.members());
    PastDirectories stolen =
        past(ROOTS, before, revoking(RevocationReason.KEY_COMPROMISE, revoked, suspected));
    assertThat(stolen.verify(SIGNED, ContentKind.EXCHANGE, NOW.plusSeconds(60))).isNotNull();
    assertThat(fault(stolen, suspected)).isEqualTo(Fault.SIGNER_REVOKED);
    PastDirectories retired =
        past(ROOTS, before, revoking(RevocationReason.SUPERSEDED, revoked, null));
    assertThat(retired.verify(SIGNED, ContentKind.EXCHANGE, NOW.plus(Duration.ofDays(400))))
        .isNotNull();
  }

  @Test
  void a_signature_that_claims_a_later_time_than_it_was_there_is_refused() throws Exception {
    PastDirectories past = past(ROOTS, version(1, NOW.minus(Duration.ofDays(1)), WORLD.members()));
    assertThat(fault(past, NOW.minus(Duration.ofHours(1)))).isEqualTo(Fault.SIGNER_EXPIRED);
  }

  @Test
  void a_list_of_another_authority_is_refused() throws Exception {
    byte[] list = list(NOW);
    TrustRoots others = TrustRoots.of(World.fresh().authority.root());
    assertThatThrownBy(
            () -> PastDirectories.verify(List.of(), List.of(list), others, Suites.standard(), NOW))
        .isInstanceOfSatisfying(
            Untrusted.class, fault -> assertThat(fault.fault()).isEqualTo(Fault.SIGNER_UNKNOWN));
  }

  @Test
  void another_kind_is_refused() throws Exception {
    PastDirectories past = past(ROOTS, version(1, NOW.minus(Duration.ofDays(1)), WORLD.members()));
    assertThatThrownBy(() -> past.verify(SIGNED, ContentKind.RECEIPT, NOW))
        .isInstanceOfSatisfying(
            Untrusted.class, fault -> assertThat(fault.fault()).isEqualTo(Fault.WRONG_KIND));
  }

  private static PastDirectories past(TrustRoots roots, byte[]... versions) throws Untrusted {
    return PastDirectories.verify(List.of(versions), List.of(), roots, Suites.standard(), NOW);
  }

  private static Fault fault(PastDirectories past, Instant thereBy) {
    try {
      past.verify(SIGNED, ContentKind.EXCHANGE, thereBy);
      throw new AssertionError("taken");
    } catch (Untrusted untrusted) {
      return untrusted.fault();
    }
  }

  private static byte[] version(long version, Instant issued, List<Member> members)
      throws IOException {
    Clock then = Clock.fixed(NOW, ZoneOffset.UTC);
    return World.opened(STORED.resolve("authority"), then)
        .signDirectory(
            new DirectoryContent(version, issued, issued.plus(Duration.ofDays(30)), members));
  }

  private static byte[] revoking(RevocationReason reason, Instant at, Instant invalidFrom)
      throws IOException {
    Revocation one = Revocation.of(WORLD.senderKeys.signingCertificate(), at, reason, invalidFrom);
    DirectoryContent content =
        new DirectoryContent(2, at, at.plus(Duration.ofDays(30)), WORLD.members());
    return World.opened(STORED.resolve("authority"), Clock.fixed(NOW, ZoneOffset.UTC))
        .signDirectory(content.with(List.of(one)));
  }

  private static byte[] list(Instant revoked) throws Exception {
    Credential root =
        KeyStores.loadKeys(STORED.resolve("authority/authority.p12"), World.SECRET).get("root");
    X509Certificate sender = WORLD.senderKeys.signingCertificate();
    JcaX509v2CRLBuilder list =
        new JcaX509v2CRLBuilder(root.certificate().getSubjectX500Principal(), Date.from(revoked));
    list.addCRLEntry(sender.getSerialNumber(), Date.from(revoked), CRLReason.keyCompromise);
    return list.build(
            new JcaContentSignerBuilder("SHA256withECDSA")
                .setProvider(Certificates.BOUNCY_CASTLE)
                .build(root.key()))
        .getEncoded();
  }
}
