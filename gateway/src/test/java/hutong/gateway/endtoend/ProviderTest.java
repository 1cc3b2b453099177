package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.broker.FreePort;
import hutong.gateway.console.Accounts;
import hutong.gateway.console.Role;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;

/** Signing in by way of a certified OpenID Connect provider, through its own pages. */
@Tag("processes")
class ProviderTest {

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private String url;
  private int providerPort;
  private Process provider;
  private Region region;
  private ConsoleBrowser browser;

  @BeforeEach
  void start() throws Exception {
    NpmTool.installed("provider");
    int port = FreePort.find();
    providerPort = FreePort.find();
    url = "http://127.0.0.1:" + port;
    Path secret =
        Files.writeString(
            folder.resolve("client-secret"), "a synthetic secret of more than thirty-two octets\n");
    region =
        Region.make(folder, vertx, "320000")
            .get(0)
            .start(
                Map.of(
                    "HUTONG_HTTP_PORT",
                    Integer.toString(port),
                    "HUTONG_CONSOLE_URL",
                    url,
                    "HUTONG_CONSOLE_OIDC_ISSUER",
                    "http://127.0.0.1:" + providerPort,
                    "HUTONG_CONSOLE_OIDC_CLIENTID",
                    "hutong",
                    "HUTONG_CONSOLE_OIDC_CLIENTSECRET_FILE",
                    secret.toString(),
                    "HUTONG_CONSOLE_OIDC_SCOPES",
                    "profile",
                    "HUTONG_CONSOLE_OIDC_ROLES",
                    "hutong-operators=operator, hutong-desk=desk:suzhou"));
    browser = new ConsoleBrowser(url);
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    if (provider != null) {
      provider.destroyForcibly();
    }
    if (region != null) {
      region.close();
    }
    vertx.close();
  }

  /** Each start makes a new key, and remembers nobody. */
  private void provide() throws IOException {
    Path out = folder.resolve("provider.out");
    Files.writeString(out, "");
    provider =
        new ProcessBuilder(
                "node",
                "provider.mjs",
                Integer.toString(providerPort),
                url + "/console/oidc/back",
                url + "/console/sign-in")
            .directory(Path.of("target/npm/provider").toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.readString(out).contains("listens") || !provider.isAlive());
    assertThat(provider.isAlive()).as(Files.readString(out)).isTrue();
  }

  private void end() {
    provider.destroyForcibly().onExit().join();
  }

  private void throughProvider(String login) {
    browser.comesToRead("Sign in with your organisation");
    browser.link("Sign in with your organisation");
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreException(NoSuchElementException.class)
        .until(() -> browser.driver().findElement(By.name("login")).isDisplayed());
    browser.fill("login", login);
    browser.fill("password", "any");
    browser.driver().findElement(By.cssSelector("button[type=submit]")).click();
    browser.reads("Authorize");
    browser.driver().findElement(By.cssSelector("button[type=submit]")).click();
  }

  @Test
  void people_sign_in_and_out_by_the_pages_of_a_certified_provider() throws Exception {
    browser.open("/console/sign-in");
    browser.comesToRead("does not answer at the moment");
    browser.sound("sign-in-provider-down");
    String password =
        new Accounts(region.home().accounts(), Clock.systemUTC(), new SecureRandom())
            .add("wang", Role.OPERATOR, null);
    browser.signIn("wang", password);
    browser.reads("Needs you now", "wang");
    browser.signOut();

    provide();
    browser.comesToRead("Sign in with your organisation");
    browser.sound("sign-in-provider");
    throughProvider("u-17");
    browser.reads("Needs you now", "oidc:u-17");
    assertThat(browser.driver().getCurrentUrl()).isEqualTo(url + "/console");
    assertThat(browser.driver().manage().getCookieNamed("hutong-session").getSameSite())
        .isEqualTo("Strict");
    browser.link("oidc:u-17");
    browser.reads("Operator", "Your organisation looks after this account");
    browser.sound("account-provider");

    browser.button("Sign out");
    browser.reads("Do you want to sign-out");
    browser.driver().findElement(By.cssSelector("button[value=yes]")).click();
    browser.reads("Sign in with your organisation");
    assertThat(browser.driver().getCurrentUrl()).startsWith(url + "/console/sign-in");
    browser.open("/console");
    assertThat(browser.driver().getCurrentUrl()).endsWith("/console/sign-in");

    throughProvider("u-19");
    browser.reads("have no role on this node");
    assertThat(browser.driver().manage().getCookieNamed("hutong-session")).isNull();
    browser.sound("sign-in-no-role");

    end();
    provide();
    throughProvider("u-18");
    browser.reads("Records", "oidc:u-18");
    assertThat(browser.text()).doesNotContain("Needs you now");
  }
}
