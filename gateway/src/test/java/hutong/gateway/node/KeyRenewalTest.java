package hutong.gateway.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.certs.Directory;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New keys come beside the earlier ones, and those go when nothing can be under way for them. */
class KeyRenewalTest {

  private static final Instant MADE = Instant.parse("2026-11-22T08:00:00Z");
  private static final Map<String, String> NOTHING = Map.of();

  @TempDir private Path folder;

  private Home home;
  private Path authority;

  @BeforeEach
  void make() throws Exception {
    home = new Home(folder.resolve("320000"));
    authority = folder.resolve("authority");
    NewNode.local("320000", "江苏省", "Jiangsu").create(home, authority, NOTHING, after(0));
  }

  @Test
  void earlier_certificates_stay_listed_for_14_days_after_they_are_replaced() throws Exception {
    assertThat(listed(renew(1)).signing()).hasSize(2);
    assertThat(listed(renew(10)).encryption()).hasSize(3);
    Member own = listed(renew(20));
    assertThat(own.signing()).hasSize(3);
    assertThat(own.encryption()).hasSize(3);
    assertThat(home.nodeKeys(NOTHING).encryptionCertificates()).as("kept to open").hasSize(4);
  }

  @Test
  void what_decrypts_is_in_use_at_once_and_what_signs_when_it_is_rotated() throws Exception {
    NodeKeys before = home.nodeKeys(NOTHING);
    Directory directory = renew(1);
    NodeKeys waiting = home.nodeKeys(NOTHING);
    assertThat(waiting.encryptionCertificates()).hasSize(2);
    assertThat(waiting.signingCertificates()).hasSize(1);
    assertThat(waiting.tlsCertificate()).isEqualTo(before.tlsCertificate());
    KeyRenewal renewal = new KeyRenewal(home, NOTHING, after(2));
    renewal.rotate();
    NodeKeys after = home.nodeKeys(NOTHING);
    assertThat(listed(directory).signing()).containsAll(after.signingCertificates());
    assertThat(after.signingCertificates()).hasSize(2);
    assertThat(after.tlsCertificate()).isNotEqualTo(before.tlsCertificate());
    assertThat(after.tlsCertificate().getSubjectAlternativeNames())
        .hasToString(before.tlsCertificate().getSubjectAlternativeNames().toString());
    assertThatThrownBy(renewal::rotate).hasMessageContaining("No keys wait");
  }

  private Directory renew(int days) throws Exception {
    return new KeyRenewal(home, NOTHING, after(days)).renew(authority);
  }

  private static Member listed(Directory directory) {
    return directory.member("320000").orElseThrow();
  }

  private static Clock after(int days) {
    return Clock.fixed(MADE.plus(Duration.ofDays(days)), ZoneOffset.UTC);
  }
}
