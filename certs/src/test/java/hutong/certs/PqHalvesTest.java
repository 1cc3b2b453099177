package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both halves of PQ are needed, and both of one pair. */
final class PqHalvesTest {

  private static final List<String> BOTH = List.of("INTL", "PQ");
  private static final Pair PAIR = Pair.of(BOTH, "INTL", BOTH, "INTL");

  private static SignedFrame frame() throws Untrusted {
    return SignedFrame.read(PAIR.signed(ContentKind.EXCHANGE));
  }

  private static SignedFrame with(
      SignedFrame frame, List<byte[]> certificates, List<SignerFrame> signers) {
    return new SignedFrame(
        frame.type(),
        frame.contentType(),
        frame.content(),
        frame.digestAlgorithm(),
        certificates,
        signers);
  }

  private static void refused(Fault fault, SignedFrame frame) {
    SuitesTest.refused(fault, () -> PAIR.opener().verify(frame.write(), ContentKind.EXCHANGE));
  }

  @Test
  void without_either_signature_it_is_refused_even_where_intl_is_let_through() throws Untrusted {
    SignedFrame frame = frame();
    for (int kept : List.of(0, 1)) {
      refused(
          Fault.SUITE_NOT_ALLOWED,
          with(frame, List.of(frame.certificates().get(kept)), List.of(frame.signers().get(kept))));
    }
    refused(Fault.MALFORMED, with(frame, frame.certificates(), List.of(frame.signers().get(0))));
  }

  @Test
  void the_classic_half_signs_nothing_alone() {
    Credential half = PAIR.senderKeys.signing().get(1);
    assertThat(half.certificate().getPublicKey().getAlgorithm()).isEqualTo("EC");
    byte[] alone =
        new SignedData(new Intl(), List.of(half))
            .of(Forgery.CONTENT, Oids.EXCHANGE, World.NOW, new Operations())
            .bytes();
    SuitesTest.refused(
        Fault.SIGNER_UNKNOWN, () -> PAIR.opener().verify(alone, ContentKind.EXCHANGE));
  }

  @Test
  void a_half_of_another_pair_is_refused_be_it_the_same_members() {
    List<Credential> own = PAIR.senderKeys.signing().subList(1, 3);
    List<Credential> others =
        PAIR.authority.issueSigning(
            new Pq(),
            World.SENDER,
            World.NOW.minus(Duration.ofDays(1)),
            World.NOW.plus(Duration.ofDays(1)));
    Directory directory =
        PAIR.directory(
            List.of(
                World.member(PAIR.senderKeys, List.of("36"), "INTL", others)
                    .withSuites(BOTH, "INTL"),
                PAIR.recipient()));
    for (List<Credential> mixed :
        List.of(List.of(own.get(0), others.get(1)), List.of(others.get(0), own.get(1)))) {
      byte[] signed =
          new SignedData(new Pq(), mixed)
              .of(Forgery.CONTENT, Oids.EXCHANGE, World.NOW, new Operations())
              .bytes();
      SuitesTest.refused(
          Fault.SIGNER_UNKNOWN, () -> PAIR.opener(directory).verify(signed, ContentKind.EXCHANGE));
    }
  }

  @Test
  void a_half_of_another_member_is_refused() {
    List<Credential> mixed =
        List.of(PAIR.senderKeys.signing().get(1), PAIR.recipientKeys.signing().get(2));
    byte[] signed =
        new SignedData(new Pq(), mixed)
            .of(Forgery.CONTENT, Oids.EXCHANGE, World.NOW, new Operations())
            .bytes();
    SuitesTest.refused(
        Fault.SIGNER_UNKNOWN, () -> PAIR.opener().verify(signed, ContentKind.EXCHANGE));
  }

  @Test
  void a_signature_of_another_document_or_time_is_refused() throws Untrusted {
    SignedFrame frame = frame();
    List<Credential> own = PAIR.senderKeys.signing().subList(1, 3);
    SignedData maker = new SignedData(new Pq(), own);
    SignedFrame other =
        SignedFrame.read(maker.of(new byte[1], Oids.EXCHANGE, World.NOW, new Operations()).bytes());
    SignedFrame later =
        SignedFrame.read(
            maker
                .of(Forgery.CONTENT, Oids.EXCHANGE, World.NOW.plusSeconds(1), new Operations())
                .bytes());
    for (SignedFrame foreign : List.of(other, later)) {
      refused(
          Fault.SIGNATURE_INVALID,
          with(
              frame,
              frame.certificates(),
              List.of(frame.signers().get(0), foreign.signers().get(1))));
      refused(
          Fault.SIGNATURE_INVALID,
          with(
              frame,
              frame.certificates(),
              List.of(foreign.signers().get(0), frame.signers().get(1))));
    }
  }

  @Test
  void a_directory_with_a_half_alone_is_refused() {
    List<X509Certificate> all = PAIR.senderKeys.signingCertificates();
    Credential lattice = PAIR.senderKeys.signing().get(2);
    NodeKeys lacking =
        PAIR.senderKeys
            .withoutSigning(all.get(1))
            .withoutEncryption(PAIR.senderKeys.encryptionCertificates().get(1));
    assertThat(lacking.signingCertificates()).contains(lattice.certificate());
    SuitesTest.refused(
        Fault.SUITE_NOT_ALLOWED,
        () ->
            Directory.verify(
                PAIR.authority.signDirectory(
                    new DirectoryContent(
                        2,
                        World.NOW,
                        World.NOW.plusSeconds(60),
                        List.of(Pair.member(lacking, "36")))),
                PAIR.authority.root(),
                World.CLOCK,
                PAIR.suites));
  }

  @Test
  void either_secret_alone_reads_nothing() {
    byte[] sealed = PAIR.sealer().seal(new byte[10], PAIR.recipient());
    List<Credential> held = PAIR.recipientKeys.encryption();
    List<Credential> other =
        PAIR.authority.issueEncryption(
            new Pq(),
            World.RECIPIENT,
            World.NOW.minus(Duration.ofDays(1)),
            World.NOW.plus(Duration.ofDays(1)));
    for (int lacking : List.of(0, 1)) {
      Credential classic =
          lacking == 0
              ? new Credential(other.get(0).key(), held.get(1).certificate())
              : held.get(1);
      Credential lattice =
          lacking == 1
              ? new Credential(other.get(1).key(), held.get(2).certificate())
              : held.get(2);
      Suite.KeyUnwrapper unwrapper = new Pq().unwrapper(List.of(classic, lattice));
      SuitesTest.refused(
          Fault.DECRYPTION_FAILED,
          () -> unwrapper.unwrap(SealedFrame.read(sealed).recipientInfo(), new Operations()));
    }
    assertThatThrownBy(() -> PAIR.opener().open(sealed)).isInstanceOf(Untrusted.class);
  }
}
