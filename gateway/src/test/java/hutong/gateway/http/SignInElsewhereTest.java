package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import hutong.gateway.broker.FreePort;
import hutong.gateway.console.Elsewhere;
import hutong.gateway.console.Role;
import hutong.gateway.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a provider of sign-ins may say, and what is made of it. */
class SignInElsewhereTest {

  private static final String BACK = "/console/oidc/back";

  @TempDir private Path home;
  private final MovedClock clock = new MovedClock();
  private RogueProvider provider;
  private RunningApi api;
  private String url;

  @BeforeEach
  void start() throws IOException {
    provider = new RogueProvider();
    int port = FreePort.find();
    url = "http://127.0.0.1:" + port;
    api =
        new RunningApi(
            home,
            HttpSettings.defaults().at("127.0.0.1", port),
            Elsewhere.of(
                new Settings.Console(
                    url,
                    new Settings.Oidc(
                        provider.issuer(),
                        RogueProvider.CLIENT,
                        RogueProvider.SECRET,
                        List.of("profile"),
                        "groups",
                        List.of("hutong-operators=operator", "hutong-desk=desk:desk"),
                        "sub",
                        Duration.ofSeconds(2),
                        "")),
                home,
                clock));
  }

  @AfterEach
  void stop() {
    api.close();
    provider.close();
  }

  /** A browser on its way: where it was sent, and its cookies. */
  private final class Browser {

    private final Map<String, String> cookies = new LinkedHashMap<>();
    private Map<String, String> sentWith = Map.of();

    HttpResponse<String> get(String path, String... headers) throws IOException {
      HttpRequest.Builder request = api.request(path, null);
      if (!cookies.isEmpty()) {
        List<String> all =
            cookies.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList();
        request.header("Cookie", String.join("; ", all));
      }
      if (headers.length > 0) {
        request.headers(headers);
      }
      HttpResponse<String> response = api.send(request);
      for (String each : response.headers().allValues("Set-Cookie")) {
        String[] pair = each.substring(0, each.indexOf(';')).split("=", 2);
        cookies.put(pair[0], pair[1]);
      }
      return response;
    }

    Browser begun() throws IOException {
      HttpResponse<String> response = get("/console/oidc/begin");
      assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
      URI to = URI.create(response.headers().firstValue("Location").orElseThrow());
      assertThat(to.toString()).startsWith(provider.issuer() + "/auth?");
      sentWith = RogueProvider.parameters(to.getRawQuery());
      return this;
    }

    HttpResponse<String> back(String code) throws IOException {
      return get(BACK + "?code=" + code + "&state=" + sentWith.get("state"));
    }

    HttpResponse<String> signIn() throws IOException {
      begun();
      return back(provider.signIn(sentWith));
    }

    boolean in() throws IOException {
      return get("/console").statusCode() == 200;
    }
  }

  private void refused(int status, String words, HttpResponse<String> response, Browser browser)
      throws IOException {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains(words).doesNotContain("u-17", "synthetic");
    assertThat(browser.cookies).doesNotContainKey("hutong-session");
    assertThat(browser.in()).isFalse();
  }

