package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A member with an authority of its own, which OpenSSL plays: it signs the requests, publishes
 * revocation lists and answers OCSP, so each of ours is judged by another implementation.
 */
final class OutsideAuthorityTest {

  private static final String MEMBER = "440000";
  private static final byte[] DOCUMENT = {4, 5, 6};
  private static final Duration BOUND = Duration.ofDays(3);

  @TempDir Path folder;

  private final Clock clock = Clock.systemUTC();
  private final Suites suites = Suites.standard();
  private Authority authority;
  private NodeKeys reader;
  private OutsideAuthority outside;
  private Map<Role, Credential> answered;

  @BeforeEach
  void a_member_asks_its_own_authority_for_certificates() throws Exception {
    authority = Authority.create(folder.resolve("authority"), World.SECRET, clock);
    reader = authority.issue("330200", List.of("localhost"));
    outside = new OutsideAuthority(folder.resolve("outside"), "Guangdong");
    RequestedKeys.make(MEMBER, null, clock).save(folder.resolve("keys"), World.SECRET);
    RequestedKeys requested = RequestedKeys.load(folder.resolve("keys"), World.SECRET, null);
    List<X509Certificate> certificates = new ArrayList<>();
    for (Role role : Role.values()) {
      byte[] request = requested.request(role, List.of("gd.example", "127.0.0.1"));
      Files.write(folder.resolve("outside").resolve(role + ".csr"), request);
      outside.openssl("req -verify -noout -in " + role + ".csr");
      certificates.addAll(Pem.certificates(outside.sign(request)));
    }
    answered = requested.answered(certificates);
  }

  @AfterEach
  void close() {
    outside.close();
  }

  @Test
  void what_comes_back_has_the_roles_that_were_asked_for() throws Exception {
    assertThat(answered).containsOnlyKeys(Role.values());
    assertThat(answered.get(Role.TLS).certificate().getSubjectAlternativeNames()).hasSize(2);
    RequestedKeys others = RequestedKeys.make(MEMBER, null, clock);
    assertThatThrownBy(() -> others.answered(List.of(certificate(Role.SIGNING))))
        .hasMessageContaining("none of the requested keys");
  }

  @Test
  void it_is_accepted_for_the_member_named_and_for_no_other() throws Exception {
    assertThat(directory(outside.accepted("", "", MEMBER)).member(MEMBER)).isPresent();
    AcceptedAuthority forAnother = outside.accepted("", "", "110000");
    assertThatThrownBy(() -> directory(forAnother)).hasMessageContaining("SIGNER_UNKNOWN");
  }

  @Test
  void its_tls_certificate_is_admitted_in_its_members_name_alone() throws Exception {
    Directory directory = directory(outside.accepted("", "", MEMBER));
    StatusBook book = book();
    X509Certificate tls = certificate(Role.TLS);
    assertThat(directory.admits(tls, MEMBER, book, clock.instant())).isTrue();
    assertThat(directory.admits(tls, "330200", book, clock.instant())).isFalse();
  }

  @Test
  void without_a_status_service_the_directory_alone_revokes() throws Exception {
    assertThat(opener(directory(outside.accepted("", "", MEMBER))).verify(signed(), kind()))
        .extracting(Opened::content)
        .isEqualTo(DOCUMENT);
  }

  @Test
  void an_authority_that_was_never_heard_is_not_relied_on() throws Exception {
    Directory unheard = directory(outside.accepted(outside.crlUrl(), "", MEMBER));
    refused(unheard, Fault.REVOCATION_UNKNOWN);
    assertThat(unheard.recipient(MEMBER).orElseThrow().encryption()).isEmpty();
  }

  @Test
  void its_list_is_heard_and_what_it_revokes_is_refused() throws Exception {
    Directory unheard = directory(outside.accepted(outside.crlUrl(), "", MEMBER));
    StatusBook book = book();
    assertThat(book.refresh(unheard, outside, clock.instant())).isEmpty();
    Directory heard = unheard.judged(book, clock.instant());
    assertThat(opener(heard).verify(signed(), kind()).content()).isEqualTo(DOCUMENT);
    assertThat(heard.recipient(MEMBER).orElseThrow().encryption()).hasSize(1);

    outside.revoke(Pem.of(certificate(Role.SIGNING)), "keyCompromise");
    assertThat(book.refresh(unheard, outside, clock.instant())).isEmpty();
    Directory told = unheard.judged(book, clock.instant());
    refused(told, Fault.SIGNER_REVOKED);
    assertThat(told.revocation(certificate(Role.SIGNING)).orElseThrow().reason())
        .isEqualTo(RevocationReason.KEY_COMPROMISE);
  }

