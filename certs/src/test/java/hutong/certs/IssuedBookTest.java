package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the authority issued can be revoked, and then nobody relies on it. */
final class IssuedBookTest {

  private static final byte[] DIGEST = Sha256.of(new byte[] {1, 2, 3});
  private static final Clock LATER =
      Clock.fixed(World.NOW.plus(Duration.ofHours(1)), ZoneOffset.UTC);

  @TempDir Path folder;

  private Authority authority;
  private NodeKeys keys;

  @BeforeEach
  void make() throws Exception {
    authority = Authority.create(folder.resolve("authority"), World.SECRET, World.CLOCK);
    keys = authority.issue(World.SENDER, List.of("localhost"));
  }

  @Test
  void what_stamps_times_serves_members_or_signs_directories_is_on_the_list_when_revoked()
      throws Exception {
    X509Certificate time = authority.issueTimeStamper(World.SENDER).certificate();
    authority.saveBrokerKeys(folder.resolve("broker"), List.of("localhost"), World.SECRET);
    X509Certificate broker =
        KeyStores.loadKeys(folder.resolve("broker/broker.p12"), World.SECRET)
            .get("broker")
            .certificate();
    X509Certificate directory = authority.directoryCertificate();
    assertThat(authority.issued()).contains(time, broker, directory);
    assertThat(Service.TIME.isOf(time)).isTrue();
    assertThat(Service.BROKER.isOf(broker)).isTrue();
    assertThat(Service.DIRECTORY.isOf(directory)).isTrue();
    assertThat(authority.issued(World.SENDER, Role.SIGNING))
        .containsExactly(keys.signingCertificate());
    byte[] list =
        authority.signRevocations(content(2, revoked(time), revoked(broker), revoked(directory)));
    assertThat(Crl.read(list, authority.root()).revoked())
        .containsOnlyKeys(serial(time), serial(broker), serial(directory));
  }

  @Test
  void what_an_earlier_version_did_not_keep_is_kept_when_it_is_named() throws Exception {
    X509Certificate time = authority.issueTimeStamper(World.SENDER).certificate();
    Path issued = folder.resolve("authority/issued");
    Files.delete(issued.resolve(serial(time) + ".der"));
    Files.delete(issued.resolve(serial(authority.directoryCertificate()) + ".der"));
    Authority again = Authority.open(folder.resolve("authority"), World.SECRET, World.CLOCK);
    assertThat(again.issued()).contains(again.directoryCertificate()).doesNotContain(time);
    assertThat(again.keep(time)).isTrue();
    assertThat(again.issued()).contains(time);
    assertThat(again.keep(World.fresh().senderKeys.tlsCertificate())).isFalse();
  }

  @Test
  void a_stamp_of_a_key_that_a_directory_or_a_list_revokes_proves_nothing() throws Exception {
    TimeStamper stamper = authority.issueTimeStamper(World.SENDER);
    byte[] token = stamper.stamp(DIGEST);
    TrustRoots roots = TrustRoots.of(authority.root());
    assertThat(TimeStamps.verify(token, DIGEST, roots)).isNotNull();
    Revocation one = revoked(stamper.certificate());
    refused(Fault.SIGNER_REVOKED, () -> TimeStamps.verify(token, DIGEST, roots.and(List.of(one))));
    Files.write(folder.resolve("root.pem"), Pem.of(authority.root()));
    Files.write(
        folder.resolve("crl.pem"), Pem.ofRevocations(authority.signRevocations(content(2, one))));
    Path given = Files.createDirectory(folder.resolve("given"));
    Files.move(folder.resolve("root.pem"), given.resolve("root.pem"));
    Files.move(folder.resolve("crl.pem"), given.resolve("crl.pem"));
    TrustRoots withList = TrustRoots.read(given);
    refused(Fault.SIGNER_REVOKED, () -> TimeStamps.verify(token, DIGEST, withList));
    PastDirectories past =
        PastDirectories.verify(
            List.of(authority.signDirectory(content(2, one))),
            List.of(),
            roots,
            Suites.standard(),
            World.NOW);
    refused(Fault.SIGNER_REVOKED, () -> TimeStamps.verify(token, DIGEST, past.told(roots)));
  }

  @Test
  void a_directory_is_not_taken_from_a_key_that_the_one_held_revokes() throws Exception {
    X509Certificate stolen = authority.directoryCertificate();
    byte[] forged = authority.signDirectory(content(9));
    assertThatThrownBy(() -> authority.signDirectory(content(2, revoked(stolen))))
        .isInstanceOf(IllegalArgumentException.class);
    Authority renewed = authority.withNewDirectoryKey(folder.resolve("authority"), World.SECRET);
    DirectoryStore store =
        DirectoryStore.open(folder.resolve("held"), authority.root(), Suites.standard());
    store.accept(renewed.signDirectory(content(2, revoked(stolen))), LATER);
    refused(Fault.SIGNER_REVOKED, () -> store.accept(forged, LATER));
    assertThat(store.accept(renewed.signDirectory(content(3, revoked(stolen))), LATER)).isTrue();
    assertThat(
            Authority.open(folder.resolve("authority"), World.SECRET, LATER).directoryCertificate())
        .isEqualTo(renewed.directoryCertificate());
  }

  @Test
  void a_past_directory_is_left_out_if_its_signer_was_suspected_before_it_was_there()
      throws Exception {
    byte[] first = authority.signDirectory(content(1));
    Revocation one = revoked(authority.directoryCertificate());
    Authority renewed = authority.withNewDirectoryKey(folder.resolve("authority"), World.SECRET);
    byte[] second = renewed.signDirectory(content(2, one));
    assertThat(past(first, second, World.NOW)).isNotNull();
    assertThat(past(first, second, LATER.instant()).at(World.NOW).orElseThrow().version())
        .isEqualTo(2);
    byte[] list = renewed.signRevocations(content(2, one));
    refused(
        Fault.SIGNER_REVOKED,
        () ->
            PastDirectories.verify(
                List.of(first),
                List.of(list),
                TrustRoots.of(authority.root()),
                Suites.standard(),
                LATER.instant()));
  }

  private PastDirectories past(byte[] first, byte[] second, Instant thereBy) throws Untrusted {
    return PastDirectories.verify(
        List.of(first, second),
        List.of(),
        TrustRoots.of(authority.root()),
        Suites.standard(),
        thereBy);
  }

  private DirectoryContent content(long version, Revocation... revoked) {
    return new DirectoryContent(
            version,
            World.NOW,
            World.NOW.plus(Duration.ofDays(30)),
            List.of(World.member(keys, List.of("36"), "INTL", List.of())))
        .with(List.of(revoked));
  }

  private static Revocation revoked(X509Certificate certificate) {
    return Revocation.of(
        certificate, World.NOW.plusSeconds(60), RevocationReason.KEY_COMPROMISE, null);
  }

  private static String serial(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }

  private static void refused(Fault fault, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Untrusted.class, untrusted -> assertThat(untrusted.fault()).isEqualTo(fault));
  }
}
