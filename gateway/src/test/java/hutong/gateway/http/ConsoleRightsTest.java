package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.console.Offered;
import hutong.gateway.console.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each page and action of the console, for each role, on the server. */
class ConsoleRightsTest {

  @TempDir private Path home;
  private RunningApi node;

  @BeforeEach
  void start() throws IOException {
    node = new RunningApi(home);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Visitor visitor(Role role) throws IOException {
    String name = "role-" + role.word();
    String password = node.accounts.add(name, role, role == Role.DESK ? "desk" : null);
    return new Visitor(node).signedIn(name, password);
  }

  private static String path(Offered offered) {
    return offered
        .path()
        .replaceAll(":node\\b", Samples.PARTNER)
        .replaceAll(":id\\b", UUID.randomUUID().toString())
        .replaceAll(":[a-zA-Z]+", "x");
  }

  private static boolean reads(Offered offered) {
    return offered.method().equals("GET");
  }

  @Test
  void nobody_does_anything_without_its_right() throws Exception {
    List<Offered> all = node.api.console().offered();
    assertThat(all).hasSizeGreaterThan(8);
    Map<Role, Visitor> visitors = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      visitors.put(role, visitor(role));
    }
    for (Offered each : all) {
      for (Role role : Role.values()) {
        Visitor visitor = visitors.get(role);
        String path = path(each);
        HttpResponse<String> response =
            reads(each) ? visitor.get(path) : visitor.post(path, "form=" + visitor.word());
        int status = response.statusCode();
        String what = role + " " + each.method() + " " + path + " is told " + status;
        if (role.may(each.right())) {
          assertThat(status).as(what).isIn(200, 303, 400, 404);
          assertThat(response.headers().firstValue("Location").orElse("/console"))
              .as(what)
              .startsWith("/console")
              .doesNotContain("sign-in");
        } else {
          assertThat(status).as(what).isEqualTo(403);
        }
        assertThat(response.headers().firstValue("Cache-Control")).as(what).contains("no-store");
      }
    }
  }

  @Test
  void nobody_does_anything_without_a_session_its_word_or_a_page_of_the_consoles_own()
      throws Exception {
    Map<Role, Visitor> visitors = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      visitors.put(role, visitor(role));
    }
    String anothers = new Visitor(node).signedIn("twin", twin()).word();
    for (Offered each : node.api.console().offered()) {
      String path = path(each);
      Visitor stranger = new Visitor(node);
      stranger.cookies.put("hutong-session", "x".repeat(43));
      HttpResponse<String> out = reads(each) ? stranger.get(path) : stranger.post(path, "form=x");
      assertThat(out.statusCode()).as(path).isEqualTo(303);
      assertThat(out.headers().firstValue("Location")).as(path).contains("/console/sign-in");
      if (reads(each)) {
        continue;
      }
      for (Visitor visitor : visitors.values()) {
        for (String form : List.of("", "form=", "form=x", "form=" + anothers)) {
          assertThat(visitor.post(path, form).statusCode()).as(path + form).isEqualTo(403);
        }
        String own = "form=" + visitor.word();
        for (Map<String, String> other :
            List.of(
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Sec-Fetch-Site", "none"),
                Map.of("Origin", "https://evil.example"),
                Map.of("Origin", "null"),
                Map.<String, String>of())) {
          assertThat(visitor.post(path, own, other).statusCode()).as(path + other).isEqualTo(403);
        }
      }
    }
  }

  private String twin() {
    return node.accounts.add("twin", Role.OPERATOR, null);
  }

  @Test
  void a_desk_sees_the_records_of_its_own_system_alone() throws Exception {
    Samples samples = new Samples(node);
    UUID own = samples.posted("desk");
    Visitor desk = visitor(Role.DESK);
    String password = node.accounts.add("other", Role.DESK, "other-desk");
    Visitor other = new Visitor(node).signedIn("other", password);
    String path = "/console/records/";

    assertThat(desk.get(path + own).statusCode()).isEqualTo(200);
    assertThat(desk.get(path + own).body()).contains(own.toString());
    HttpResponse<String> theirs = other.get(path + own);
    HttpResponse<String> nobodys = other.get(path + UUID.randomUUID());
    assertThat(theirs.statusCode()).isEqualTo(404);
    assertThat(withoutId(theirs)).isEqualTo(withoutId(nobodys));
    String find = "/console/records/find";
    assertThat(desk.post(find, "form=" + desk.word() + "&id=" + own).body()).contains(path + own);
    assertThat(other.post(find, "form=" + other.word() + "&id=" + own).body())
        .contains("There is no such record")
        .doesNotContain(path + own);
    String source = "&system=desk&key=row-1";
    assertThat(desk.post(find, "form=" + desk.word() + source).body()).contains(path + own);
    assertThat(other.post(find, "form=" + other.word() + source).body()).doesNotContain(path + own);
  }

  private static String withoutId(HttpResponse<String> page) {
    return page.body().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID");
  }
}
