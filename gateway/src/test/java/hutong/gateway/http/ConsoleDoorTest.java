package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.console.Elsewhere;
import hutong.gateway.console.Role;
import hutong.gateway.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console's way in and out, as whoever means harm sees it. */
class ConsoleDoorTest {

  @TempDir private Path home;
  @TempDir private Path another;
  private RunningApi node;
  private String password;

  @BeforeEach
  void start() throws IOException {
    HttpSettings usual = HttpSettings.defaults();
    node =
        new RunningApi(
            home,
            new HttpSettings(
                usual.host(),
                usual.port(),
                null,
                usual.bodyBytes(),
                usual.headBytes(),
                usual.lineBytes(),
                usual.connections(),
                usual.headTime(),
                Duration.ofMillis(500),
                usual.answerTime(),
                usual.ledgerThreads(),
                usual.ledgerQueue(),
                usual.closeTime()));
    password = node.accounts.add("wang", Role.OPERATOR, null);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Visitor visitor() throws IOException {
    return new Visitor(node).signedIn("wang", password);
  }

  @Test
  void signing_in_begins_a_new_session_and_ends_the_one_before() throws Exception {
    Visitor visitor = new Visitor(node);
    visitor.cookies.put("hutong-session", "planted");
    visitor.signedIn("wang", password);
    String first = visitor.cookies.get("hutong-session");
    assertThat(first).isNotEqualTo("planted").hasSize(43);
    String word = visitor.word();
    visitor.signedIn("wang", password);
    assertThat(visitor.cookies.get("hutong-session")).isNotEqualTo(first);
    assertThat(visitor.word()).isNotEqualTo(word);
    Visitor old = new Visitor(node);
    old.cookies.put("hutong-session", first);
    assertThat(old.in()).isFalse();
  }

  @Test
  void a_number_of_a_person_where_an_id_should_be_is_not_noted() throws Exception {
    Visitor visitor = visitor();
    String number = "412701198502030007";
    String form = "form=" + visitor.word();
    for (String path :
        List.of(
            "/console/records/" + number + "/retry",
            "/console/operations/" + number + "------------------/cancel",
            "/console/routes/" + number + "/pause",
            "/console/proposals/x-" + number + "/approve")) {
      visitor.post(path, form);
    }
    visitor.post("/console/proposals", form + "&about=" + number + "-".repeat(18));
    await()
        .untilAsserted(
            () ->
                assertThat(node.get("/v1/audit?by=wang", node.operator).body())
                    .contains("\"RETRY\"", "\"CANCEL_OPERATION\"", "\"APPROVE\"", "\"PROPOSE\""));
    assertThat(node.get("/v1/audit?by=wang&max=1000", node.operator).body()).doesNotContain(number);
  }

  @Test
  void of_one_record_one_proposal_is_open_however_its_id_is_written() throws Exception {
    UUID id = new Samples(node).posted("desk");
    node.ledger.abandon(id, node.clock.instant());
    Visitor visitor = visitor();
    String form = "form=" + visitor.word() + "&kind=ERASE&reason=REQUEST&about=";
    String small = id.toString();
    assertThat(visitor.post("/console/proposals", form + small).headers().firstValue("Location"))
        .contains("/console/proposals?said=proposed");
    visitor.post("/console/proposals", form + small.toUpperCase(Locale.ROOT));
    assertThat(node.ledger.proposals().list(null, null, 9)).hasSize(1);
  }

  @Test
  void signing_out_ends_the_session_on_the_server() throws Exception {
    Visitor visitor = visitor();
    String session = visitor.cookies.get("hutong-session");
    HttpResponse<String> out = visitor.post("/console/sign-out", "form=" + visitor.word());
    assertThat(Visitor.setCookies(out))
        .anyMatch(each -> each.startsWith("hutong-session=;") && each.contains("Max-Age=0"));
    Visitor kept = new Visitor(node);
    kept.cookies.put("hutong-session", session);
    assertThat(kept.in()).isFalse();
  }

  @Test
  void a_session_ends_when_nothing_is_done_and_after_a_day_of_work() throws Exception {
    Visitor idle = visitor();
    node.clock.advance(Duration.ofMinutes(31));
    assertThat(idle.in()).isFalse();
    Visitor busy = visitor();
    for (int i = 0; i < 36; i++) {
      assertThat(busy.in()).isTrue();
      node.clock.advance(Duration.ofMinutes(20));
    }
    node.clock.advance(Duration.ofSeconds(1));
    assertThat(busy.in()).isFalse();
  }

  @Test
  void a_new_password_or_role_or_an_end_signs_out_everywhere() throws Exception {
    List<Visitor> two = List.of(visitor(), visitor());
    password = node.accounts.reset("wang");
    for (Visitor each : two) {
      assertThat(each.in()).isFalse();
    }
    Visitor again = visitor();
    node.accounts.remove("wang");
    password = node.accounts.add("wang", Role.VIEWER, null);
    assertThat(again.in()).isFalse();
    Visitor viewer = visitor();
    node.accounts.remove("wang");
    assertThat(viewer.in()).isFalse();
  }

  @Test
  void whoever_is_signed_in_changes_the_own_password_and_no_poor_one_is_taken() throws Exception {
    Visitor visitor = visitor();
    String good = "correct horse+battery";
    assertThat(change(visitor, "wrong", good, good)).contains("said=password-wrong");
    assertThat(change(visitor, password, good, good + "x")).contains("said=password-unlike");
    assertThat(change(visitor, password, "short-is-11", "short-is-11"))
        .contains("said=password-short");
    assertThat(change(visitor, password, "x".repeat(201), "x".repeat(201)))
        .contains("said=password-short");
    assertThat(change(visitor, password, "wang".repeat(4), "wang".repeat(4)))
        .contains("said=password-name");
    assertThat(change(visitor, password, password, password)).contains("said=password-same");
    assertThat(visitor.get("/console/account?said=password-short").body())
        .contains("at least 12 characters");
    assertThat(visitor.in()).isTrue();

    Visitor elsewhere = visitor();
    assertThat(change(visitor, password, good, good))
        .isEqualTo("/console/sign-in?said=password-changed");
    assertThat(visitor.in()).isFalse();
    assertThat(elsewhere.in()).isFalse();
    assertThat(new Visitor(node).signIn("wang", password).statusCode()).isEqualTo(403);
    password = "correct+horse%2Bbattery";
    assertThat(visitor().in()).isTrue();
  }

  private static String change(Visitor visitor, String old, String chosen, String again)
      throws IOException {
    String form =
        String.join(
            "&",
            "form=" + visitor.word(),
            "old=" + encoded(old),
            "chosen=" + encoded(chosen),
            "again=" + encoded(again));
    HttpResponse<String> response = visitor.post("/console/account/password", form);
    assertThat(response.statusCode()).isEqualTo(303);
    return response.headers().firstValue("Location").orElseThrow();
  }

  private static String encoded(String value) {
    return value.replace("+", "%2B").replace(' ', '+');
  }

  @Test
  void the_own_old_password_can_be_guessed_five_times_a_minute() throws Exception {
    Visitor thief = visitor();
    String good = "correct horse+battery";
    for (int i = 0; i < 5; i++) {
      change(thief, "wrong", good, good);
    }
    assertThat(change(thief, password, good, good)).contains("said=password-wrong");
  }

  @Test
  void own_sessions_are_listed_and_the_others_ended() throws Exception {
    Visitor here = visitor();
    Visitor there = visitor();
    String li = node.accounts.add("li", Role.VIEWER, null);
    Visitor another = new Visitor(node).signedIn("li", li);
    assertThat(here.get("/console/account").body())
        .contains("2026-11-22 10:00:00", "This one", "End the others");
    here.post("/console/account/end-others", "form=" + here.word());
    assertThat(here.in()).isTrue();
    assertThat(there.in()).isFalse();
    assertThat(another.in()).isTrue();
    assertThat(another.get("/console/account").body()).doesNotContain("End the others");
  }

  @Test
  void a_stolen_session_does_not_fill_the_audit_log() throws Exception {
    Visitor thief = visitor();
    String form = "form=" + thief.word();
    int told = 0;
    for (int i = 0; i < 80; i++) {
      told += thief.post("/console/account/end-others", form).statusCode() == 400 ? 1 : 0;
    }
    assertThat(told).isBetween(15, 20);
    assertThat(thief.get("/console/account").statusCode()).isEqualTo(200);
    assertThat(visitor().post("/console/account/end-others", "form=x").statusCode()).isEqualTo(403);
  }

  @Test
  void who_guesses_is_held_up_and_keeps_nobody_out_who_has_been_here_before() throws Exception {
    Visitor owner = visitor();
    owner.cookies.remove("hutong-session");
    Visitor stranger = new Visitor(node);
    int refused = 0;
    for (int i = 0; i < 12; i++) {
      refused += stranger.signIn("wang", "guess-" + i).statusCode() == 429 ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(4);
    assertThat(new Visitor(node).signIn("wang", password).statusCode()).isEqualTo(429);
    assertThat(owner.signIn("wang", password).statusCode()).isEqualTo(303);
    Visitor thief = new Visitor(node);
    thief.cookies.put("hutong-known", "x".repeat(43));
    assertThat(thief.signIn("wang", password).statusCode()).isEqualTo(429);
    assertThat(node.accounts.reset("wang")).isNotNull();
    assertThat(owner.signIn("wang", password).statusCode()).as("known no more").isEqualTo(429);
  }

  @Test
  void a_crowd_at_the_door_is_told_to_wait_and_those_who_are_in_go_on() throws Exception {
    Visitor inside = visitor();
    Visitor back = visitor();
    ExecutorService crowd = Executors.newFixedThreadPool(60);
    try {
      List<Callable<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        String name = "nobody-" + i;
        all.add(() -> new Visitor(node).signIn(name, "guess").statusCode());
      }
      List<Future<Integer>> told = new ArrayList<>();
      all.forEach(each -> told.add(crowd.submit(each)));
      assertThat(inside.in()).isTrue();
      assertThat(back.signIn("wang", password).statusCode()).isEqualTo(303);
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> each : told) {
        statuses.add(each.get());
      }
      assertThat(statuses).contains(403).isSubsetOf(403, 503);
    } finally {
      crowd.shutdownNow();
    }
  }

