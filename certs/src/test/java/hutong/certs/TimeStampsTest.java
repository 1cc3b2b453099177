package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TimeStampsTest {

  private static final World WORLD = World.fresh();
  private static final TrustRoots ROOTS = TrustRoots.of(WORLD.authority.root());
  private static final byte[] DIGEST = Sha256.of(new byte[] {1, 2, 3});

  private final TimeStamper stamper = WORLD.authority.issueTimeStamper(World.SENDER);

  @TempDir Path folder;

  @Test
  void a_token_says_when_its_digest_was_seen() throws Exception {
    TimeStamp stamp = TimeStamps.verify(stamper.stamp(DIGEST), DIGEST, ROOTS);
    assertThat(stamp.at()).isEqualTo(World.NOW);
    assertThat(stamp.authority()).isEqualTo(stamper.certificate());
    assertThat(stamp.policy()).isEqualTo(Oids.TIME_STAMP_POLICY);
  }

  @Test
  void its_certificate_is_for_time_stamps_alone_and_says_so_critically() throws Exception {
    X509Certificate certificate = stamper.certificate();
    assertThat(certificate.getCriticalExtensionOIDs()).contains("2.5.29.37");
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.8");
  }

  @Test
  void a_token_is_still_good_when_its_certificate_has_expired() throws Exception {
    TimeStamper later =
        new TimeStamper(stamperKey(), Clock.offset(World.CLOCK, Duration.ofDays(100)));
    assertThat(TimeStamps.verify(later.stamp(DIGEST), DIGEST, ROOTS).at())
        .isEqualTo(World.NOW.plus(Duration.ofDays(100)));
  }

  @Test
  void a_token_made_after_its_certificate_expired_is_refused() throws Exception {
    Clock late = Clock.offset(World.CLOCK, Duration.ofDays(4000));
    byte[] token = new TimeStamper(stamperKey(), late).stamp(DIGEST);
    assertThat(fault(token, DIGEST, ROOTS)).isEqualTo(Fault.SIGNATURE_INVALID);
  }

  @Test
  void a_token_for_another_digest_is_refused() throws Exception {
    assertThat(fault(stamper.stamp(DIGEST), new byte[32], ROOTS))
        .isEqualTo(Fault.SIGNATURE_INVALID);
  }

  @Test
  void a_token_of_another_root_is_refused() throws Exception {
    TrustRoots others = TrustRoots.of(World.fresh().authority.root());
    assertThat(fault(stamper.stamp(DIGEST), DIGEST, others)).isEqualTo(Fault.SIGNER_UNKNOWN);
  }

  @Test
  void a_signing_certificate_stamps_no_times() throws Exception {
    assertThatThrownBy(
            () -> new TimeStamper(WORLD.senderKeys.signing().get(0), World.CLOCK).stamp(DIGEST))
        .isInstanceOf(Exception.class);
  }

  @Test
  void no_octet_of_a_token_can_be_changed() throws Exception {
    byte[] token = stamper.stamp(DIGEST);
    int refused = 0;
    for (int i = 0; i < token.length; i++) {
      byte[] changed = token.clone();
      changed[i] ^= 1;
      try {
        TimeStamps.verify(changed, DIGEST, ROOTS);
        System.out.println("taken: octet " + i);
      } catch (Untrusted fault) {
        refused++;
      }
    }
    System.out.println("time-stamp token: " + refused + " of " + token.length + " changes refused");
    assertThat(refused).isEqualTo(token.length);
  }

  @Test
  void the_key_is_found_again_in_its_folder() throws Exception {
    assertThat(TimeStamper.load(folder, World.SECRET, World.CLOCK)).isEmpty();
    stamper.save(folder, WORLD.authority.root(), World.SECRET);
    TimeStamper loaded = TimeStamper.load(folder, World.SECRET, World.CLOCK).orElseThrow();
    assertThat(loaded.certificate()).isEqualTo(stamper.certificate());
  }

  @Test
  void an_outside_authority_is_asked_and_its_token_taken() throws Exception {
    byte[] token = remote(this::answered, "").stamp(DIGEST);
    assertThat(TimeStamps.verify(token, DIGEST, ROOTS).at()).isEqualTo(World.NOW);
  }

  @Test
  void an_answer_to_an_earlier_question_is_refused() throws Exception {
    byte[][] kept = new byte[1][];
    remote(query -> kept[0] = answered(query), "").stamp(DIGEST);
    assertThatThrownBy(() -> remote(query -> kept[0], "").stamp(DIGEST))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("something else");
  }

  @Test
  void an_answer_by_another_policy_is_refused() {
    assertThatThrownBy(() -> remote(this::answered, "1.2.3.4").stamp(DIGEST))
        .isInstanceOf(IOException.class);
  }

  @Test
  void rubbish_and_too_much_of_it_are_refused() {
    assertThatThrownBy(() -> remote(query -> new byte[] {0x30, 0}, "").stamp(DIGEST))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> remote(query -> new byte[1 << 20], "").stamp(DIGEST))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void an_authority_of_another_root_is_not_taken() {
    RemoteTimeAuthority asking =
        new RemoteTimeAuthority(this::answered, "", TrustRoots.of(World.fresh().authority.root()));
    assertThatThrownBy(() -> asking.stamp(DIGEST)).isInstanceOf(IOException.class);
  }

  private static RemoteTimeAuthority remote(RemoteTimeAuthority.Post post, String policy) {
    return new RemoteTimeAuthority(post, policy, ROOTS);
  }

  /** What an outside authority does, by the library's own responder. */
  private byte[] answered(byte[] query) throws IOException {
    try {
      TimeStampRequest request = new TimeStampRequest(query);
      TimeStampTokenGenerator generator = stamper.generator();
      return new TimeStampResponseGenerator(
              generator, TSPAlgorithms.ALLOWED, java.util.Set.of(Oids.TIME_STAMP_POLICY))
          .generate(request, java.math.BigInteger.TEN, java.util.Date.from(World.NOW))
          .getEncoded();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private static Fault fault(byte[] token, byte[] digest, TrustRoots roots) {
    try {
      TimeStamps.verify(token, digest, roots);
      throw new AssertionError("taken");
    } catch (Untrusted untrusted) {
      return untrusted.fault();
    }
  }

  private Credential stamperKey() throws IOException {
    stamper.save(folder, WORLD.authority.root(), World.SECRET);
    return KeyStores.loadKeys(folder.resolve("timestamp.p12"), World.SECRET).get("timestamp");
  }
}
