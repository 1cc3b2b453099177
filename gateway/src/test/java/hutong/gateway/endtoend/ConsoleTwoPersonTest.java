package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.Member;
import hutong.gateway.console.Accounts;
import hutong.gateway.console.Role;
import hutong.gateway.http.ApiClient;
import hutong.gateway.node.AuditHome;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** What takes two people, who did what and what is kept, in two browsers on real nodes. */
@Tag("processes")
class ConsoleTwoPersonTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private Signatory signatory;
  private Accounts accounts;
  private ConsoleBrowser wang;
  private ConsoleBrowser zhao;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, JIANGSU, HENAN, "360000");
    signatory = new Signatory(folder.resolve("authority"));
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    accounts = new Accounts(henan.home().accounts(), Clock.systemUTC(), new SecureRandom());
    wang = new ConsoleBrowser(henan.node().url());
    wang.signIn("wang", accounts.add("wang", Role.OPERATOR, null));
    zhao = new ConsoleBrowser(henan.node().url());
    zhao.signIn("zhao", accounts.add("zhao", Role.OPERATOR, null));
  }

  @AfterEach
  void stop() {
    for (ConsoleBrowser each : new ConsoleBrowser[] {wang, zhao}) {
      if (each != null) {
        each.close();
      }
    }
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  private void enter(String node, UnaryOperator<Member> change) throws Exception {
    List<Member> members =
        henan.node().directory().members().stream()
            .map(each -> each.id().equals(node) ? change.apply(each) : each)
            .toList();
    signatory.give(henan, members, Duration.ofDays(300));
    long version = Signatory.held(henan).version();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> henan.node().directory().version() == version);
  }

  /** A record whose signer the directory does not name yet. */
  private UUID early(Member genuine) throws Exception {
    enter(JIANGSU, each -> each.withSigning(List.of()));
    UUID id;
    try (Rogue early = new Rogue(JIANGSU, jiangsu.home(), henan.node()::directory)) {
      ResidentRecord record = early.arrival("early");
      Header header = early.header(record, HENAN);
      id = header.getId();
      early.put(early.envelope(early.document(header, record), HENAN), HENAN);
    }
    ApiClient operator = henan.operator();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                get(operator.quarantine(10)).getJsonArray("items").stream()
                    .anyMatch(each -> ((JsonObject) each).getBoolean("releasable")));
    enter(JIANGSU, each -> genuine);
    return id;
  }

  @Test
  void one_proposes_another_approves_and_the_auditor_sees_both() throws Exception {
    henan.keyOf("zhoukou", "4116");
    ApiClient operator = henan.operator();
    UUID id = early(henan.node().directory().member(JIANGSU).orElseThrow());

    wang.open("/console/quarantine");
    wang.reads("Release", "Discard");
    wang.sound("quarantine-en");
    wang.link("Release");
    wang.reads("Once approved, it is received as if it had just come");
    wang.sound("proposal-en");
    wang.button("Propose");
    wang.reads("Proposed: another person has to approve it.", "Yours: another person");
    assertThat(wang.driver().findElements(By.xpath("//button[. = 'Approve']"))).isEmpty();
    String approve =
        wang.driver()
            .findElement(By.xpath("//form[contains(@action, '/refuse')]"))
            .getDomAttribute("action")
            .replace("/refuse", "/approve");
    wang.driver()
        .executeScript(
            "const f = document.querySelector(\"form[action$='/refuse']\");"
                + " f.action = arguments[0]; f.submit()",
            approve);
    wang.reads("Another person has to approve it.");

    zhao.open("/console/quarantine");
    zhao.link("1 proposals wait for a second person.");
    zhao.reads("Release from quarantine", "wang");
    zhao.sound("proposals-en");
    zhao.button("Approve");
    zhao.reads("Done.", "Received");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(operator.find(id)).getString("state").equals("OFFERED"));
    wang.open("/console/quarantine");
    assertThat(wang.text()).doesNotContain("Release");
    zhao.button("中文");
    zhao.reads("双人复核", "已接收");
    zhao.sound("proposals-zh");
    zhao.open("/console/storage");
    zhao.reads("暂不能估计磁盘何时写满", "永久");
    zhao.sound("storage-zh");
    wang.open("/console/storage");
    wang.sound("storage-en");

    wang.signOut();
    wang.signIn("sun", accounts.add("sun", Role.AUDITOR, null));
    wang.open("/console/audit");
    wang.reads("APPROVE", "PROPOSE", "SIGN_IN", "OTHER_PERSON", "wang", "zhao");
    wang.sound("audit-en");
    wang.open("/console/audit?by=zhao&what=APPROVE");
    wang.reads("APPROVE");
    assertThat(wang.text()).doesNotContain("PROPOSE");
    wang.open("/console/audit?by=%3Cscript%3E&from=yesterday");
    wang.reads("That filter cannot be");
    wang.button("中文");
    wang.open("/console/audit");
    wang.reads("操作人");
    wang.sound("audit-zh");
    henan.close();
    assertThat(new AuditHome(henan.home(), Map.of()).findings()).isEmpty();
  }

  @Test
  void what_is_not_theirs_to_decide_is_told_to_viewers_and_nonsense_to_nobody() throws Exception {
    zhao.signOut();
    zhao.signIn("li", accounts.add("li", Role.VIEWER, null));
    zhao.open("/console/proposals");
    zhao.reads("No proposal waits.");
    zhao.open("/console/proposals/new?kind=ERASE&about=" + UUID.randomUUID());
    zhao.reads("may not do this");
    wang.open("/console/proposals/new?kind=RELEASE&about=%3Cscript%3E");
    wang.reads("not allowed");
    wang.open("/console/proposals/new?kind=ERASE&about=" + UUID.randomUUID());
    wang.button("Propose");
    wang.reads("There is no such thing.");
  }
}
