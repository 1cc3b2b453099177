package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whose signature a container may have: all that count together, valid when they signed. */
final class ContainerSignerTest {

  private static final byte[] MANIFEST = "<manifest/>".getBytes(StandardCharsets.UTF_8);
  private static final Pair PAIR = Pair.of("PQ");
  private static final TrustRoots ROOTS = TrustRoots.of(PAIR.authority.root());
  private static final World WORLD = World.fresh();

  @Test
  void both_halves_of_a_pair_sign_and_both_are_stamped() throws Exception {
    byte[] signature = signed(PAIR.senderKeys);
    ContainerSignature.Verified verified = ContainerSignature.verify(signature, MANIFEST);
    assertThat(verified.signers()).isEqualTo(PAIR.senderKeys.signingCertificates());
    assertThat(verified.signatures()).hasSize(2);
    for (ContainerSignature.Stamped each : verified.signatures()) {
      assertThat(TimeStamps.verify(each.token(), Sha256.of(each.value()), ROOTS).at())
          .isEqualTo(World.NOW);
    }
    assertThat(past(PAIR).exporter(verified.signers(), World.NOW, World.NOW).id())
        .isEqualTo(World.SENDER);
  }

  @Test
  void half_of_a_pair_signs_no_container() {
    NodeKeys half = PAIR.senderKeys.withoutSigning(PAIR.senderKeys.signing().get(1).certificate());
    assertThat(half.signing()).hasSize(1);
    NodeKeys classic =
        PAIR.senderKeys.withoutSigning(PAIR.senderKeys.signing().get(0).certificate());
    for (NodeKeys each : List.of(half, classic)) {
      X509Certificate certificate = each.signingCertificate();
      refused(
          Fault.SIGNER_UNKNOWN,
          () -> past(PAIR).exporter(List.of(certificate), World.NOW, World.NOW));
    }
  }

  @Test
  void a_pair_is_preferred_to_nothing_and_what_signs_alone_to_a_pair() throws Exception {
    Pair both = Pair.of(List.of("INTL", "PQ"), "INTL", List.of("INTL"), "INTL");
    TimeStamper stamper = both.authority.issueTimeStamper(World.SENDER);
    byte[] signature =
        ContainerSignature.sign(MANIFEST, both.senderKeys, any -> true, stamper, World.CLOCK);
    assertThat(ContainerSignature.verify(signature, MANIFEST).signers())
        .containsExactly(both.senderKeys.signingCertificate());
    X509Certificate alone = both.senderKeys.signingCertificate();
    byte[] paired =
        ContainerSignature.sign(
            MANIFEST, both.senderKeys, each -> !each.equals(alone), stamper, World.CLOCK);
    assertThat(ContainerSignature.verify(paired, MANIFEST).signers()).hasSize(2);
  }

  @Test
  void a_certificate_has_to_be_valid_when_it_signed_and_when_that_was_stamped() throws Exception {
    PastDirectories past = past(WORLD.directory, WORLD.authority.root());
    List<X509Certificate> ended = List.of(WORLD.expired.certificate());
    Instant last = WORLD.expired.certificate().getNotAfter().toInstant();
    assertThat(past.exporter(List.of(WORLD.senderKeys.signingCertificate()), World.NOW, World.NOW))
        .isNotNull();
    refused(Fault.SIGNER_EXPIRED, () -> past.exporter(ended, World.NOW, World.NOW));
    refused(Fault.SIGNER_EXPIRED, () -> past.exporter(ended, last, World.NOW));
    Instant early = World.NOW.minus(Duration.ofDays(1));
    refused(
        Fault.SIGNER_EXPIRED,
        () -> past.exporter(List.of(WORLD.senderKeys.signingCertificate()), early, World.NOW));
  }

  private static byte[] signed(NodeKeys keys) throws IOException {
    return ContainerSignature.sign(
        MANIFEST,
        keys,
        any -> true,
        PAIR.authority.issueTimeStamper(World.SENDER),
        Clock.fixed(World.NOW, ZoneOffset.UTC));
  }

  private static PastDirectories past(Pair pair) throws Untrusted {
    return past(pair.directory, pair.authority.root());
  }

  private static PastDirectories past(Directory directory, X509Certificate root) throws Untrusted {
    return PastDirectories.verify(
        List.of(directory.signed()), List.of(), TrustRoots.of(root), Suites.standard(), World.NOW);
  }

  private static void refused(Fault fault, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Untrusted.class, untrusted -> assertThat(untrusted.fault()).isEqualTo(fault));
  }
}
