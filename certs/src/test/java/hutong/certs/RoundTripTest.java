package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Signature;
import java.security.SignatureException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.junit.jupiter.api.Test;

final class RoundTripTest {

  private static final World WORLD = World.fresh();
  private final Sealer sealer = WORLD.sealer();
  private final Opener opener = WORLD.opener();

  @Test
  void what_is_sealed_opens_to_the_same_octets_at_every_size() throws Untrusted {
    Random random = new Random(0);
    for (int size : List.of(0, 1, 15, 16, 127, 128, 255, 256, 2048, 65_535, 65_536, 400_000)) {
      byte[] document = new byte[size];
      random.nextBytes(document);
      byte[] signed = sealer.sign(document, ContentKind.EXCHANGE);
      Opened opened = opener.open(sealer.seal(signed, WORLD.recipient()), ContentKind.EXCHANGE);
      assertThat(opened.content()).isEqualTo(document);
      assertThat(opened.signedData()).isEqualTo(signed);
      assertThat(opened.signer().id()).isEqualTo(World.SENDER);
      assertThat(opened.certificate()).isEqualTo(WORLD.senderKeys.signingCertificate());
      assertThat(opened.signedAt()).isEqualTo(World.NOW);
      assertThat(opened.suite()).isEqualTo("INTL");
      assertThat(opened.kind()).isEqualTo(ContentKind.EXCHANGE);
      assertThat(opened.digest()).isEqualTo(new Digest("SHA-256", Sha256.of(document)));
      assertThat(Opener.contentOfOwnStored(signed)).isEqualTo(document);
    }
  }

