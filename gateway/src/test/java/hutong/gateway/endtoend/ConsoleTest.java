package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.console.Accounts;
import hutong.gateway.console.Role;
import hutong.gateway.http.ApiClient;
import io.vertx.core.Vertx;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The console in a real browser, on a node with traffic and a region that is down. */
@Tag("processes")
class ConsoleTest {

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private Region jiangsu;
  private Region henan;
  private Accounts accounts;
  private ConsoleBrowser browser;
  private UUID stuck;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000", "360000");
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    ApiClient suzhou = jiangsu.decider("suzhou", "3205");
    post(suzhou, "went", "412701");
    stuck = post(suzhou, "<script>alert(1)</script>", "360102");
    accounts = new Accounts(jiangsu.home().accounts(), Clock.systemUTC(), new SecureRandom());
    browser = new ConsoleBrowser(jiangsu.node().url());
  }

  private static UUID post(ApiClient client, String address, String origin) throws Exception {
    String record =
        TestRecords.arrival("c-" + origin)
            .replace("样例路 1 号", address)
            .replace("\"division\": \"412701\"", "\"division\": \"" + origin + "\"");
    return get(client.submit(record.getBytes(StandardCharsets.UTF_8), "application/json", null))
        .id();
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (jiangsu != null) {
      jiangsu.close();
      henan.close();
    }
    vertx.close();
  }

  @Test
  void an_operator_signs_in_sees_what_is_stuck_pauses_and_resumes_in_both_languages()
      throws Exception {
    String password = accounts.add("wang", Role.OPERATOR, null);
    browser.open("/console/records");
    assertThat(browser.driver().getCurrentUrl()).endsWith("/console/sign-in");
    browser.sound("sign-in");
    browser.signIn("wang", "wrong");
    assertThat(browser.text()).contains("Account or password is wrong");
    browser.signIn("wang", password);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              browser.driver().navigate().refresh();
              assertThat(browser.text()).contains("360000", "Put off", "The destination's broker");
            });
    browser.sound("overview-en");
    browser.link("360000");
    browser.reads("Put off", "Nothing is sent at present");
    browser.button("Pause");
    browser.reads("Paused", "Done.");
    browser.sound("route-paused-en");
    browser.button("Resume");
    browser.reads("Put off", "Done.");
    browser.comesToRead("Sent a minute");
    browser.sound("route-en");

    browser.driver().findElement(By.xpath("//button[. = '中文']")).click();
    browser.reads("近几小时");
    browser.sound("route-zh");
    browser.link("总览");
    browser.reads("总览", "线路");
    browser.sound("overview-zh");
    browser.driver().findElement(By.linkText("记录")).click();
    browser.reads("按编号或来源查找");
    browser.driver().findElement(By.cssSelector(".by-id summary")).click();
    browser.driver().findElement(By.name("id")).sendKeys(stuck.toString());
    browser.driver().findElement(By.xpath("//button[. = '查找']")).click();
    browser.reads("ArrivalNotice");
    browser.sound("records-zh");
    browser.driver().findElement(By.linkText(stuck.toString())).click();
    browser.reads("发往360000", "经过");
    assertThat(browser.text()).doesNotContain("alert(1)", "412701198502030007", "王");
    browser.sound("record-zh");
    browser.driver().findElement(By.xpath("//button[. = 'English']")).click();
    browser.reads("It cannot go to 360000");
    assertThat(browser.driver().getCurrentUrl()).endsWith(stuck.toString());
    browser.sound("record-en");
    browser.driver().findElement(By.xpath("//button[. = 'Retry now']")).click();
    browser.reads("Done.");
    browser.open("/console/records/" + UUID.randomUUID());
    assertThat(browser.text()).contains("no such page");

    accounts.reset("wang");
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () -> {
              browser.driver().navigate().refresh();
              return browser.driver().getCurrentUrl().endsWith("/console/sign-in");
            });
  }

  @Test
  void a_viewer_looks_and_no_more_and_no_other_site_acts_for_anybody() throws Exception {
    browser.signIn("li", accounts.add("li", Role.VIEWER, null));
    assertThat(browser.text()).contains("360000");
    browser.open("/console/routes/360000");
    assertThat(browser.driver().findElements(By.xpath("//button[. = 'Pause']"))).isEmpty();
    String cookie = browser.driver().manage().getCookieNamed("hutong-session").getValue();
    assertThat(browser.driver().manage().getCookieNamed("hutong-session").isHttpOnly()).isTrue();
    assertThat(browser.driver().manage().getCookieNamed("hutong-session").getSameSite())
        .isEqualTo("Strict");
    String form = browser.driver().findElement(By.name("form")).getDomProperty("value");
    String path = "/console/routes/360000/pause";
    String body = "reason=FLOOD&form=" + form;
    String here = jiangsu.node().url();
    assertThat(post(path, cookie, body, Map.of("Origin", here)).statusCode()).isEqualTo(403);
    assertThat(post(path, null, body, Map.of("Origin", here)).headers().firstValue("Location"))
        .contains("/console/sign-in");

    browser.signOut();
    browser.signIn("zhao", accounts.add("zhao", Role.OPERATOR, null));
    String operator = browser.driver().manage().getCookieNamed("hutong-session").getValue();
    String own = browser.driver().findElement(By.name("form")).getDomProperty("value");
    for (Map<String, String> other :
        List.of(
            Map.of("Origin", "https://evil.example"),
            Map.of("Sec-Fetch-Site", "cross-site", "Origin", here),
            Map.<String, String>of())) {
      assertThat(post(path, operator, "reason=FLOOD&form=" + own, other).statusCode())
          .isEqualTo(403);
    }
    assertThat(
            post(path, operator, "reason=FLOOD&form=" + form, Map.of("Origin", here)).statusCode())
        .as("the word of another session")
        .isEqualTo(403);
    assertThat(
            post(path, operator, "reason=FLOOD&form=" + own, Map.of("Origin", here)).statusCode())
        .isEqualTo(303);
    HttpResponse<String> page =
        http.send(
            HttpRequest.newBuilder(URI.create(here + "/console/sign-in")).build(),
            BodyHandlers.ofString());
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  private HttpResponse<String> post(
      String path, String cookie, String body, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(jiangsu.node().url() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (cookie != null) {
      request.header("Cookie", "hutong-session=" + cookie);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