  @Test
  void what_is_long_or_odd_is_no_name_and_is_not_said_back() throws Exception {
    for (String name :
        List.of("x".repeat(201), "x".repeat(3_000), "%0d%0aSet-Cookie:+a=b", "%00")) {
      HttpResponse<String> response = new Visitor(node).signIn(name, "guess");
      assertThat(response.statusCode()).isIn(403, 429);
      assertThat(response.body()).doesNotContain("xxxxx", "Set-Cookie");
      assertThat(response.headers().map()).doesNotContainKey("a");
    }
    Visitor longCookie = new Visitor(node);
    longCookie.cookies.put("hutong-session", "x".repeat(4_000));
    longCookie.cookies.put("hutong-known", "x".repeat(4_000));
    assertThat(longCookie.in()).isFalse();
    assertThat(longCookie.signIn("wang", password).statusCode()).isEqualTo(303);
  }

  @Test
  void the_language_leads_to_pages_of_the_console_alone() throws Exception {
    for (String to :
        List.of(
            "https://evil.example",
            "//evil.example",
            "/v1/records",
            "/console%0d%0aSet-Cookie:+a=b",
            "/console@evil.example",
            "/console%5c%5cevil.example",
            "javascript:alert(1)")) {
      HttpResponse<String> response = new Visitor(node).post("/console/language", "to=" + to);
      assertThat(response.headers().firstValue("Location")).as(to).contains("/console");
      assertThat(Visitor.setCookies(response)).as(to).hasSize(1);
    }
  }

