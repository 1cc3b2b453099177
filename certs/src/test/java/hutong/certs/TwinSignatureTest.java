package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Anybody can turn an ECDSA signature (r, s) into (r, n - s), which is as valid. So octets of a
 * signature are never an identity: the document's digest is, and the twin is the same document by
 * the same signer. No other way of writing a signature is taken.
 */
final class TwinSignatureTest {

  private static final World WORLD = Corpus.WORLD;
  private static final BigInteger N = P256.DOMAIN.getN();

  private final byte[] signed = WORLD.sealer().sign(Forgery.CONTENT, ContentKind.EXCHANGE);

  @Test
  void twin_is_the_same_document_by_the_same_signer() throws Untrusted {
    Opened first = WORLD.opener().verify(signed, ContentKind.EXCHANGE);
    BigInteger[] rs = rs();
    byte[] twin = with(sequence(integer(rs[0]), integer(N.subtract(rs[1]))));
    assertThat(twin).isNotEqualTo(signed);
    Opened second = WORLD.opener().verify(twin, ContentKind.EXCHANGE);
    assertThat(second.digest()).isEqualTo(first.digest());
    assertThat(second.content()).isEqualTo(first.content());
    assertThat(second.signer()).isEqualTo(first.signer());
    assertThat(second.signedAt()).isEqualTo(first.signedAt());
  }

  @Test
  void other_numbers_and_other_ways_to_write_them_are_refused() throws Untrusted {
    BigInteger r = rs()[0];
    BigInteger s = rs()[1];
    byte[] padded = integer(s);
    byte[] zero = Der.write(Der.INTEGER, new byte[1], Arrays.copyOfRange(padded, 2, padded.length));
    byte[] longLength = {Der.INTEGER, (byte) 0x81};
    for (byte[] signature :
        List.of(
            sequence(integer(r), integer(s.add(N))),
            sequence(integer(r.add(N)), integer(s)),
            sequence(integer(r), integer(s.negate())),
            sequence(integer(r.negate()), integer(s)),
            sequence(integer(BigInteger.ZERO), integer(BigInteger.ZERO)),
            sequence(integer(r), integer(BigInteger.ZERO)),
            sequence(integer(r), integer(N)),
            sequence(integer(s), integer(r)),
            sequence(integer(r), zero),
            sequence(integer(r), concat(longLength, Arrays.copyOfRange(padded, 1, padded.length))),
            sequence(integer(r), integer(s), integer(s)),
            sequence(integer(r)),
            concat(sequence(integer(r), integer(s)), new byte[1]),
            Der.write(Der.SET, integer(r), integer(s)),
            concat(fixed(r), fixed(s)),
            new byte[0])) {
      Untrusted refused =
          catchThrowableOfType(
              Untrusted.class, () -> WORLD.opener().verify(with(signature), ContentKind.EXCHANGE));
      assertThat(refused.fault()).isEqualTo(Fault.SIGNATURE_INVALID);
    }
  }

  private BigInteger[] rs() throws Untrusted {
    Der pair = Der.of(SignedFrame.read(signed).signers().get(0).signature()).enter(Der.SEQUENCE);
    BigInteger r = new BigInteger(pair.value(Der.INTEGER));
    return new BigInteger[] {r, new BigInteger(pair.value(Der.INTEGER))};
  }

  private byte[] with(byte[] signature) throws Untrusted {
    SignedFrame frame = SignedFrame.read(signed);
    SignerFrame signer = frame.signers().get(0);
    SignerFrame other =
        new SignerFrame(
            signer.signerId(),
            signer.digestAlgorithm(),
            signer.signatureAlgorithm(),
            signer.toBeSigned(),
            signature,
            signer.attributes());
    return new SignedFrame(
            frame.type(),
            frame.contentType(),
            frame.content(),
            frame.digestAlgorithm(),
            frame.certificates(),
            List.of(other))
        .write();
  }

  private static byte[] sequence(byte[]... integers) {
    return Der.write(Der.SEQUENCE, integers);
  }

  private static byte[] integer(BigInteger value) {
    return Der.write(Der.INTEGER, value.toByteArray());
  }

  private static byte[] fixed(BigInteger value) {
    return org.bouncycastle.util.BigIntegers.asUnsignedByteArray(32, value);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
