package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hutong.gateway.cli.CertsCommand;
import hutong.gateway.cli.DialectCommand;
import hutong.gateway.console.Accounts;
import hutong.gateway.console.Role;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.node.NewNode;
import hutong.schemas.CodeLists;
import hutong.schemas.RecordTypes;
import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectFiles;
import hutong.schemas.dialects.DialectWriter;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

/** Deadlines, rates, members, keys, dialects and books, as administrators see them. */
@Tag("processes")
class ConsoleBooksTest {

  private static final String SCRIPT = "<script>alert(1)</script>";

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final MovedClock clock = new MovedClock();
  private final HttpClient http = HttpClient.newHttpClient();
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;
  private ApiClient zhoukou;
  private Accounts accounts;
  private ConsoleBrowser browser;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions =
        Region.make(
            folder,
            vertx,
            List.of(
                named("320000", "江苏省", "Jiangsu"),
                named("410000", "河南省", "Henan"),
                named("360000", "江西省" + SCRIPT, "Jiangxi" + SCRIPT)));
    jiangsu = regions.get(0).start(clock);
    henan = regions.get(1).start(clock);
    suzhou = jiangsu.decider("suzhou", "3205");
    zhoukou = henan.decider("zhoukou", "4116");
    accounts = new Accounts(jiangsu.home().accounts(), Clock.systemUTC(), new SecureRandom());
  }

  private static NewNode named(String code, String zh, String en) {
    return new NewNode(code, zh, en, NewNode.coveredBy(code), "", "127.0.0.1", 0, 0);
  }

  private void signIn(Region at, String name, Role role, String system) throws Exception {
    if (browser != null) {
      browser.close();
    }
    accounts = new Accounts(at.home().accounts(), Clock.systemUTC(), new SecureRandom());
    browser = new ConsoleBrowser(at.node().url());
    browser.signIn(name, accounts.add(name, role, system));
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void what_is_owed_and_what_was_answered_in_time_is_seen_filtered_and_saved() throws Exception {
    UUID answered = submit(suzhou, inquiry("answered"));
    UUID owed = submit(suzhou, inquiry("owed"));
    decide(zhoukou, 2);
    String answer = ",\"answer\": [{\"number\": 1, \"text\": \"仍在原籍登记\"}]";
    UUID reply = submit(zhoukou, reply("said", answered, answer));
    decide(suzhou, 1);
    awaitState(zhoukou, reply, "ACCEPTED");
    clock.move(Duration.ofDays(60));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(henan.operator().timeline(owed)).encode().contains("ESCALATED"));

    signIn(henan, "wang", Role.OPERATOR, null);
    browser.open("/console/deadlines");
    browser.reads("Overdue", "we → 320000 Jiangsu", "Escalated", "Inquiry");
    assertThat(browser.text()).contains(owed.toString().substring(0, 8));
    browser.sound("deadlines-en");
    browser.open("/console/deadlines?node=320000&type=Inquiry");
    browser.reads(owed.toString().substring(0, 8));
    new Select(browser.driver().findElement(By.name("flag"))).selectByVisibleText("Due");
    new Select(browser.driver().findElement(By.name("direction")))
        .selectByVisibleText("Owed to us");
    browser.button("Show");
    browser.reads("Nothing fits the filter.");
    assertThat(browser.driver().getCurrentUrl()).contains("flag=DUE", "direction=OUT");
    browser.sound("deadlines-none-en");
    for (String nonsense :
        List.of(
            "flag=x", "direction=UP", "node=41", "type=%3Cscript%3E", "after=1", "after=-1.x")) {
      HttpResponse<String> told = got("/console/deadlines?" + nonsense);
      assertThat(told.statusCode()).as(nonsense).isEqualTo(400);
      assertThat(told.body()).contains("role=\"status\"").doesNotContain("<script>");
    }
    HttpResponse<String> csv = got("/console/deadlines.csv?flag=OVERDUE");
    assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment");
    assertThat(csv.body()).startsWith("id,direction").contains(owed + ",IN,320000,410000,Inquiry");
    assertThat(got("/console/deadlines.csv?flag=x").statusCode()).isEqualTo(400);

    browser.open("/console/deadlines/rates?from=" + day(90) + "&to=" + day(0));
    browser.reads("Answered in time", "50.0%", "1/2", "320000 Jiangsu");
    browser.sound("rates-en");
    browser.open("/console/deadlines/rates?by=day&from=" + day(80) + "&to=" + day(0));
    browser.reads("Answered in time by us:");
    browser.sound("rates-by-day-en");
    assertThat(got("/console/deadlines/rates.csv?from=" + day(90) + "&to=" + day(0)).body())
        .startsWith("direction,node")
        .contains("IN,320000");
    for (String nonsense :
        List.of("from=x", "to=2026-02-30", "by=name", "from=2020-01-01", "from=2030-01-01")) {
      assertThat(got("/console/deadlines/rates?" + nonsense).statusCode()).isEqualTo(400);
    }
    browser.button("中文");
    browser.reads("按期答复");
    browser.sound("rates-by-day-zh");
    browser.open("/console/deadlines/rates?by=node,type&from=" + day(90) + "&to=" + day(0));
    browser.sound("rates-zh");
    browser.open("/console/deadlines");
    browser.reads("已逾期", "本节点 → 320000 江苏省");
    browser.sound("deadlines-zh");

    signIn(henan, "desk-a", Role.DESK, "zhoukou");
    browser.open("/console/deadlines");
    browser.reads("Overdue", owed.toString().substring(0, 8));
    assertThat(browser.driver().findElements(By.linkText("Rates"))).isEmpty();
    assertThat(got("/console/deadlines/rates").statusCode()).isEqualTo(403);
    assertThat(got("/console/members").statusCode()).isEqualTo(403);
    henan.keyOf("elsewhere", "4101");
    signIn(henan, "desk-b", Role.DESK, "elsewhere");
    browser.open("/console/deadlines");
    browser.reads("No answer is owed at present.");
  }

  @Test
  void keys_are_rehearsed_made_once_and_revoked_once() throws Exception {
    jiangsu.posterKey("upload", "3205");
    renewAside();
    signIn(jiangsu, "zhao", Role.KEY_OFFICER, null);
    browser.open("/console/members");
    browser.reads("Jiangxi" + SCRIPT, "Waiting", "New keys wait.");
    browser.sound("members-en");
    browser.button("Ask all partners");
    browser.reads("Waiting for answers", "Does not know the new certificate");
    browser.sound("members-rehearsal-en");
    clock.move(Duration.ofMinutes(3));
    browser.open("/console/members");
    browser.reads("0 of 2 are ready", "No answer", "It has to take the newest directory first.");
    browser.sound("members-rehearsed-en");

    browser.link("suzhou");
    browser.reads("New key", "submit, read, mailbox, content");
    browser.sound("system-en");
    browser.fill("label", "nightly");
    browser.fill("days", "20");
    browser.driver().findElement(By.name("scope-mailbox")).click();
    String used = browser.driver().findElement(By.name("once")).getDomProperty("value");
    browser.button("Make a key");
    browser.reads("It is shown this once.");
    String key = browser.driver().findElement(By.cssSelector(".secret")).getText();
    assertThat(browser.driver().getCurrentUrl()).doesNotContain(key);
    assertThat(get(jiangsu.client(key).deadlines(Map.of())).getJsonArray("items")).isEmpty();
    browser.sound("system-key-en");
    String keys = "/console/members/systems/suzhou/keys";
    HttpResponse<String> again = posted(keys, "once=" + used + "&scope-read=on");
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains("done before").doesNotContain(key);
    browser.link("It is handed over: hide it");
    browser.reads("nightly");
    assertThat(browser.text()).doesNotContain(key);
    for (String nonsense :
        List.of(
            "once=x&scope-read=on",
            "once=" + UUID.randomUUID(),
            "scope-read=on&days=0&once=" + UUID.randomUUID(),
            "scope-read=on&label=%3Cscript%3E&once=" + UUID.randomUUID())) {
      HttpResponse<String> told = posted(keys, nonsense);
      assertThat(told.statusCode()).as(nonsense).isEqualTo(400);
      assertThat(told.body()).doesNotContain("<script>");
    }
    String operators = jiangsu.node().systems().addOperator("ops", null);
    assertThat(operators).isNotEmpty();
    assertThat(posted("/console/members/systems/ops/keys", "once=" + UUID.randomUUID()).body())
        .as("an operator's key would let an officer do what officers may not")
        .contains("not looked after here");

    browser.driver().findElements(By.linkText("Revoke")).get(1).click();
    browser.reads("Revoke this key?", "label: nightly");
    browser.sound("system-revoke-en");
    String revoke = URI.create(browser.driver().getCurrentUrl()).getPath();
    browser.button("Revoke now");
    browser.reads("Done.");
    assertThat(posted(revoke, "").headers().firstValue("Location").orElseThrow())
        .as("another administrator was at the same page")
        .endsWith("said=already");
    assertThat(got(revoke).statusCode()).isEqualTo(400);
    browser.button("中文");
    browser.reads("新密钥");
    browser.sound("system-zh");
    browser.open("/console/members");
    browser.reads("名录版本");
    browser.sound("members-zh");

    signIn(jiangsu, "li", Role.VIEWER, null);
    browser.open("/console/members/systems/suzhou");
    assertThat(browser.driver().findElements(By.linkText("Revoke"))).isEmpty();
    for (String path : List.of(keys, revoke, "/console/members/rehearse")) {
      assertThat(posted(path, "once=" + UUID.randomUUID()).statusCode()).as(path).isEqualTo(403);
    }
    assertThat(posted("/console/reconciliation/410000/ask", "").statusCode()).isEqualTo(403);
    assertThat(got("/console/members/systems/%3Cscript%3E").statusCode()).isEqualTo(404);
  }

  @Test
  void dialects_and_one_record_field_by_field() throws Exception {
    Path next = folder.resolve("next");
    Said.of(new DialectCommand(), "export", "provincial-json", "--to", next.toString());
    Path yaml = next.resolve("dialect.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace("version: \"1\"", "version: \"2\"")
            .replace("content/arrived_on:", "content/arrival:")
            .replace("en: Provincial platform, JSON", "en: Next " + SCRIPT));
    Said added = Said.of(new DialectCommand(), "add", next, "--home", jiangsu.home().folder());
    assertThat(added.exit()).as(added.text()).isZero();
    UUID id = submit(suzhou, TestRecords.arrival("one").getBytes(UTF_8));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(suzhou.find(id)).getString("state").equals("DELIVERED"));
    document("shadowed");

    signIn(jiangsu, "wang", Role.OPERATOR, null);
    browser.open("/console/dialects");
    browser.comesToRead("1 records were compared, 1 of them differ", "/arrivedOn");
    browser.sound("dialects-en");
    String compare = "/console/records/" + id + "/compare";
    browser.open("/console/records/" + id);
    browser.link("Compare field by field");
    browser.reads("Choose one or two dialects", "subject/name", "•••");
    browser.sound("compare-choose-en");
    browser.open(compare + "?from=provincial-xml&to=county-csv");
    browser.reads("RYXX/XM", "姓名", "•••");
    assertThat(browser.text()).doesNotContain("412701198502030007");
    browser.sound("compare-en");
    for (String nonsense : List.of("?to=x", "?to=%3Cscript%3E", "?from=nobody")) {
      assertThat(got(compare + nonsense).statusCode()).as(nonsense).isEqualTo(400);
    }
    assertThat(got("/console/records/x/compare").statusCode()).isEqualTo(404);
    assertThat(got("/console/records/" + UUID.randomUUID() + "/compare").statusCode())
        .isEqualTo(404);
    assertThat(posted(compare, "reason=DISPUTE").statusCode()).isEqualTo(403);

    signIn(jiangsu, "sun", Role.AUDITOR, null);
    assertThat(posted(compare, "reason=curious").statusCode()).isEqualTo(400);
    browser.open(compare + "?to=county-csv");
    new Select(browser.driver().findElement(By.name("reason")))
        .selectByVisibleText("A dispute with the partner");
    browser.button("Show once");
    browser.reads("412701198502030007", "that is noted");
    assertThat(browser.driver().getCurrentUrl()).endsWith("/compare");
    HttpResponse<String> shown = posted(compare, "reason=DISPUTE&to=county-csv");
    assertThat(shown.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(shown.body()).contains("412701198502030007");
    browser.sound("compare-shown-en");
    browser.button("中文");
    browser.reads("逐字段对照");
    browser.open(compare + "?from=provincial-xml&to=county-csv");
    browser.sound("compare-zh");
    browser.open("/console/dialects");
    browser.reads("试运行");
    browser.sound("dialects-zh");
  }

  @Test
  void books_are_compared_on_demand() throws Exception {
    for (int i = 0; i < 3; i++) {
      submit(suzhou, TestRecords.arrival("b" + i).getBytes(UTF_8));
    }
    decide(zhoukou, 3);
    clock.move(Duration.ofDays(5));
    signIn(jiangsu, "wang", Role.OPERATOR, null);
    browser.open("/console/reconciliation");
    browser.reads("410000", "Henan");
    browser.sound("reconciliation-early-en");
    browser.link("410000");
    browser.button("Compare now");
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreExceptions()
        .until(
            () -> {
              if (!browser.text().contains("Same") && browser.text().contains("Compare now")) {
                browser.button("Compare now");
              }
              return browser.text().contains("Same");
            });
    browser.sound("books-en");
    browser.open("/console/reconciliation");
    browser.reads("They agree");
    browser.sound("reconciliation-en");
    browser.button("中文");
    browser.reads("对账");
    browser.sound("reconciliation-zh");
    browser.open("/console/reconciliation/410000");
    browser.sound("books-zh");
    assertThat(got("/console/reconciliation/x").statusCode()).isEqualTo(404);
    assertThat(got("/console/reconciliation/320000").statusCode()).isEqualTo(404);
    assertThat(got("/console/reconciliation/410000?asked=x").statusCode()).isEqualTo(400);
  }

  /** Posts it as the live version of the dialect writes it. */
  private void document(String key) throws Exception {
    Dialect dialect =
        new DialectFiles(RecordTypes.load(), CodeLists.load())
            .read(DialectFiles.builtIn().get("provincial-json"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DialectWriter writer = dialect.create(bytes, clock.instant())) {
      writer.write((ObjectNode) new JsonMapper().readTree(TestRecords.arrival(key)));
    }
    get(suzhou.inDialects().submit(bytes.toByteArray(), "provincial-json", Map.of(), null));
  }

  private String day(int ago) {
    return LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"))
        .minusDays(ago)
        .toString();
  }

  private HttpResponse<String> got(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> posted(String path, String fields) throws Exception {
    String form = browser.driver().findElement(By.name("form")).getDomProperty("value");
    return http.send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(fields + "&form=" + form))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    String at = browser.driver().getCurrentUrl();
    String cookie = browser.driver().manage().getCookieNamed("hutong-session").getValue();
    return HttpRequest.newBuilder(URI.create(at).resolve(path))
        .header("Cookie", "hutong-session=" + cookie);
  }

  private static UUID submit(ApiClient by, byte[] record) throws Exception {
    return get(by.submit(record, "application/json", null)).id();
  }

  private static void awaitState(ApiClient side, UUID id, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(side.find(id)).getString("state").equals(state));
  }

  private static void decide(ApiClient by, int number) throws Exception {
    int left = number;
    while (left > 0) {
      Optional<Mail> mail = get(by.mailbox(30, 10, 60));
      assertThat(mail).isPresent();
      List<Mail.Verdict> verdicts = mail.get().items().stream().map(Mail.Verdict::accept).toList();
      get(by.decide(mail.get().lease(), verdicts));
      left -= verdicts.size();
    }
  }

  private static byte[] inquiry(String key) {
    return (record("Inquiry", key)
            + ", \"matter\": \"RESIDENCE\","
            + " \"question\": [{\"number\": 1, \"text\": \"是否仍在原籍登记?\"}]}")
        .getBytes(UTF_8);
  }

  private static byte[] reply(String key, UUID to, String answer) {
    return (record("InquiryReply", key)
            + ", \"inReplyTo\": \""
            + to
            + "\", \"finding\": \"CONFIRMED\""
            + answer
            + "}")
        .getBytes(UTF_8);
  }

  /** The shared beginning of the test's records, about one synthetic person. */
  private static String record(String type, String key) {
    String arrival = TestRecords.arrival(key).strip();
    int last = arrival.lastIndexOf(",", arrival.indexOf("\"arrivedOn\""));
    return arrival.substring(0, last).replace("ArrivalNotice", type);
  }

  /** The new keys wait in the home; the directory that lists them is in nobody's yet. */
  private void renewAside() throws IOException {
    Path home = jiangsu.home().folder();
    Path aside = folder.resolve("aside");
    for (String part : List.of("keys", "directory")) {
      copy(home.resolve(part), aside.resolve(part));
    }
    Files.copy(home.resolve("secret"), aside.resolve("secret"));
    Said renewed =
        Said.of(
            new CertsCommand(),
            "renew",
            "--authority",
            folder.resolve("authority"),
            "--home",
            aside);
    assertThat(renewed.exit()).as(renewed.text()).isZero();
    copy(aside.resolve("keys"), home.resolve("keys"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