  @Test
  void its_responder_is_heard_and_what_it_revokes_is_refused() throws Exception {
    Directory unheard = directory(outside.accepted("", outside.startResponder(), MEMBER));
    StatusBook book = book();
    assertThat(book.refresh(unheard, outside, clock.instant())).isEmpty();
    assertThat(opener(unheard.judged(book, clock.instant())).verify(signed(), kind()).content())
        .isEqualTo(DOCUMENT);

    outside.revoke(Pem.of(certificate(Role.SIGNING)), "keyCompromise");
    outside.close();
    String moved = outside.startResponder();
    Directory again = directory(outside.accepted("", moved, MEMBER));
    assertThat(book.refresh(again, outside, clock.instant())).isEmpty();
    refused(again.judged(book, clock.instant()), Fault.SIGNER_REVOKED);
  }

  @Test
  void what_the_directory_says_hides_no_graver_word_of_the_authority_nor_its_silence()
      throws Exception {
    X509Certificate signing = certificate(Role.SIGNING);
    byte[] before = signed();
    Revocation inGoodOrder =
        Revocation.of(signing, clock.instant().plusSeconds(60), RevocationReason.SUPERSEDED, null);
    AcceptedAuthority accepted = outside.accepted(outside.crlUrl(), "", MEMBER);
    Directory unheard = directory(accepted, inGoodOrder);
    assertThatThrownBy(() -> opener(unheard).verify(before, kind()))
        .hasMessageContaining("REVOCATION_UNKNOWN");

    StatusBook book = book();
    assertThat(book.refresh(unheard, outside, clock.instant())).isEmpty();
    Directory heard = unheard.judged(book, clock.instant());
    assertThat(opener(heard).verify(before, kind()).content()).isEqualTo(DOCUMENT);

    outside.revoke(Pem.of(signing), "keyCompromise");
    assertThat(book.refresh(unheard, outside, clock.instant())).isEmpty();
    Directory told = unheard.judged(book, clock.instant());
    assertThat(told.revocation(signing).orElseThrow().reason())
        .isEqualTo(RevocationReason.KEY_COMPROMISE);
    assertThatThrownBy(() -> opener(told).verify(before, kind()))
        .hasMessageContaining("SIGNER_REVOKED");
  }

  @Test
  void of_a_list_and_a_responder_the_graver_word_counts() throws Exception {
    X509Certificate signing = certificate(Role.SIGNING);
    outside.revoke(Pem.of(signing), "superseded");
    byte[] mild = outside.get(outside.crlUrl(), 0);
    outside.changeReason("superseded", "keyCompromise");
    Directory unheard =
        directory(outside.accepted(outside.crlUrl(), outside.startResponder(), MEMBER));
    StatusBook book = book();
    assertThat(book.refresh(unheard, outside.listing(mild), clock.instant())).isEmpty();
    assertThat(unheard.judged(book, clock.instant()).revocation(signing).orElseThrow().reason())
        .isEqualTo(RevocationReason.KEY_COMPROMISE);
  }

  @Test
  void a_tls_certificate_that_was_shown_is_asked_about_and_remembered() throws Exception {
    Directory first = directory(outside.accepted("", outside.startResponder(), MEMBER));
    StatusBook book = book();
    X509Certificate tls = certificate(Role.TLS);
    assertThat(first.admits(tls, MEMBER, book, clock.instant())).isTrue();
    book.askPresented(first, outside, clock.instant());
    assertThat(first.admits(tls, MEMBER, book, clock.instant())).isTrue();
    assertThat(book.refresh(first, outside, clock.instant())).isEmpty();

    outside.revoke(Pem.of(tls), "keyCompromise");
    outside.close();
    Directory again = directory(outside.accepted("", outside.startResponder(), MEMBER));
    StatusBook restarted = book();
    restarted.recall(again);
    assertThat(restarted.refresh(again, outside, clock.instant())).isEmpty();
    assertThat(again.admits(tls, MEMBER, restarted, clock.instant())).isFalse();
    assertThat(again.serves(tls, MEMBER, restarted, clock.instant())).isFalse();
    StatusBook fresh = book();
    fresh.recall(again);
    assertThat(again.admits(tls, MEMBER, fresh, clock.instant())).isFalse();
  }