  @Test
  void a_group_costs_one_agreement_a_side_and_each_envelope_stands_alone() throws Untrusted {
    Operations operations = new Operations();
    Sealer counted =
        new Sealer(WORLD.senderKeys, () -> WORLD.directory, WORLD.suites, World.CLOCK, operations);
    Opener opening =
        new Opener(
            WORLD.recipientKeys, () -> WORLD.directory, WORLD.suites, World.CLOCK, operations);
    List<byte[]> signed = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      signed.add(sealer.sign(new byte[] {(byte) i, 1, 2}, ContentKind.EXCHANGE));
    }
    List<byte[]> sealed = counted.sealAll(signed, WORLD.recipient());
    for (int i = 9; i >= 0; i--) {
      assertThat(opening.open(sealed.get(i)).signedData()).isEqualTo(signed.get(i));
      assertThat(opener.open(sealed.get(i)).signedData()).isEqualTo(signed.get(i));
    }
    assertThat(operations.count(Operation.KEYGEN).calls()).isEqualTo(1);
    assertThat(operations.count(Operation.AGREE_KNOWN).calls()).isEqualTo(1);
    assertThat(operations.count(Operation.AGREE).calls()).isEqualTo(1);
  }

  @Test
  void any_single_changed_octet_of_an_envelope_in_a_group_is_refused() {
    byte[] signed = sealer.sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    byte[] sealed = sealer.sealAll(List.of(signed, signed), WORLD.recipient()).get(1);
    for (int at = 0; at < sealed.length; at += 3) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> opener.open(changed)).isInstanceOf(Untrusted.class);
    }
  }

  @Test
  void any_single_changed_octet_is_refused() throws Untrusted {
    byte[] signed = sealer.sign(Forgery.CONTENT, ContentKind.RECEIPT);
    byte[] sealed = sealer.seal(signed, WORLD.recipient());
    for (int at = 0; at < signed.length; at++) {
      byte[] changed = signed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> opener.verify(changed, ContentKind.RECEIPT))
          .isInstanceOf(Untrusted.class);
    }
    for (int at = 0; at < sealed.length; at += 3) {
      byte[] changed = sealed.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> opener.open(changed)).isInstanceOf(Untrusted.class);
    }
  }

  @Test
  void any_cut_is_malformed() {
    byte[] sealed =
        sealer.seal(sealer.sign(Forgery.CONTENT, ContentKind.EXCHANGE), WORLD.recipient());
    for (int length = 0; length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> opener.open(cut))
          .isInstanceOfSatisfying(
              Untrusted.class, e -> assertThat(e.fault()).isEqualTo(Fault.MALFORMED));
    }
  }

  @Test
  void bouncy_castles_own_reader_verifies_and_decrypts_it() throws Exception {
    byte[] signed = sealer.sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    CMSSignedData read = new CMSSignedData(signed);
    SignerInformation signer = read.getSignerInfos().iterator().next();
    assertThat(
            signer.verify(
                new JcaSimpleSignerInfoVerifierBuilder()
                    .setProvider(Certificates.BOUNCY_CASTLE)
                    .build(WORLD.senderKeys.signingCertificate())))
        .isTrue();
    assertThat(read.toASN1Structure().getEncoded("DER")).isEqualTo(signed);
    byte[] sealed = sealer.seal(signed, WORLD.recipient());
    CMSAuthEnvelopedData envelope = new CMSAuthEnvelopedData(sealed);
    RecipientInformation recipient = envelope.getRecipientInfos().iterator().next();
    assertThat(
            recipient.getContent(
                new JceKeyAgreeEnvelopedRecipient(WORLD.recipientKeys.encryption().get(0).key())
                    .setProvider(Certificates.BOUNCY_CASTLE)))
        .isEqualTo(signed);
    assertThat(envelope.toASN1Structure().getEncoded("DER")).isEqualTo(sealed);
  }

  @Test
  void verification_agrees_with_bouncy_castles_provider() throws Exception {
    Signature judge = Signature.getInstance("SHA256withECDSA", Certificates.BOUNCY_CASTLE);
    Suite.Scheme scheme = WORLD.suites.byId("INTL").schemes().get(0);
    Suite.Verifier verifier = scheme.verifier(WORLD.senderKeys.signingCertificate());
    Suite.Signer signer = scheme.signer(WORLD.senderKeys.signing().get(0).key());
    Operations operations = new Operations();
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] octets = new byte[i];
      random.nextBytes(octets);
      byte[] signature = signer.sign(octets, operations);
      if (i % 4 == 0) {
        signature[8 + random.nextInt(60)] ^= 4;
      }
      judge.initVerify(WORLD.senderKeys.signingCertificate().getPublicKey());
      judge.update(octets);
      assertThat(verifier.verify(octets, signature, operations))
          .isEqualTo(judged(judge, signature))
          .isEqualTo(i % 4 != 0);
    }
  }

  private static boolean judged(Signature judge, byte[] signature) {
    try {
      return judge.verify(signature);
    } catch (SignatureException e) {
      return false;
    }
  }

  @Test
  void over_the_bound_is_too_large_whatever_it_is() {
    assertThatThrownBy(() -> opener.open(new byte[Opener.DEFAULT_MAX_BYTES + 1]))
        .isInstanceOfSatisfying(
            Untrusted.class, e -> assertThat(e.fault()).isEqualTo(Fault.TOO_LARGE));
  }

  @Test
  void a_suite_below_the_floor_is_refused() {
    Suite stronger = new Stronger();
    Suites suites = new Suites(List.of(new Intl(), stronger));
    List<Member> members = new ArrayList<>(WORLD.members());
    members.set(1, World.member(WORLD.recipientKeys, List.of("3302"), "STRONGER", List.of()));
    Directory directory = WORLD.directory(2, members);
    Opener strict =
        new Opener(WORLD.recipientKeys, () -> directory, suites, World.CLOCK, new Operations());
    byte[] signed = sealer.sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    byte[] sealed = sealer.seal(signed, WORLD.recipient());
    for (byte[] bytes : List.of(signed, sealed)) {
      assertThatThrownBy(
              () -> {
                if (bytes == signed) {
                  strict.verify(bytes, ContentKind.EXCHANGE);
                } else {
                  strict.open(bytes);
                }
              })
          .isInstanceOfSatisfying(
              Untrusted.class, e -> assertThat(e.fault()).isEqualTo(Fault.SUITE_NOT_ALLOWED));
    }
    assertThatThrownBy(() -> sealer.seal(signed, members.get(1))).isInstanceOf(NoUsableKey.class);
  }

  @Test
  void nothing_is_trusted_after_the_directory_has_expired() {
    Opener later = WORLD.opener(Clock.offset(World.CLOCK, Duration.ofDays(31)));
    byte[] signed = sealer.sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    assertThatThrownBy(() -> later.verify(signed, ContentKind.EXCHANGE))
        .isInstanceOfSatisfying(
            Untrusted.class, e -> assertThat(e.fault()).isEqualTo(Fault.SIGNER_EXPIRED));
  }

  @Test
  void an_old_key_still_opens_while_a_new_one_replaces_it() throws Untrusted {
    Instant until = World.NOW.plus(Duration.ofDays(365));
    NodeKeys both =
        WORLD.recipientKeys.withEncryption(
            List.of(
                WORLD.authority.issueEncryption(
                    World.RECIPIENT, World.NOW.minus(Duration.ofMinutes(1)), until)));
    Member renewed = World.member(both, List.of("3302"), "INTL", List.of());
    Opener opensBoth =
        new Opener(both, () -> WORLD.directory, WORLD.suites, World.CLOCK, new Operations());
    byte[] signed = sealer.sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    byte[] forNew = sealer.seal(signed, renewed);
    assertThat(opensBoth.open(forNew).content()).isEqualTo(Forgery.CONTENT);
    assertThat(opensBoth.open(sealer.seal(signed, WORLD.recipient())).content())
        .isEqualTo(Forgery.CONTENT);
    assertThatThrownBy(() -> opener.open(forNew))
        .isInstanceOfSatisfying(
            Untrusted.class, e -> assertThat(e.fault()).isEqualTo(Fault.NO_KEY));
  }

  @Test
  void operations_are_counted_each_time_and_can_be_priced() throws Untrusted {
    Operations operations = new Operations();
    Sealer counted =
        new Sealer(WORLD.senderKeys, () -> WORLD.directory, WORLD.suites, World.CLOCK, operations);
    byte[] sealed =
        counted.seal(counted.sign(Forgery.CONTENT, ContentKind.EXCHANGE), WORLD.recipient());
    new Opener(WORLD.recipientKeys, () -> WORLD.directory, WORLD.suites, World.CLOCK, operations)
        .open(sealed);
    for (Operation operation : Operation.values()) {
      long expected =
          switch (operation) {
            case SIGN,
                VERIFY,
                KEYGEN,
                AGREE,
                AGREE_KNOWN,
                KEYWRAP,
                KEYUNWRAP,
                AEAD_ENCRYPT,
                AEAD_DECRYPT ->
                1;
            case SIGN_LATTICE, VERIFY_LATTICE, ENCAPSULATE, DECAPSULATE -> 0;
            case KDF, RANDOM -> 2;
            case DIGEST -> 5;
          };
      assertThat(operations.count(operation).calls()).as(operation.name()).isEqualTo(expected);
    }
  }

  /** INTL by another name and rank, to stand for a suite to come. */
  private static final class Stronger extends SuiteOver {
    Stronger() {
      super(new Intl());
    }

    @Override
    public String id() {
      return "STRONGER";
    }

    @Override
    public int rank() {
      return 2;
    }

    @Override
    public List<Scheme> schemes() {
      return List.of(
          new EcdsaP256("1.2.840.10045.4.3.3", (octets, operations) -> digest(octets, operations)));
    }

    @Override
    public boolean wraps(byte[] recipientInfo) {
      return false;
    }
  }
}
