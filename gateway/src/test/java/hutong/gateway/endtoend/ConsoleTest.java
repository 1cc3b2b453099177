package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hutong.gateway.console.Accounts;
import hutong.gateway.console.Role;
import hutong.gateway.http.ApiClient;
import io.vertx.core.Vertx;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The console in a real browser, on a node with traffic and a region that is down. */
@Tag("processes")
class ConsoleTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private Region jiangsu;
  private Region henan;
  private Accounts accounts;
  private ChromeDriver browser;
  private String axe;
  private UUID stuck;

  @BeforeEach
  void start() throws Exception {
    boolean installed = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    if (System.getenv("CI") != null) {
      assertThat(installed).as("Chromium, which CI installs").isTrue();
    }
    assumeTrue(installed, "Chromium is not installed: apt-get install chromium chromium-driver");
    List<Region> regions = Region.make(folder, vertx, "320000", "410000", "360000");
    jiangsu = regions.get(0).start();
    henan = regions.get(1).start();
    ApiClient suzhou = jiangsu.decider("suzhou", "3205");
    post(suzhou, "went", "412701");
    stuck = post(suzhou, "<script>alert(1)</script>", "360102");
    accounts = new Accounts(jiangsu.home().accounts(), Clock.systemUTC(), new SecureRandom());
    NpmTool.installed("console");
    axe = Files.readString(Path.of("target/npm/console/node_modules/axe-core/axe.min.js"));
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            new ChromeOptions()
                .setBinary(CHROMIUM.toFile())
                .addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"));
    browser.manage().window().setSize(new Dimension(1_280, 900));
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
      browser.quit();
    }
    if (jiangsu != null) {
      jiangsu.close();
      henan.close();
    }
    vertx.close();
  }

  private void signIn(String name, String password) {
    browser.get(jiangsu.node().url() + "/console");
    browser.findElement(By.name("name")).sendKeys(name);
    browser.findElement(By.name("password")).sendKeys(password);
    browser.findElement(By.cssSelector(".sign-in button")).click();
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> text().contains("is wrong") || text().contains("Sign out"));
  }

  private String text() {
    return browser.findElement(By.tagName("body")).getText();
  }

  /** The page that comes says so. */
  private void reads(String... words) {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(text()).contains(words));
  }

  /** No fault by axe, nothing wider than the window, nothing refused by the policy. */
  private void sound(String name) throws Exception {
    for (int width : new int[] {1_280, 390}) {
      browser.manage().window().setSize(new Dimension(width, 900));
      Object found =
          browser.executeAsyncScript(
              axe
                  + ";const done = arguments[arguments.length - 1];"
                  + "axe.run(document).then(r => done(r.violations.map(v => v.id + ' ' +"
                  + " v.nodes.map(n => n.html).join(' | '))))");
      assertThat((List<?>) found).as(name + " at " + width).isEmpty();
      Object wider =
          browser.executeScript(
              "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
      assertThat(((Number) wider).intValue()).as(name + " at " + width).isLessThanOrEqualTo(0);
      File picture = browser.getScreenshotAs(OutputType.FILE);
      Path kept = Files.createDirectories(Path.of("target/screenshots"));
      Files.write(kept.resolve(name + "-" + width + ".png"), Files.readAllBytes(picture.toPath()));
    }
    browser.manage().window().setSize(new Dimension(1_280, 900));
    assertThat(browser.manage().logs().get("browser").getAll())
        .filteredOn(entry -> entry.getMessage().contains("Content Security Policy"))
        .isEmpty();
  }

  @Test
  void an_operator_signs_in_sees_what_is_stuck_pauses_and_resumes_in_both_languages()
      throws Exception {
    String password = accounts.add("wang", Role.OPERATOR, null);
    browser.get(jiangsu.node().url() + "/console/records");
    assertThat(browser.getCurrentUrl()).endsWith("/console/sign-in");
    sound("sign-in");
    signIn("wang", "wrong");
    assertThat(text()).contains("Account or password is wrong");
    signIn("wang", password);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              browser.navigate().refresh();
              assertThat(text()).contains("360000", "Put off", "The destination's broker");
            });
    sound("overview-en");
    String row = "//tr[th[contains(., '360000')]]";
    browser.findElement(By.xpath(row + "//button[. = 'Pause']")).click();
    reads("Paused", "Done.");
    sound("overview-paused-en");
    browser.findElement(By.xpath(row + "//button[. = 'Resume']")).click();
    reads("Put off", "Done.");

    browser.findElement(By.xpath("//button[. = '中文']")).click();
    reads("总览", "线路");
    sound("overview-zh");
    browser.findElement(By.linkText("记录")).click();
    reads("来源系统");
    browser.findElement(By.name("id")).sendKeys(stuck.toString());
    browser.findElement(By.xpath("//button[. = '查找']")).click();
    reads("ArrivalNotice");
    sound("records-zh");
    browser.findElement(By.linkText(stuck.toString())).click();
    reads("发往360000", "经过");
    assertThat(text()).doesNotContain("alert(1)", "412701198502030007", "王");
    sound("record-zh");
    browser.findElement(By.xpath("//button[. = 'English']")).click();
    reads("It cannot go to 360000");
    assertThat(browser.getCurrentUrl()).endsWith(stuck.toString());
    sound("record-en");
    browser.findElement(By.xpath("//button[. = 'Retry now']")).click();
    reads("Done.");
    browser.get(jiangsu.node().url() + "/console/records/" + UUID.randomUUID());
    assertThat(text()).contains("no such page");

    accounts.reset("wang");
    await()
        .atMost(Duration.ofSeconds(5))
        .until(
            () -> {
              browser.navigate().refresh();
              return browser.getCurrentUrl().endsWith("/console/sign-in");
            });
  }

  @Test
  void a_viewer_looks_and_no_more_and_no_other_site_acts_for_anybody() throws Exception {
    signIn("li", accounts.add("li", Role.VIEWER, null));
    assertThat(text()).contains("360000");
    assertThat(browser.findElements(By.xpath("//button[. = 'Pause']"))).isEmpty();
    String cookie = browser.manage().getCookieNamed("hutong-session").getValue();
    assertThat(browser.manage().getCookieNamed("hutong-session").isHttpOnly()).isTrue();
    assertThat(browser.manage().getCookieNamed("hutong-session").getSameSite()).isEqualTo("Strict");
    String form = browser.findElement(By.name("form")).getDomProperty("value");
    String path = "/console/routes/360000/pause";
    String body = "reason=FLOOD&form=" + form;
    String here = jiangsu.node().url();
    assertThat(post(path, cookie, body, Map.of("Origin", here)).statusCode()).isEqualTo(403);
    assertThat(post(path, null, body, Map.of("Origin", here)).headers().firstValue("Location"))
        .contains("/console/sign-in");

    signOut();
    signIn("zhao", accounts.add("zhao", Role.OPERATOR, null));
    String operator = browser.manage().getCookieNamed("hutong-session").getValue();
    String own = browser.findElement(By.name("form")).getDomProperty("value");
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

  private void signOut() {
    browser.findElement(By.xpath("//button[. = 'Sign out']")).click();
    reads("Password");
    browser.get(jiangsu.node().url() + "/console");
    assertThat(browser.getCurrentUrl()).endsWith("/console/sign-in");
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