  @Test
  void one_that_is_revoked_already_is_found_out_soon_after_it_was_shown() throws Exception {
    X509Certificate tls = certificate(Role.TLS);
    outside.revoke(Pem.of(tls), "keyCompromise");
    Directory directory = directory(outside.accepted("", outside.startResponder(), MEMBER));
    StatusBook book = book();
    directory.admits(tls, MEMBER, book, clock.instant());
    book.askPresented(directory, outside, clock.instant());
    assertThat(directory.admits(tls, MEMBER, book, clock.instant())).isFalse();
  }

  @Test
  void the_list_of_an_authority_that_certifies_for_tls_alone_is_heard() throws Exception {
    DirectoryContent content =
        new DirectoryContent(
                1,
                clock.instant(),
                clock.instant().plus(Duration.ofDays(30)),
                List.of(World.member(reader, List.of("3302"), "INTL", List.of())))
            .with(outside.accepted(outside.crlUrl(), "", reader.memberId()));
    Directory directory =
        Directory.verify(
            authority.signDirectory(content), authority.root(), clock.instant(), suites);
    StatusBook book = book();
    X509Certificate tls = certificate(Role.TLS);
    outside.revoke(Pem.of(tls), "keyCompromise");
    assertThat(book.refresh(directory, outside, clock.instant())).isEmpty();
    assertThat(directory.admits(tls, reader.memberId(), book, clock.instant())).isFalse();
    outside.goSilent();
    assertThat(book.refresh(directory, outside, clock.instant()).get(0).since()).isPresent();
  }

  @Test
  void a_broker_is_believed_within_its_authoritys_scope_and_in_no_other_members_name()
      throws Exception {
    X509Certificate tls = certificate(Role.TLS);
    StatusBook book = book();
    Directory directory = directory(outside.accepted("", "", MEMBER));
    assertThat(directory.serves(tls, MEMBER, book, clock.instant())).isTrue();
    assertThat(directory.serves(tls, "330200", book, clock.instant())).isFalse();
    X509Certificate own = reader.tlsCertificate();
    assertThat(directory.serves(own, "330200", book, clock.instant())).isTrue();
    assertThat(directory.serves(own, MEMBER, book, clock.instant())).isFalse();
    authority.saveBrokerKeys(folder.resolve("broker"), List.of("localhost"), World.SECRET);
    X509Certificate broker =
        KeyStores.loadKeys(folder.resolve("broker/broker.p12"), World.SECRET)
            .get("broker")
            .certificate();
    assertThat(directory.serves(broker, MEMBER, book, clock.instant())).isTrue();
    assertThat(directory.serves(broker, "330200", book, clock.instant())).isTrue();
    Revocation one = Revocation.of(broker, clock.instant(), RevocationReason.KEY_COMPROMISE, null);
    Directory revoking = directory(outside.accepted("", "", MEMBER), one);
    assertThat(revoking.serves(broker, "330200", book, clock.instant())).isFalse();
  }

  @Test
  void a_directory_revokes_a_tls_certificate_of_an_outside_authority() throws Exception {
    X509Certificate tls = certificate(Role.TLS);
    Revocation one = Revocation.of(tls, clock.instant(), RevocationReason.KEY_COMPROMISE, null);
    Directory directory = directory(outside.accepted("", "", MEMBER), one);
    assertThat(directory.admits(tls, MEMBER, book(), clock.instant())).isFalse();
  }

  @Test
  void silence_is_reported_with_its_cause_and_refuses_past_the_bound_also_after_a_restart()
      throws Exception {
    Directory unheard = directory(outside.accepted(outside.crlUrl(), "", MEMBER));
    Instant heard = Instant.ofEpochMilli(clock.millis());
    book().refresh(unheard, outside, heard);
    outside.goSilent();
    StatusBook book = book();
    book.recall(unheard);
    List<StatusBook.Silence> silent = book.refresh(unheard, outside, heard.plusSeconds(60));
    assertThat(silent).hasSize(1);
    assertThat(silent.get(0).authority().name()).isEqualTo("Guangdong");
    assertThat(silent.get(0).since()).contains(heard);
    assertThat(silent.get(0).cause()).isEqualTo("its revocation list is out of reach");
    Directory within = unheard.judged(book, heard.plus(BOUND).minusSeconds(1));
    assertThat(opener(within).verify(signed(), kind()).content()).isEqualTo(DOCUMENT);
    refused(unheard.judged(book, heard.plus(BOUND)), Fault.REVOCATION_UNKNOWN);
  }

