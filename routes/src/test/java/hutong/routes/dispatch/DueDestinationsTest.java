package hutong.routes.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.certs.Authority;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.Member;
import hutong.certs.Outage;
import hutong.certs.Suites;
import hutong.routes.Bell;
import hutong.routes.ledger.Ledger;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DueDestinationsTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant UNTIL = NOW.plus(Duration.ofDays(30));

  @TempDir private Path folder;

  private final List<String> asked = new ArrayList<>();
  private final Bell bell = new Bell();
  private Instant now = NOW;

  private final Ledger ledger =
      (Ledger)
          Proxy.newProxyInstance(
              Ledger.class.getClassLoader(),
              new Class<?>[] {Ledger.class},
              (proxy, method, arguments) -> {
                asked.add(method.getName() + (arguments.length == 2 ? " " + arguments[0] : ""));
                return method.getReturnType() == List.class ? List.of("600001") : null;
              });

  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          throw new UnsupportedOperationException();
        }
      };

  private Directory directory(int members, List<Outage> outagesOfOne) throws Exception {
    Authority authority = Authority.create(folder, "synthetic secret".toCharArray(), clock);
    X509Certificate sealing = authority.issueEncryption("600000", NOW, UNTIL).certificate();
    List<Member> all = new ArrayList<>();
    for (int i = 0; i < members; i++) {
      String code = String.valueOf(600_000 + i);
      all.add(
          new Member(
              code,
              code,
              code,
              List.of(code),
              "tls://127.0.0.1:1",
              "inbox",
              List.of(authority.issueSigning(code, NOW, UNTIL).certificate()),
              List.of(sealing),
              List.of("INTL"),
              "INTL",
              List.of(),
              "cn",
              i == 1 ? outagesOfOne : List.of()));
    }
    return Directory.verify(
        authority.signDirectory(new DirectoryContent(1, NOW, UNTIL, all)),
        authority.root(),
        NOW,
        Suites.standard());
  }

  @Test
  void a_look_is_one_question_to_the_ledger_however_many_members_there_are() throws Exception {
    Directory directory = directory(300, List.of());
    DueDestinations due = new DueDestinations(ledger, () -> directory, bell, clock);
    for (int look = 0; look < 3; look++) {
      assertThat(due.take(9)).containsExactly("600001");
    }
    assertThat(asked).hasSize(3).containsOnly("dueDestinations");
  }

  @Test
  void whoever_has_a_planned_outage_is_made_to_stand_still_once_in_each() throws Exception {
    Outage first = new Outage(NOW.plusSeconds(10), NOW.plusSeconds(20));
    Outage second = new Outage(NOW.plusSeconds(30), NOW.plusSeconds(40));
    Directory directory = directory(3, List.of(first, second));
    DueDestinations due = new DueDestinations(ledger, () -> directory, bell, clock);
    for (int second5 = 0; second5 < 9; second5++) {
      due.take(9);
      now = now.plusSeconds(5);
    }
    asked.removeIf("dueDestinations"::equals);
    assertThat(asked).containsExactly("standStill 600001", "standStill 600001");
  }
}
