package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whoever may read a signed document can seal it for somebody else in its signer's name: this room
 * can't see that, and says who signed. That the signed header names the reader is for whoever reads
 * the header. What nobody can do is to make it another document, kind or signer's.
 */
final class SurreptitiousForwardingTest {

  private static final World WORLD = Corpus.WORLD;

  @Test
  void sealed_again_for_another_it_is_still_its_first_signers_very_document() throws Untrusted {
    byte[] signed = WORLD.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    Sealer forwarder =
        new Sealer(
            WORLD.recipientKeys,
            () -> WORLD.directory,
            WORLD.suites,
            World.CLOCK,
            WORLD.operations);
    Opened opened = WORLD.opener().open(forwarder.seal(signed, WORLD.recipient()));
    assertThat(opened.signer().id()).isEqualTo(World.SENDER);
    assertThat(opened.signedData()).isEqualTo(signed);
  }

  @Test
  void signature_stripped_and_replaced_names_who_replaced_it() throws Untrusted {
    Sealer forwarder =
        new Sealer(
            WORLD.recipientKeys,
            () -> WORLD.directory,
            WORLD.suites,
            World.CLOCK,
            WORLD.operations);
    byte[] signed = forwarder.sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    assertThat(WORLD.opener().verify(signed, ContentKind.EXCHANGE).signer().id())
        .isEqualTo(World.RECIPIENT);
  }

  @Test
  void signature_stripped_altogether_is_refused() {
    byte[] bare = WORLD.sealer().seal(Forgery.CONTENT, WORLD.recipient());
    assertThat(fault(bare)).isEqualTo(Fault.MALFORMED);
  }

  @Test
  void signed_twice_is_the_outer_signers_and_its_content_is_no_document() throws Untrusted {
    byte[] inner = WORLD.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    byte[] outer = WORLD.sealer().sign(inner, ContentKind.EXCHANGE);
    Opened opened = WORLD.opener().open(WORLD.sealer().seal(outer, WORLD.recipient()));
    assertThat(opened.content()).isEqualTo(inner).isNotEqualTo(Forgery.CONTENT);
  }

  @Test
  void sealed_twice_is_refused() {
    byte[] signed = WORLD.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE);
    byte[] once = WORLD.sealer().seal(signed, WORLD.recipient());
    assertThat(fault(WORLD.sealer().seal(once, WORLD.recipient()))).isEqualTo(Fault.MALFORMED);
  }

  @Test
  void signature_of_one_document_is_none_of_another() throws Untrusted {
    SignedFrame one = frame("<exchange>one</exchange>");
    SignedFrame other = frame("<exchange>two</exchange>");
    for (boolean withAttributes : List.of(false, true)) {
      SignerFrame first = one.signers().get(0);
      SignerFrame second = other.signers().get(0);
      SignerFrame mixed =
          new SignerFrame(
              first.signerId(),
              first.digestAlgorithm(),
              first.signatureAlgorithm(),
              withAttributes ? second.toBeSigned() : first.toBeSigned(),
              second.signature(),
              first.attributes());
      byte[] crossed =
          new SignedFrame(
                  one.type(),
                  one.contentType(),
                  one.content(),
                  one.digestAlgorithm(),
                  one.certificates(),
                  List.of(mixed))
              .write();
      assertThat(
              catchThrowableOfType(
                      Untrusted.class, () -> WORLD.opener().verify(crossed, ContentKind.EXCHANGE))
                  .fault())
          .isEqualTo(Fault.SIGNATURE_INVALID);
    }
  }

  private static SignedFrame frame(String content) throws Untrusted {
    byte[] bytes = content.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return SignedFrame.read(WORLD.sealer().sign(bytes, ContentKind.EXCHANGE));
  }

  private static Fault fault(byte[] envelope) {
    return catchThrowableOfType(Untrusted.class, () -> WORLD.opener().open(envelope)).fault();
  }
}
