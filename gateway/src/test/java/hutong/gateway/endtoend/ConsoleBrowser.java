package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** A console in a real Chromium, whose pages axe judges. */
final class ConsoleBrowser implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final int WIDE = 1_280;
  private static final int PHONE = 390;
  private static final int HEIGHT = 900;

  private final String node;
  private final ChromeDriver browser;
  private final String axe;

  /**
   * @param node address of a node's API
   */
  ConsoleBrowser(String node) throws Exception {
    boolean installed = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    if (System.getenv("CI") != null) {
      assertThat(installed).as("Chromium, which CI installs").isTrue();
    }
    assumeTrue(installed, "Chromium is not installed: apt-get install chromium chromium-driver");
    this.node = node;
    NpmTool.installed("console");
    axe = Files.readString(Path.of("target/npm/console/node_modules/axe-core/axe.min.js"));
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            new ChromeOptions()
                .setBinary(CHROMIUM.toFile())
                .addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"));
    browser.manage().window().setSize(new Dimension(WIDE, HEIGHT));
  }

  ChromeDriver driver() {
    return browser;
  }

  /** Opens a page, {@code /console/…}. */
  void open(String path) {
    browser.get(node + path);
  }

  void signIn(String name, String password) {
    open("/console");
    browser.findElement(By.name("name")).sendKeys(name);
    browser.findElement(By.name("password")).sendKeys(password);
    browser.findElement(By.cssSelector(".sign-in button")).click();
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(text()).containsAnyOf("is wrong", "Sign out"));
  }

  void signOut() {
    button("Sign out");
    reads("Password");
    open("/console");
    assertThat(browser.getCurrentUrl()).endsWith("/console/sign-in");
  }

  /** Clicks the first button of these words. */
  void button(String words) {
    browser.findElement(By.xpath("//button[normalize-space() = '" + words + "']")).click();
  }

  void link(String words) {
    browser.findElement(By.linkText(words)).click();
  }

  /** A field of a form, emptied and filled. */
  void fill(String name, String value) {
    WebElement field = browser.findElement(By.name(name));
    field.clear();
    field.sendKeys(value);
  }

  String text() {
    return browser.findElement(By.tagName("body")).getText();
  }

  /** The page that comes says so. */
  void reads(String... words) {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(text()).contains(words));
  }

  /** Looks again and again until the page says so. */
  void comesToRead(String... words) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              browser.navigate().refresh();
              assertThat(text()).contains(words);
            });
  }

  /**
   * No fault by axe, nothing wider than the window, nothing refused by the policy; at both widths,
   * of which pictures are kept.
   */
  void sound(String name) throws IOException {
    for (int width : new int[] {WIDE, PHONE}) {
      browser.manage().window().setSize(new Dimension(width, HEIGHT));
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
    browser.manage().window().setSize(new Dimension(WIDE, HEIGHT));
    assertThat(browser.manage().logs().get("browser").getAll())
        .filteredOn(entry -> entry.getMessage().contains("Content Security Policy"))
        .isEmpty();
  }

  @Override
  public void close() {
    browser.quit();
  }
}
