package hutong.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL judges what the built-in authority issues and revokes. */
final class OpensslCertificatesTest {

  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  private Authority authority;
  private NodeKeys keys;

  @BeforeEach
  void issue() throws Exception {
    authority = Authority.create(folder, World.SECRET, CLOCK);
    keys = authority.issue("360000", List.of("localhost", "127.0.0.1"));
  }

  @Test
  void every_certificate_issued_is_verified() throws Exception {
    List<X509Certificate> all = new ArrayList<>(keys.signingCertificates());
    all.addAll(keys.encryptionCertificates());
    all.add(keys.tlsCertificate());
    for (X509Certificate each : all) {
      assertThat(verify(each, "")).as(each.getSubjectX500Principal().getName()).contains("OK");
    }
    assertThat(verify(keys.tlsCertificate(), "-purpose sslserver")).contains("OK");
    assertThat(verify(keys.tlsCertificate(), "-purpose sslclient")).contains("OK");
  }

  @Test
  void a_revoked_one_is_refused_by_the_authoritys_list_and_another_is_not() throws Exception {
    Instant now = CLOCK.instant();
    DirectoryContent content =
        new DirectoryContent(3, now, now.plus(Duration.ofDays(30)), List.of())
            .with(
                List.of(
                    Revocation.of(
                        keys.signingCertificate(),
                        now,
                        RevocationReason.KEY_COMPROMISE,
                        now.minus(Duration.ofDays(2)))));
    byte[] crl = authority.signRevocations(content);
    Files.write(folder.resolve("crl.pem"), Pem.ofRevocations(crl));
    String printed = openssl("crl -in crl.pem -noout -text -CAfile root.pem");
    assertThat(printed)
        .contains("verify OK")
        .contains("Key Compromise")
        .contains("Invalidity Date")
        .contains("Hutong Root");
    assertThat(verify(keys.signingCertificate(), "-crl_check -CRLfile crl.pem"))
        .contains("certificate revoked");
    assertThat(verify(keys.tlsCertificate(), "-crl_check -CRLfile crl.pem")).contains("OK");
    assertThat(Crl.verify(crl, authority.root(), now.plusSeconds(1)).revoked()).hasSize(1);
  }

  private String verify(X509Certificate certificate, String options) throws Exception {
    Files.write(folder.resolve("one.pem"), Pem.of(certificate));
    return openssl(("verify -CAfile root.pem " + options).strip() + " one.pem");
  }

  private String openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ", -1)));
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return Files.readString(log);
  }
}
