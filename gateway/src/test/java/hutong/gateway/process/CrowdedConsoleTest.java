package hutong.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.console.Accounts;
import hutong.gateway.console.Role;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small node, at whose console's door many guess at once. */
@Tag("processes")
class CrowdedConsoleTest {

  private static final int AT_ONCE = 50;
  private static final int ROUNDS = 10;

  @TempDir private Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private NodeProcess node;

  @Test
  void guesses_end_no_node_of_128_megabytes_and_pages_stay_quick() throws Exception {
    List<NewNode> one =
        List.of(
            new NewNode(
                "320000", "320000", "320000", NewNode.coveredBy("320000"), "", "127.0.0.1", 0, 0));
    Home home = NewNodes.create(folder, one, Map.of(), Clock.systemUTC()).get(0);
    String password =
        new Accounts(home.accounts(), Clock.systemUTC(), new SecureRandom())
            .add("wang", Role.OPERATOR, null);
    try (NodeProcess started = new NodeProcess(home, Map.of())) {
      node = started;
      node.start("-Xmx128m");
      String session = session(signIn("wang", password).join());
      List<Long> waited = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        List<CompletableFuture<HttpResponse<String>>> guesses = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
          guesses.add(signIn("nobody-" + round + "-" + i, "guess"));
        }
        waited.add(page(session));
        for (CompletableFuture<HttpResponse<String>> each : guesses) {
          assertThat(each.join().statusCode()).isIn(403, 429, 503);
        }
      }
      assertThat(waited).allMatch(each -> each < Duration.ofSeconds(3).toMillis());
      assertThat(signIn("wang", password).join().statusCode()).isEqualTo(303);
      assertThat(node.process().isAlive()).isTrue();
      assertThat(Files.readString(node.output())).doesNotContain("OutOfMemoryError");
    }
  }

  /** How long a page takes, in milliseconds. */
  private long page(String session) throws Exception {
    long begun = System.nanoTime();
    HttpRequest request = to("/console").header("Cookie", session).build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }

  private CompletableFuture<HttpResponse<String>> signIn(String name, String password) {
    HttpRequest request =
        to("/console/sign-in")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString("name=" + name + "&password=" + password))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.httpPort() + path))
        .timeout(Duration.ofMinutes(1));
  }

  private static String session(HttpResponse<String> in) {
    return in.headers().allValues("Set-Cookie").stream()
        .filter(each -> each.startsWith("hutong-session="))
        .map(each -> each.substring(0, each.indexOf(';')))
        .findFirst()
        .orElseThrow();
  }
}
