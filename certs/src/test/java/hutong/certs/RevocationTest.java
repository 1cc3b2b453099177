package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the directory says was revoked: who may still sign, be sealed for, and connect. */
final class RevocationTest {

  private static final World WORLD = World.fresh();
  private static final byte[] DOCUMENT = {1, 2, 3};
  private static final Instant REVOKED = World.NOW.plus(Duration.ofHours(1));
  private static final Instant LATER = World.NOW.plus(Duration.ofHours(2));

  @TempDir Path folder;

  @Test
  void what_a_compromised_key_signed_is_refused_whatever_time_it_claims() throws Untrusted {
    byte[] before = WORLD.sealer().sign(DOCUMENT, ContentKind.EXCHANGE);
    Opener opener = opener(revoked(RevocationReason.KEY_COMPROMISE, null));
    refused(Fault.SIGNER_REVOKED, () -> opener.verify(before, ContentKind.EXCHANGE));
  }

  @Test
  void what_was_signed_before_a_key_went_out_of_use_in_good_order_still_arrives() throws Untrusted {
    byte[] before = WORLD.sealer().sign(DOCUMENT, ContentKind.EXCHANGE);
    Clock later = Clock.fixed(LATER, ZoneOffset.UTC);
    byte[] after =
        new Sealer(WORLD.senderKeys, () -> WORLD.directory, WORLD.suites, later, WORLD.operations)
            .sign(DOCUMENT, ContentKind.EXCHANGE);
    Opener opener = opener(revoked(RevocationReason.SUPERSEDED, null));
    assertThat(opener.verify(before, ContentKind.EXCHANGE).content()).isEqualTo(DOCUMENT);
    refused(Fault.SIGNER_REVOKED, () -> opener.verify(after, ContentKind.EXCHANGE));
  }

  @Test
  void another_certificate_of_the_same_member_goes_on() throws Untrusted {
    Credential second =
        WORLD.authority.issueSigning(World.SENDER, World.NOW, World.NOW.plus(Duration.ofDays(9)));
    DirectoryContent both =
        content()
            .with(World.member(WORLD.senderKeys, List.of("36"), "INTL", List.of(second)))
            .with(List.of(revocation(RevocationReason.KEY_COMPROMISE, null)));
    NodeKeys keys = WORLD.senderKeys.withSigning(List.of(second));
    Directory told = directory(both);
    byte[] signed =
        new Sealer(keys, () -> told, WORLD.suites, World.CLOCK, WORLD.operations)
            .sign(DOCUMENT, ContentKind.EXCHANGE);
    assertThat(opener(both).verify(signed, ContentKind.EXCHANGE).content()).isEqualTo(DOCUMENT);
  }

  @Test
  void evidence_from_before_holds_and_from_after_does_not() {
    Revocation plain = revocation(RevocationReason.KEY_COMPROMISE, null);
    assertThat(plain.spares(REVOKED.minusSeconds(1))).isTrue();
    assertThat(plain.spares(REVOKED)).isFalse();
    Revocation suspected = revocation(RevocationReason.KEY_COMPROMISE, World.NOW);
    assertThat(suspected.spares(World.NOW.minusSeconds(1))).isTrue();
    assertThat(suspected.spares(REVOKED.minusSeconds(1))).isFalse();
  }

  @Test
  void nobody_seals_for_a_revoked_certificate() throws Untrusted {
    X509Certificate encryption = WORLD.recipientKeys.encryptionCertificates().get(0);
    Revocation revoked = Revocation.of(encryption, REVOKED, RevocationReason.KEY_COMPROMISE, null);
    Directory directory = directory(content().with(List.of(revoked)));
    assertThat(directory.recipient(World.RECIPIENT).orElseThrow().encryption()).isEmpty();
    assertThat(directory.member(World.RECIPIENT).orElseThrow().encryption()).contains(encryption);
    assertThat(directory.revocation(encryption)).contains(revoked);
  }