  @Test
  void whoever_the_provider_vouches_for_signs_in_under_a_name_of_its_own() throws Exception {
    Browser browser = new Browser().begun();
    assertThat(browser.sentWith)
        .containsEntry("redirect_uri", url + BACK)
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("client_id", RogueProvider.CLIENT);
    HttpResponse<String> page = browser.back(provider.signIn(browser.sentWith));
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.body()).contains("http-equiv=\"refresh\" content=\"0; url=/console\"");
    assertThat(page.headers().allValues("Set-Cookie"))
        .anyMatch(each -> each.startsWith("hutong-session=") && each.contains("SameSite=Strict"));
    assertThat(browser.get("/console").body()).contains("oidc:u-17");
  }

  @Test
  void whoever_has_the_longest_name_signs_in_and_acts_under_it() throws Exception {
    provider.name = "Ab" + "9".repeat(62);
    Browser browser = new Browser();
    assertThat(browser.signIn().statusCode()).isEqualTo(200);
    assertThat(browser.in()).isTrue();
    String by = "oidc:" + provider.name;
    await()
        .untilAsserted(
            () ->
                assertThat(api.get("/v1/audit?by=" + by, api.operator).body())
                    .contains("SIGN_IN", "\"DONE\""));
  }

  @Test
  void what_proves_nothing_lets_nobody_in() throws Exception {
    Map<String, UnaryOperator<JWTClaimsSet.Builder>> bad = new LinkedHashMap<>();
    Date past = Date.from(Instant.now().minusSeconds(600));
    bad.put("wrong issuer", set -> set.issuer("https://evil.example"));
    bad.put("wrong audience", set -> set.audience("another"));
    bad.put("for several, and meant for another", set -> several(set).claim("azp", "another"));
    bad.put("expired", set -> set.expirationTime(past));
    bad.put("without an end", set -> set.expirationTime(null));
    bad.put("from the future", set -> set.issueTime(Date.from(Instant.now().plusSeconds(600))));
    bad.put("another nonce", set -> set.claim("nonce", "another"));
    bad.put("no nonce", set -> set.claim("nonce", null));
    bad.put("no subject", set -> set.subject(null));
    for (Map.Entry<String, UnaryOperator<JWTClaimsSet.Builder>> each : bad.entrySet()) {
      provider.claims = each.getValue();
      Browser browser = new Browser();
      HttpResponse<String> response = browser.signIn();
      assertThat(response.statusCode()).as(each.getKey()).isEqualTo(403);
      refused(403, "cannot be relied on", response, browser);
    }
    provider.claims = UnaryOperator.identity();
    for (RogueProvider.Signing each :
        List.of(
            RogueProvider.Signing.NONE,
            RogueProvider.Signing.BY_THE_SECRET,
            RogueProvider.Signing.BY_ANOTHER)) {
      provider.signing = each;
      Browser browser = new Browser();
      HttpResponse<String> response = browser.signIn();
      assertThat(response.statusCode()).as(each.name()).isEqualTo(403);
      refused(403, "cannot be relied on", response, browser);
    }
  }

  private static JWTClaimsSet.Builder several(JWTClaimsSet.Builder set) {
    return set.audience(List.of(RogueProvider.CLIENT, "another"));
  }

  @Test
  void a_way_back_serves_once_in_the_browser_that_began_and_for_ten_minutes() throws Exception {
    Browser browser = new Browser().begun();
    Map<String, String> cookies = Map.copyOf(browser.cookies);
    assertThat(browser.back(provider.signIn(browser.sentWith)).statusCode()).isEqualTo(200);

    Browser replayed = new Browser();
    replayed.cookies.putAll(cookies);
    replayed.sentWith = browser.sentWith;
    refused(403, "did not begin here", replayed.back(provider.signIn(browser.sentWith)), replayed);

    Browser victim = new Browser();
    victim.sentWith = new Browser().begun().sentWith;
    refused(403, "did not begin here", victim.back(provider.signIn(victim.sentWith)), victim);

    Browser mixed = new Browser().begun();
    mixed.sentWith = new Browser().begun().sentWith;
    refused(403, "did not begin here", mixed.back(provider.signIn(mixed.sentWith)), mixed);

    Browser forged = new Browser().begun();
    forged.cookies.put("hutong-pending", "x".repeat(300));
    refused(403, "did not begin here", forged.back(provider.signIn(forged.sentWith)), forged);

    Browser twice = new Browser().begun();
    String state = twice.sentWith.get("state");
    refused(
        403,
        "did not begin here",
        twice.get(BACK + "?code=1&state=" + state + "&state=" + state),
        twice);

    Browser late = new Browser().begun();
    api.clock.advance(Duration.ofMinutes(11));
    refused(403, "did not begin here", late.back(provider.signIn(late.sentWith)), late);
  }

  @Test
  void a_code_of_another_browser_is_of_no_use() throws Exception {
    Browser victim = new Browser().begun();
    Browser attacker = new Browser().begun();
    String stolen = provider.signIn(victim.sentWith);
    refused(403, "cannot be relied on", attacker.back(stolen), attacker);
    Browser guessing = new Browser().begun();
    refused(403, "cannot be relied on", guessing.back("guessed"), guessing);
  }

  @Test
  void an_answer_in_anothers_name_or_a_refusal_is_told_apart() throws Exception {
    Browser mixed = new Browser().begun();
    String address =
        BACK
            + "?code="
            + provider.signIn(mixed.sentWith)
            + "&state="
            + mixed.sentWith.get("state")
            + "&iss="
            + URLEncoder.encode("https://evil.example", StandardCharsets.UTF_8);
    refused(403, "cannot be relied on", mixed.get(address), mixed);
    Browser declined = new Browser().begun();
    refused(
        403,
        "did not let you in",
        declined.get(BACK + "?error=access_denied&state=" + declined.sentWith.get("state")),
        declined);
  }

  @Test
  void without_a_role_or_a_name_that_can_be_shown_nobody_is_let_in() throws Exception {
    provider.groups = List.of("others");
    Browser none = new Browser();
    refused(403, "have no role on this node", none.signIn(), none);
    provider.groups = List.of("hutong-operators");
    for (String name : List.of("zhang.san@example.org", "张三", "a b", "<b>", "x".repeat(65))) {
      provider.name = name;
      Browser browser = new Browser();
      HttpResponse<String> response = browser.signIn();
      refused(403, "no name that can be used", response, browser);
      assertThat(response.body()).doesNotContain(name);
    }
  }

  @Test
  void a_desk_by_way_of_the_provider_sees_no_more_than_a_desk() throws Exception {
    provider.groups = List.of("hutong-desk");
    Browser desk = new Browser();
    assertThat(desk.signIn().statusCode()).isEqualTo(200);
    assertThat(desk.get("/console").statusCode()).isEqualTo(403);
    assertThat(desk.get("/console/records").statusCode()).isEqualTo(200);
  }

  @Test
  void a_rotated_key_is_found_and_the_old_one_is_good_no_more() throws Exception {
    assertThat(new Browser().signIn().statusCode()).isEqualTo(200);
    provider.rotate();
    Browser after = new Browser();
    assertThat(after.signIn().statusCode()).isEqualTo(200);
    assertThat(after.in()).isTrue();
  }

  @Test
  void the_way_back_is_the_settings_not_what_a_browser_says_it_asked() throws Exception {
    HttpRequest.Builder request = api.request("/console/oidc/begin", null);
    HttpResponse<String> response =
        api.send(
            request
                .header("X-Forwarded-Host", "evil.example")
                .header("Forwarded", "host=evil.example"));
    URI to = URI.create(response.headers().firstValue("Location").orElseThrow());
    assertThat(RogueProvider.parameters(to.getRawQuery()))
        .containsEntry("redirect_uri", url + BACK);
  }

  @Test
  void who_signs_out_is_led_to_the_provider_and_no_address_says_who_it_was() throws Exception {
    Browser browser = new Browser();
    browser.signIn();
    String page = browser.get("/console").body();
    String form = page.replaceAll("(?s).*name=\"form\" value=\"([^\"]+)\".*", "$1");
    HttpResponse<String> out =
        api.send(
            api.request("/console/sign-out", null)
                .header("Cookie", "hutong-session=" + browser.cookies.get("hutong-session"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString("form=" + form)));
    assertThat(out.headers().firstValue("Location")).contains("/console/oidc/out");
    assertThat(browser.in()).isFalse();
    assertThat(browser.get("/console/oidc/out").body())
        .contains("content=\"0; url=" + provider.issuer() + "/out?")
        .contains("client_id=" + RogueProvider.CLIENT)
        .doesNotContain("id_token_hint", "u-17");
  }

  @Test
  void a_provider_that_is_down_huge_slow_or_another_keeps_no_account_of_the_node_out()
      throws Exception {
    byte[] huge =
        ("{\"issuer\": \"" + "x".repeat(1_000_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    byte[] anothers = "{\"issuer\": \"https://evil.example\"}".getBytes(StandardCharsets.UTF_8);
    for (byte[] document : List.of(huge, anothers, "no json".getBytes(StandardCharsets.UTF_8))) {
      provider.document = document;
      down();
    }
    provider.document = null;
    provider.status = 302;
    down();
    provider.status = 200;
    clock.advance(Duration.ofSeconds(16));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(new Browser().get("/console/sign-in").body())
                    .contains("Sign in with your organisation"));
    provider.close();
    down();
    String password = api.accounts.add("wang", Role.OPERATOR, null);
    HttpResponse<String> in =
        api.send(
            api.request("/console/sign-in", null)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.ofString("name=wang&password=" + password)));
    assertThat(in.headers().firstValue("Location")).contains("/console");
  }

  private void down() throws IOException {
    clock.advance(Duration.ofSeconds(16));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(new Browser().get("/console/sign-in").body())
                    .contains("does not answer at the moment"));
    HttpResponse<String> begun = new Browser().get("/console/oidc/begin");
    assertThat(begun.statusCode()).isEqualTo(503);
    assertThat(begun.body()).contains("does not answer");
  }

  @Test
  void however_many_look_at_the_page_the_provider_is_asked_once_in_a_while() throws Exception {
    for (int i = 0; i < 50; i++) {
      new Browser().get("/console/sign-in");
      new Browser().begun();
    }
    assertThat(provider.asked).hasValue(1);
  }
}