  @Test
  void pages_are_kept_by_no_cache_shown_in_no_frame_and_run_nothing_foreign() throws Exception {
    for (String path : List.of("/console/sign-in", "/console", "/console/account")) {
      HttpResponse<String> response = visitor().get(path);
      assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
          .doesNotContain("unsafe");
    }
    assertThat(visitor().get("/console/account?said=%3Cscript%3E").body())
        .doesNotContain("<script>");
  }

  @Test
  void strangers_post_little_and_nobody_trickles() throws Exception {
    assertThat(new Visitor(node).signIn("wang", "x".repeat(5_000)).statusCode()).isEqualTo(413);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          String.join(
                  "\r\n",
                  "POST /console/sign-in HTTP/1.1",
                  "Host: x",
                  "Sec-Fetch-Site: same-origin",
                  "Content-Type: application/x-www-form-urlencoded",
                  "Content-Length: 1000",
                  "",
                  "name=")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void where_pages_go_encrypted_cookies_are_for_this_very_host() throws Exception {
    Elsewhere elsewhere =
        Elsewhere.of(
            new Settings.Console(
                "https://hutong.example",
                new Settings.Oidc(
                    "http://127.0.0.1:1",
                    "hutong",
                    "",
                    List.of(),
                    "groups",
                    List.of("a=viewer"),
                    "sub",
                    Duration.ofSeconds(1),
                    "")),
            another,
            new MovedClock());
    try (RunningApi behind = new RunningApi(another, HttpSettings.defaults(), elsewhere)) {
      String other = behind.accounts.add("wang", Role.VIEWER, null);
      HttpResponse<String> in = new Visitor(behind).signIn("wang", other);
      assertThat(Visitor.setCookies(in))
          .hasSize(2)
          .allMatch(each -> each.startsWith("__Host-hutong-"))
          .allMatch(each -> each.contains("Path=/;"))
          .allMatch(
              each ->
                  each.contains("Secure")
                      && each.contains("HTTPOnly")
                      && each.contains("SameSite=Strict")
                      && !each.contains("Domain"));
    }
  }
}
