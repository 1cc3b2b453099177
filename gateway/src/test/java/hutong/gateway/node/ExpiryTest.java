package hutong.gateway.node;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.certs.Authority;
import hutong.certs.Credential;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Suites;
import hutong.routes.ledger.Alarm;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ends soon is said 30, 14 and 3 days before, each once. */
class ExpiryTest {

  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path folder;

  private Authority authority;
  private NodeKeys keys;

  @BeforeEach
  void make() throws Exception {
    authority = Authority.create(folder, "a secret for tests alone".toCharArray(), CLOCK);
    keys = authority.issue("320000", List.of());
  }

  @Test
  void nothing_is_said_of_what_lasts() throws Exception {
    assertThat(at(NOW, List.of(partner(400)))).isEmpty();
  }

  @Test
  void a_partners_certificate_is_said_at_each_threshold_under_another_key() throws Exception {
    Credential short40 = partner(40);
    assertThat(at(NOW.plus(DAY.multipliedBy(9)), List.of(short40))).isEmpty();
    List<Expiry.Warning> month = at(NOW.plus(DAY.multipliedBy(10)), List.of(short40));
    List<Expiry.Warning> fortnight = at(NOW.plus(DAY.multipliedBy(26)), List.of(short40));
    List<Expiry.Warning> last = at(NOW.plus(DAY.multipliedBy(37)), List.of(short40));
    assertThat(List.of(month, fortnight, last)).allMatch(each -> each.size() == 1);
    assertThat(month.get(0).alarm().about()).startsWith("signing certificate").endsWith("30 days");
    assertThat(fortnight.get(0).alarm().about()).endsWith("14 days");
    assertThat(last.get(0).alarm().about()).endsWith("3 days");
    assertThat(month.get(0).alarm().partner()).isEqualTo("410000");
    assertThat(List.of(month, fortnight, last))
        .extracting(each -> each.get(0).key())
        .doesNotHaveDuplicates();
    assertThat(at(NOW.plus(DAY.multipliedBy(11)), List.of(short40)).get(0).key())
        .isEqualTo(month.get(0).key());
  }

  @Test
  void what_a_later_certificate_replaces_is_left_to_end() throws Exception {
    assertThat(at(NOW.plus(DAY.multipliedBy(39)), List.of(partner(40), partner(400)))).isEmpty();
  }

  @Test
  void the_directory_and_the_root_and_own_certificates_are_among_it() throws Exception {
    assertThat(at(NOW.plus(DAY.multipliedBy(589)), List.of(partner(700))))
        .extracting(each -> each.alarm().code())
        .containsExactly(Alarm.Code.DIRECTORY_EXPIRES);
    assertThat(at(NOW.plus(DAY.multipliedBy(725)), List.of(partner(1000))))
        .extracting(each -> each.alarm().about().replaceAll(" [0-9a-f]{20,}", ""))
        .contains("tls certificate ends within 14 days");
    assertThat(at(NOW.plus(DAY.multipliedBy(3650)), List.of(partner(4000))))
        .extracting(each -> each.alarm().about().replaceAll(" [0-9a-f]{20,}", ""))
        .contains("authority ends within 3 days");
  }

  private Credential partner(int days) {
    return authority.issueSigning("410000", NOW, NOW.plus(DAY.multipliedBy(days)));
  }

  private List<Expiry.Warning> at(Instant now, List<Credential> partners) throws Exception {
    List<X509Certificate> signing = partners.stream().map(Credential::certificate).toList();
    Member member =
        new Member(
            "410000",
            "",
            "",
            List.of("41"),
            "tls://localhost:1",
            "inbox.410000",
            signing,
            List.of(),
            List.of("INTL"),
            "INTL",
            List.of(),
            "cn",
            List.of());
    Directory directory =
        Directory.verify(
            authority.signDirectory(
                new DirectoryContent(1, NOW, NOW.plus(DAY.multipliedBy(600)), List.of(member))),
            authority.root(),
            NOW,
            Suites.standard());
    return Expiry.of(keys, directory, now);
  }
}
