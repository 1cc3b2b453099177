package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes as a certificate is refused with a fault, or keeps its octets. */
final class CertificateFuzzTest {

  static List<byte[]> seeds() {
    World world = Corpus.WORLD;
    return Stream.concat(
            Stream.of(world.authority.root(), world.senderKeys.signingCertificate()),
            world.senderKeys.encryptionCertificates().stream())
        .map(Certificates::encoded)
        .toList();
  }

  @MethodSource("seeds")
  @FuzzTest
  void is_refused_or_keeps_its_octets(byte[] der) {
    try {
      X509Certificate certificate = Certificates.parse(der);
      assertThat(Certificates.encoded(certificate)).isEqualTo(der);
      for (Issuing.Purpose purpose : Issuing.Purpose.values()) {
        purpose.allows(certificate);
      }
      Corpus.WORLD.suites.signing(List.of(certificate));
      Corpus.WORLD.suites.sealing(List.of(certificate));
      Certificates.chains(certificate, Corpus.WORLD.authority.root(), World.NOW);
    } catch (Untrusted refused) {
      assertThat(refused.fault()).isIn(Fault.MALFORMED, Fault.TOO_LARGE);
    }
  }
}
