package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import hutong.gateway.console.Accounts;
import hutong.gateway.console.Role;
import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.node.NewNode;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/**
 * Through every screen in both languages, among 34 members with traffic, of which one is down and
 * one paused. The pictures of {@code docs/console.md} are taken here.
 */
@Tag("processes")
class ConsoleTourTest {

  private static final List<String> RUN = List.of("320000", "410000", "330000");
  private static final String DOWN = "360000";
  private static final String PAUSED = "510000";

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final List<Region> running = new ArrayList<>();
  private ConsoleBrowser browser;
  private ApiClient suzhou;
  private UUID refused;
  private int persons;

  @BeforeEach
  void start() throws Exception {
    List<NewNode> nodes = new ArrayList<>();
    try (InputStream in = Accounts.class.getResourceAsStream("tiles.yaml")) {
      JsonNode tiles = new YAMLMapper().readTree(in);
      RUN.forEach(each -> nodes.add(named(each, tiles.path(each))));
      tiles
          .fieldNames()
          .forEachRemaining(
              each -> {
                if (!RUN.contains(each)) {
                  nodes.add(named(each, tiles.path(each)));
                }
              });
    }
    List<Region> regions = Region.make(folder, vertx, nodes);
    for (Region each : regions.subList(0, RUN.size())) {
      running.add(each.start());
    }
    suzhou = running.get(0).decider("suzhou", "3205");
  }

  private static NewNode named(String code, JsonNode tile) {
    String zh = tile.path("zh").asText();
    String en = tile.path("en").asText();
    return new NewNode(code, zh, en, NewNode.coveredBy(code), "", "127.0.0.1", 0, 0);
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    running.forEach(Region::close);
    vertx.close();
  }

  private UUID post(ApiClient by, String origin) throws Exception {
    String person = SyntheticNumber.of("412701", LocalDate.of(1960, 1, 1).plusDays(persons++));
    String record =
        TestRecords.arrival("t-" + persons)
            .replace("412701198502030007", person)
            .replace("\"division\": \"412701\"", "\"division\": \"" + origin + "\"");
    return get(by.submit(record.getBytes(StandardCharsets.UTF_8), "application/json", null)).id();
  }

  private void traffic() throws Exception {
    ApiClient zhoukou = running.get(1).decider("zhoukou", "4116");
    ApiClient operator = running.get(0).operator();
    get(operator.pause(PAUSED, "MAINTENANCE"));
    refused = post(suzhou, "412701");
    for (int i = 0; i < 40; i++) {
      post(suzhou, "412701");
      post(suzhou, i % 3 == 0 ? "360102" : i % 3 == 1 ? "510104" : "412701");
    }
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () -> {
              Optional<Mail> mail = get(zhoukou.mailbox(0, 30, 60));
              if (mail.isPresent()) {
                get(
                    zhoukou.decide(
                        mail.get().lease(), mail.get().items().stream().map(this::said).toList()));
              }
              assertThat(state(operator, refused)).isEqualTo("REJECTED");
              assertThat(states(operator)).contains("WAITING_RETRY");
            });
    post(suzhou, "412701");
  }

  private Mail.Verdict said(Mail.Item item) {
    return item.id().equals(refused)
        ? Mail.Verdict.reject(item, "PERSON_NOT_FOUND", List.of("/person"), "")
        : Mail.Verdict.accept(item);
  }

  private static String state(ApiClient operator, UUID id) throws Exception {
    return get(operator.find(id)).getString("state");
  }

  private static List<String> states(ApiClient operator) throws Exception {
    return get(operator.status()).getJsonArray("tally", new JsonArray()).stream()
        .map(each -> ((JsonObject) each).getString("state"))
        .toList();
  }

  @Test
  void every_screen_is_sound_in_both_languages_and_both_widths() throws Exception {
    traffic();
    Region jiangsu = running.get(0);
    Accounts accounts =
        new Accounts(jiangsu.home().accounts(), Clock.systemUTC(), new SecureRandom());
    browser = new ConsoleBrowser(jiangsu.node().url());
    browser.signIn("auditor", accounts.add("auditor", Role.AUDITOR, null));
    browser.open("/console/audit");
    tour("audit", "Audit");
    browser.signOut();
    browser.signIn("operator", accounts.add("operator", Role.OPERATOR, null));
    browser.open("/console/routes/" + DOWN);
    browser.comesToRead("Sent a minute", "Put off");
    tour("route", "Jiangxi");
    List<String> screens = new ArrayList<>();
    browser
        .driver()
        .findElements(By.cssSelector("nav a"))
        .forEach(each -> screens.add(each.getDomAttribute("href")));
    assertThat(screens).hasSizeGreaterThan(10);
    for (String each : screens) {
      String name = each.substring(each.lastIndexOf('/') + 1).replace("console", "overview");
      browser.open(each);
      tour(name, "");
    }
    browser.open("/console/deadlines/rates");
    tour("rates", "");
    browser.open("/console/records/" + refused);
    tour("record", "PERSON_NOT_FOUND");
    browser.open("/console/records/" + refused + "/compare?from=provincial-xml&to=county-csv");
    tour("compare", "");
    browser.open("/console/reconciliation/410000");
    tour("books", "");
    browser.open("/console/proposals/new?kind=ERASE&about=" + refused);
    tour("proposal", "Once approved");
    browser.open("/console/account");
    tour("account", "");
  }

  private void tour(String name, String says) throws Exception {
    browser.reads(says, "Sign out");
    browser.sound("tour-" + name + "-en");
    browser.button("中文");
    browser.reads("退出");
    assertThat(browser.text()).as(name).doesNotContain("412701196");
    browser.sound("tour-" + name + "-zh");
    browser.button("English");
    browser.reads("Sign out");
  }
}