  @Test
  void a_revoked_tls_certificate_is_not_admitted_nor_one_in_a_strangers_name() throws Untrusted {
    X509Certificate tls = WORLD.senderKeys.tlsCertificate();
    StatusBook book = new StatusBook(folder, Duration.ofDays(1));
    Directory before = directory(content());
    assertThat(before.admits(tls, World.SENDER, book, World.NOW)).isTrue();
    assertThat(before.admits(tls, "110000", book, World.NOW)).isFalse();
    Directory after =
        directory(
            content()
                .with(List.of(Revocation.of(tls, World.NOW, RevocationReason.UNSPECIFIED, null))));
    assertThat(after.admits(tls, World.SENDER, book, World.NOW)).isFalse();
  }

  @Test
  void a_graver_word_about_a_certificate_takes_the_place_of_the_first() {
    Revocation first = revocation(RevocationReason.SUPERSEDED, null);
    Revocation second = revocation(RevocationReason.KEY_COMPROMISE, World.NOW);
    assertThat(content().with(List.of(first)).with(List.of(second)).revoked())
        .containsExactly(second);
  }

  @Test
  void a_milder_word_takes_nothing_back_but_an_earlier_suspicion_counts() {
    Revocation grave = revocation(RevocationReason.KEY_COMPROMISE, null);
    Revocation mild = revocation(RevocationReason.SUPERSEDED, null);
    assertThat(content().with(List.of(grave)).with(List.of(mild)).revoked()).containsExactly(grave);
    Revocation earlier = revocation(RevocationReason.SUPERSEDED, World.NOW);
    assertThat(content().with(List.of(grave)).with(List.of(earlier)).revoked())
        .containsExactly(revocation(RevocationReason.KEY_COMPROMISE, World.NOW));
  }

  @Test
  void a_directory_that_revokes_nothing_that_is_a_certificate_is_refused() {
    DirectoryContent wrong =
        content()
            .with(
                List.of(
                    new Revocation("no digest", "1", REVOKED, RevocationReason.UNSPECIFIED, null)));
    refused(Fault.MALFORMED, () -> directory(wrong));
  }

  @Test
  void a_certificate_that_was_issued_is_found_by_its_role_and_its_serial_number() {
    X509Certificate tls = WORLD.recipientKeys.tlsCertificate();
    assertThat(WORLD.authority.issued(World.RECIPIENT, Role.TLS)).containsExactly(tls);
    assertThat(WORLD.authority.issued(tls.getSerialNumber())).contains(tls);
    assertThat(WORLD.authority.issued(World.RECIPIENT, Role.SIGNING))
        .containsExactly(WORLD.recipientKeys.signingCertificate());
  }

  private static Revocation revocation(RevocationReason reason, Instant invalidFrom) {
    return Revocation.of(WORLD.senderKeys.signingCertificate(), REVOKED, reason, invalidFrom);
  }

  private static DirectoryContent revoked(RevocationReason reason, Instant invalidFrom) {
    return content().with(List.of(revocation(reason, invalidFrom)));
  }

  private static DirectoryContent content() {
    return new DirectoryContent(
        2, World.NOW.minusSeconds(60), World.NOW.plus(Duration.ofDays(9)), WORLD.members());
  }

  private static Directory directory(DirectoryContent content) throws Untrusted {
    return Directory.verify(
        WORLD.authority.signDirectory(content), WORLD.authority.root(), World.NOW, WORLD.suites);
  }

  private static Opener opener(DirectoryContent content) throws Untrusted {
    Directory directory = directory(content);
    return new Opener(
        WORLD.recipientKeys,
        () -> directory,
        WORLD.suites,
        Clock.fixed(LATER, ZoneOffset.UTC),
        WORLD.operations);
  }

  private static void refused(Fault fault, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Untrusted.class, untrusted -> assertThat(untrusted.fault()).isEqualTo(fault));
  }
}
