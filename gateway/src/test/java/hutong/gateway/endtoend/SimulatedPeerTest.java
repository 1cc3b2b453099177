package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.gateway.simulate.SimulateCommand;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a node makes of a partner that {@code hutong simulate peer} plays. */
class SimulatedPeerTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";
  private static final Duration LONG = Duration.ofSeconds(90);

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final StringWriter heard = new StringWriter();
  private Region jiangsu;
  private Region henan;
  private ApiClient desk;
  private Thread peer;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, JIANGSU, HENAN);
    henan = regions.get(1);
    jiangsu =
        regions
            .get(0)
            .start(Map.of("HUTONG_RETRY_REPEATAFTER", "PT2S", "HUTONG_RETRY_LONGEST", "PT2S"));
    desk = jiangsu.decider("desk", "32");
  }

  @AfterEach
  void stop() throws Exception {
    leave();
    jiangsu.close();
    vertx.close();
  }

  @Test
  void its_desk_refuses_with_the_code_it_is_told() throws Exception {
    play("--refuse", "1", "--code", "person_not_found");
    UUID id = post("refused");
    await().atMost(LONG).until(() -> state(id).equals("REJECTED"));
    assertThat(get(desk.find(id)).getJsonObject("refusal").getString("code"))
        .isEqualTo("PERSON_NOT_FOUND");
    leave();
    assertThat(heard.toString()).contains("REFUSED    " + id, "refused=1");
  }

  @Test
  void what_it_sends_twice_counts_once() throws Exception {
    play("--duplicate", "1");
    List<UUID> ids = List.of(post("one"), post("two"), post("three"));
    for (UUID id : ids) {
      await().atMost(LONG).until(() -> state(id).equals("ACCEPTED"));
      assertThat(
              get(desk.timeline(id)).getJsonArray("events").stream()
                  .filter(each -> ((JsonObject) each).getString("what").equals("ACCEPTED")))
          .hasSize(1);
    }
    leave();
    assertThat(heard.toString()).contains("DUPLICATED").doesNotContain("duplicated=0");
  }

  @Test
  void what_it_garbles_or_swallows_is_repeated_until_it_comes_whole() throws Exception {
    Path script = folder.resolve("script.yaml");
    Files.writeString(
        script,
        """
        - messages: 1
          corrupt: 1
        - messages: 1
          truncate: 1
        - messages: 1
          swallow: 1
        - {}
        """);
    play("--script", script.toString());
    UUID id = post("hard");
    await().atMost(LONG).until(() -> state(id).equals("ACCEPTED"));
    assertThat(get(jiangsu.operator().quarantine(10)).getJsonArray("items")).isNotEmpty();
    leave();
    assertThat(heard.toString()).contains("CORRUPTED", "TRUNCATED", "SWALLOWED", "accepted=1");
  }

  @Test
  void a_script_that_is_wrong_is_named_with_its_line_and_nothing_starts() throws Exception {
    assertThat(refusal("- corrupt: 2\n")).contains("corrupt: a share from 0 to 1");
    assertThat(refusal("- {}\n-\n")).contains("an act is a group").doesNotContain("\tat ");
    assertThat(refusal("~\n")).contains("an act is a group").doesNotContain("\tat ");
  }

  private String refusal(String text) throws Exception {
    Path script = Files.writeString(folder.resolve("bad.yaml"), text);
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new SimulateCommand())
            .setExecutionExceptionHandler(hutong.gateway.cli.Trouble::tell)
            .setErr(new PrintWriter(err))
            .execute("peer", "--home", henan.home().folder().toString(), "--script", "" + script);
    assertThat(code).isEqualTo(1);
    return err.toString();
  }

  private void play(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("peer", "--home", henan.home().folder().toString()));
    arguments.addAll(List.of(options));
    peer =
        new Thread(
            () ->
                new CommandLine(new SimulateCommand())
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setOut(new PrintWriter(heard))
                    .execute(arguments.toArray(new String[0])));
    peer.start();
    await().atMost(LONG).until(() -> heard.toString().contains("The peer is at"));
  }

  /** It says its sums when it is interrupted. */
  private void leave() throws Exception {
    if (peer != null) {
      peer.interrupt();
      peer.join(LONG.toMillis());
      peer = null;
    }
  }

  private UUID post(String key) throws Exception {
    byte[] record = TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
    return get(desk.submit(record, "application/json", null)).id();
  }

  private String state(UUID id) throws Exception {
    return get(desk.find(id)).getString("state");
  }
}