  @Test
  void a_list_of_another_authority_or_an_older_one_is_not_heard() throws Exception {
    Directory unheard = directory(outside.accepted(outside.crlUrl(), "", MEMBER));
    byte[] old = outside.get(outside.crlUrl(), 0);
    try (OutsideAuthority other = new OutsideAuthority(folder.resolve("other"), "Guangdong")) {
      StatusBook book = book();
      assertThat(book.refresh(unheard, other, clock.instant()).get(0).cause())
          .contains("SIGNATURE_INVALID");
      refused(unheard.judged(book, clock.instant()), Fault.REVOCATION_UNKNOWN);
      Awaitility.await().until(() -> book.refresh(unheard, outside, clock.instant()).isEmpty());
      X509Certificate ca = outside.accepted("", "", MEMBER).certificate();
      Instant first = Crl.verify(old, ca, clock.instant()).issued();
      Awaitility.await()
          .until(
              () -> {
                book.refresh(unheard, outside, clock.instant());
                byte[] now = outside.get(outside.crlUrl(), 0);
                return Crl.verify(now, ca, clock.instant()).issued().isAfter(first.plusSeconds(1));
              });
      assertThat(book.refresh(unheard, giving(old), clock.instant()).get(0).cause())
          .isEqualTo("it gave an older word than before");
    }
  }

  @Test
  void a_list_past_its_next_one_is_not_heard() throws Exception {
    Directory unheard = directory(outside.accepted(outside.crlUrl(), "", MEMBER));
    Instant nextWeek = clock.instant().plus(Duration.ofDays(8));
    assertThat(book().refresh(unheard, outside, nextWeek).get(0).cause())
        .contains("SIGNER_EXPIRED");
  }

  private StatusBook book() {
    return new StatusBook(folder.resolve("statuses"), BOUND);
  }

  private static StatusFetcher giving(byte[] list) {
    return new StatusFetcher() {
      @Override
      public byte[] get(String address, int most) {
        return list;
      }

      @Override
      public byte[] post(String address, String type, byte[] body, int most) throws IOException {
        throw new IOException("no responder");
      }
    };
  }

  private X509Certificate certificate(Role role) {
    return answered.get(role).certificate();
  }

  private Directory directory(AcceptedAuthority accepted, Revocation... revoked) throws Untrusted {
    NodeKeys keys =
        new NodeKeys(
            MEMBER,
            List.of(answered.get(Role.SIGNING)),
            List.of(answered.get(Role.ENCRYPTION)),
            answered.get(Role.TLS),
            authority.root());
    DirectoryContent content =
        new DirectoryContent(
                1,
                clock.instant(),
                clock.instant().plus(Duration.ofDays(30)),
                List.of(
                    World.member(keys, List.of("44"), "INTL", List.of()),
                    World.member(reader, List.of("3302"), "INTL", List.of())))
            .with(accepted)
            .with(List.of(revoked));
    return Directory.verify(
        authority.signDirectory(content), authority.root(), clock.instant(), suites);
  }

  private byte[] signed() {
    Credential own = answered.get(Role.SIGNING);
    NodeKeys keys = reader.withSigning(List.of(own)).withoutSigning(reader.signingCertificate());
    return new Sealer(keys, () -> unheard(), suites, clock, new Operations())
        .sign(DOCUMENT, kind());
  }

  private Directory unheard() {
    try {
      return directory(outside.accepted("", "", MEMBER));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static ContentKind kind() {
    return ContentKind.EXCHANGE;
  }

  private Opener opener(Directory directory) {
    return new Opener(
        reader,
        () -> directory,
        suites,
        Clock.fixed(clock.instant(), ZoneOffset.UTC),
        new Operations());
  }

  private void refused(Directory directory, Fault fault) {
    assertThatThrownBy(() -> opener(directory).verify(signed(), kind()))
        .hasMessageContaining(fault.name());
  }
}
