package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.console.Accounts;
import hutong.gateway.console.Role;
import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.Select;

/** Records, failures and operations in a real browser, with real traffic and a region down. */
@Tag("processes")
class ConsoleRecordsTest {

  private static final String SCRIPT = "<script>alert(1)</script>";
  private static final String SCRIPT_IN_URL = "%3Cscript%3Ealert(1)%3C/script%3E";
  private static final int STUCK = 24;

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<UUID> stuck = new ArrayList<>();
  private Region jiangsu;
  private Region henan;
  private Accounts accounts;
  private ConsoleBrowser browser;
  private ApiClient suzhou;
  private UUID accepted;
  private UUID refused;
  private UUID waiting;
  private int persons;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000", "360000");
    jiangsu = regions.get(0).start(Map.of("HUTONG_OPERATIONS_PERSECOND", "10"));
    henan = regions.get(1).start();
    suzhou = jiangsu.decider("suzhou", "3205");
    accounts = new Accounts(jiangsu.home().accounts(), Clock.systemUTC(), new SecureRandom());
    browser = new ConsoleBrowser(jiangsu.node().url());
  }

  private UUID post(String origin) throws Exception {
    String person = SyntheticNumber.of("412701", LocalDate.of(1960, 1, 1).plusDays(persons++));
    String record =
        TestRecords.arrival("s-" + origin + "-" + persons)
            .replace("412701198502030007", person)
            .replace("样例路 1 号", SCRIPT)
            .replace("\"division\": \"412701\"", "\"division\": \"" + origin + "\"");
    return get(suzhou.submit(record.getBytes(StandardCharsets.UTF_8), "application/json", null))
        .id();
  }

  /** One accepted, one refused with a reason that is a script, one waiting, many stuck. */
  private void traffic() throws Exception {
    ApiClient zhoukou = henan.decider("zhoukou", "4116");
    accepted = post("412701");
    refused = post("412701");
    for (int i = 0; i < STUCK; i++) {
      stuck.add(post("360102"));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              Optional<Mail> mail = get(zhoukou.mailbox(0, 10, 60));
              if (mail.isPresent()) {
                List<Mail.Verdict> verdicts =
                    mail.get().items().stream().map(this::verdict).toList();
                get(zhoukou.decide(mail.get().lease(), verdicts));
              }
              ApiClient operator = jiangsu.operator();
              assertThat(state(operator, accepted)).isEqualTo("ACCEPTED");
              assertThat(state(operator, refused)).isEqualTo("REJECTED");
              assertThat(state(operator, stuck.get(0))).isEqualTo("WAITING_RETRY");
            });
    waiting = post("412701");
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(jiangsu.operator(), waiting).equals("DELIVERED"));
  }

  private Mail.Verdict verdict(Mail.Item item) {
    return item.id().equals(refused)
        ? Mail.Verdict.reject(item, "PERSON_NOT_FOUND", List.of("/person"), SCRIPT)
        : Mail.Verdict.accept(item);
  }

  private static String state(ApiClient operator, UUID id) throws Exception {
    return get(operator.find(id)).getString("state");
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
  void records_are_found_by_filter_by_ids_and_by_source_and_told_in_both_languages()
      throws Exception {
    traffic();
    browser.signIn("wang", accounts.add("wang", Role.OPERATOR, null));
    browser.open("/console/records");
    browser.reads(waiting.toString());
    browser.sound("records-newest-en");

    browser.driver().findElement(By.cssSelector(".narrow-down > summary")).click();
    new Select(browser.driver().findElement(By.name("node"))).selectByValue("360000");
    new Select(browser.driver().findElement(By.name("direction"))).selectByValue("out");
    browser.button("Filter");
    browser.reads(stuck.get(0).toString());
    assertThat(browser.text()).doesNotContain(accepted.toString(), "alert(1)");
    assertThat(browser.driver().getCurrentUrl()).contains("node=360000", "direction=out");
    browser.sound("records-filter-en");
    browser.link("Rejected");
    browser.reads(refused.toString());
    browser.sound("records-rejected-en");

    browser.link("Newest");
    lookUp();
    String many =
        Stream.concat(
                Stream.of(accepted, refused, UUID.randomUUID()).map(UUID::toString),
                Stream.of(SCRIPT, "not-an-id", "412701198502030007"))
            .collect(Collectors.joining("\n"));
    browser.fill("id", many);
    browser.button("Find");
    browser.reads("2 found", "1 of the ids", "3 of the entries are no ids");
    assertThat(browser.driver().getCurrentUrl()).endsWith("/console/records/find");
    browser.sound("records-ids-en");
    String thousand =
        Stream.generate(UUID::randomUUID)
            .limit(999)
            .map(UUID::toString)
            .collect(Collectors.joining("%0A"));
    HttpResponse<String> found =
        posted("/console/records/find", "id=" + accepted + "%0A" + thousand);
    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).contains("1 found", "999 of the ids");
    assertThat(posted("/console/records/find", "id=x%0A" + thousand + "%0Ay").body())
        .contains("At most 1000 ids");

    browser.open("/console/records?node=36&direction=up&state=NICE&from=yesterday&after=-1&type=x");
    browser.reads("Nothing was searched", "other node", "direction", "states", "created from");
    browser.sound("records-nonsense-en");
    for (String query :
        List.of(
            "after=%00",
            "state=" + "A".repeat(300),
            "cause=" + SCRIPT_IN_URL,
            "until=9999-99-99T99:99",
            "from=2026-01-02T00:00&until=2026-01-01T00:00",
            "system=..%2F")) {
      HttpResponse<String> page = page("/console/records?" + query);
      assertThat(page.statusCode()).as(query).isLessThan(500);
      assertThat(page.body()).doesNotContain("<script>alert");
    }
    for (String path :
        List.of(
            "/console/records/x",
            "/console/records/1/abandon",
            "/console/operations/x",
            "/console/operations/" + UUID.randomUUID())) {
      assertThat(page(path).statusCode()).as(path).isEqualTo(404);
    }

    browser.open("/console/records/" + refused);
    browser.reads(
        "Rejected", "Its recipient rejected it", "Rejection receipt came", "PERSON_NOT_FOUND");
    assertThat(browser.text()).doesNotContain("alert(1)");
    browser.sound("record-rejected-en");
    browser.button("中文");
    browser.reads("接收方决定拒收", "供工单复制");
    browser.sound("record-rejected-zh");
    browser.open("/console/records/" + stuck.get(3));
    browser.sound("record-stuck-zh");
    browser.open("/console/records?state=WAITING_RETRY&state=SUBMITTED");
    browser.sound("records-filter-zh");
    browser.open("/console/records/" + waiting);
    browser.sound("record-delivered-zh");
  }

  private void lookUp() {
    browser.driver().findElement(By.cssSelector(".by-id summary")).click();
  }

  @Test
  void a_record_is_given_up_after_a_word_of_confirmation_and_by_operators_alone() throws Exception {
    traffic();
    UUID id = stuck.get(0);
    browser.signIn("li", accounts.add("li", Role.VIEWER, null));
    browser.open("/console/records/" + id);
    assertThat(browser.driver().findElements(By.linkText("Give up…"))).isEmpty();
    for (String path :
        List.of(
            "/console/records/" + id + "/abandon",
            "/console/records/" + id + "/retry",
            "/console/records/" + id + "/assign",
            "/console/operations/plan",
            "/console/operations/" + UUID.randomUUID() + "/run",
            "/console/operations/" + UUID.randomUUID() + "/cancel")) {
      assertThat(posted(path, "office=320501&what=RETRY").statusCode()).as(path).isEqualTo(403);
    }
    assertThat(page("/console/records/" + id + "/abandon").statusCode()).isEqualTo(403);
    browser.signOut();

    browser.signIn("wang", accounts.add("wang", Role.OPERATOR, null));
    browser.open("/console/records/" + id);
    browser.link("Give up…");
    browser.reads("not sent to 360000");
    browser.sound("record-abandon-en");
    browser.button("Give it up");
    browser.reads("Done.", "Abandoned", "Given up by an operator");
    browser.open("/console/records/" + id + "/abandon");
    browser.reads("no such page");
  }

  @Test
  void failures_lead_to_a_plan_of_which_five_go_first_and_of_which_all_is_told() throws Exception {
    traffic();
    browser.signIn("wang", accounts.add("wang", Role.OPERATOR, null));
    browser.open("/console/failures");
    browser.comesToRead("360000", "The destination's broker");
    browser.sound("failures-en");
    browser.button("Retry five first, then the rest");
    browser.reads("Frozen: 1", "Nothing has been done yet");
    browser.button("Cancel the rest");
    browser.reads("Cancelled");
    browser.open("/console/records?state=WAITING_RETRY&state=SUBMITTED&node=360000");
    browser.button("Plan it (does nothing yet)");
    browser.reads("Retry 24 records", "Nothing has been done yet");
    browser.sound("operation-planned-en");
    String path = URI.create(browser.driver().getCurrentUrl()).getPath();
    browser.button("Do 5 first, then wait for me");
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(browser.text()).contains("Stands still"));
    browser.sound("operation-paused-en");

    // Somebody else cancels it, from a page of his own; the page here does not know.
    ApiClient other = jiangsu.operator();
    String id = path.substring(path.lastIndexOf('/') + 1);
    assertThat(operation(id)).contains("PAUSED", "looked=5");
    get(other.post("/v1/operations/" + id + ":cancel", new JsonObject()));
    browser.driver().findElement(By.id("run")).click();
    browser.reads("moved on meanwhile", "Cancelled");
    assertThat(operation(id)).contains("CANCELLED", "looked=5");
    browser.sound("operation-cancelled-en");

    browser.open("/console/records?state=WAITING_RETRY&state=SUBMITTED&state=REJECTED&node=360000");
    new Select(browser.driver().findElement(By.name("what"))).selectByVisibleText("Give up");
    browser.button("Plan it (does nothing yet)");
    browser.reads("Give up 24 records", "they are not in the plan: Rejected");
    browser.sound("operation-abandon-en");
    browser.button("Do all 24 that are left");
    browser.reads("Running");
    browser.sound("operation-running-en");
    // It looks itself up again; signed out meanwhile, one is led in and back, and it has gone on.
    String running = browser.driver().getCurrentUrl();
    String password = accounts.reset("wang");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> browser.driver().getCurrentUrl().endsWith("/console/sign-in"));
    browser.fill("name", "wang");
    browser.fill("password", password);
    browser.driver().findElement(By.cssSelector(".sign-in button")).click();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> browser.driver().getCurrentUrl().startsWith(running.replaceAll("\\?.*", "")));
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(browser.text()).contains("Finished"));
    browser.sound("operation-done-en");
    browser.driver().findElement(By.cssSelector(".results a")).click();
    browser.reads(stuck.get(0).toString());
    browser.button("中文");
    browser.reads("已完成");
    browser.sound("operation-done-zh");
    browser.open("/console/operations");
    browser.sound("operations-zh");
    browser.open("/console/failures");
    browser.sound("failures-zh");
    browser.open("/console/records?state=PARKED&node=360000");
    browser.reads("没有符合条件的记录");
    browser.sound("records-none-zh");
  }

  private String operation(String id) throws Exception {
    JsonObject view = get(jiangsu.operator().get("/v1/operations/" + id));
    return view.getString("state") + " looked=" + view.getLong("looked");
  }

  private HttpResponse<String> page(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(jiangsu.node().url() + path))
            .header("Cookie", "hutong-session=" + cookie())
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> posted(String path, String body) throws Exception {
    String form = browser.driver().findElement(By.name("form")).getDomProperty("value");
    return http.send(
        HttpRequest.newBuilder(URI.create(jiangsu.node().url() + path))
            .header("Cookie", "hutong-session=" + cookie())
            .header("Origin", jiangsu.node().url())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body + "&form=" + form))
            .build(),
        BodyHandlers.ofString());
  }

  private String cookie() {
    return browser.driver().manage().getCookieNamed("hutong-session").getValue();
  }
}
