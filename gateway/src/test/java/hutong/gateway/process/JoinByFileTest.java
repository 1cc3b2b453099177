package hutong.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.NodeKeys;
import hutong.gateway.cli.CertsCommand;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.ApiFailure;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.systems.SystemsFile;
import hutong.routes.LocalSystem;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Henan joins Jiangsu's running network from a machine of its own: two files, no key travels. */
@Tag("processes")
class JoinByFileTest {

  private static final Pattern FINGERPRINT =
      Pattern.compile("(?m)^  ((?:[0-9a-f]{4}-){7}[0-9a-f]{4})$");

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private NodeProcess jiangsu;
  private NodeProcess henan;
  private Decider decider;

  private record Said(int exit, String text) {

    String fingerprint() {
      Matcher found = FINGERPRINT.matcher(text);
      assertThat(found.find()).as(text).isTrue();
      return found.group(1);
    }
  }

  @AfterEach
  void stop() {
    if (decider != null) {
      decider.close();
    }
    for (NodeProcess each : new NodeProcess[] {jiangsu, henan}) {
      if (each != null) {
        each.close();
      }
    }
    vertx.close();
  }

  @Test
  void a_region_joins_with_one_command_on_each_side_and_one_to_take_the_answer() throws Exception {
    Home old = new Home(folder.resolve("machine-a").resolve("jiangsu"));
    NewNode.local("320000", "江苏省", "Jiangsu")
        .create(old, old.authority(), Map.of(), Clock.systemUTC());
    jiangsu = new NodeProcess(old, Map.of()).start();

    Home young = new Home(folder.resolve("machine-b").resolve("henan"));
    Path application = folder.resolve("henan.cms");
    Said applied =
        certs("join", "--home", young.folder(), "--node", "410000", "--out", application);
    assertThat(applied.exit()).as(applied.text()).isZero();
    assertThat(certs("join", "--home", young.folder(), "--node", "410000").exit())
        .as("once is enough")
        .isNotZero();

    Said mistaken = admit(old, application, "0000-0000-0000-0000-0000-0000-0000-0000");
    assertThat(mistaken.exit()).isNotZero();
    assertThat(admit(old, application, applied.fingerprint(), "420000").exit()).isNotZero();
    Said admitted = admit(old, application, applied.fingerprint());
    assertThat(admitted.exit()).as(admitted.text()).isZero();
    Path answer = folder.resolve("henan.cms.answer.json");

    assertThat(take(young, answer, applied.fingerprint()).exit()).as("not the root").isNotZero();
    Said joined = take(young, answer, admitted.fingerprint());
    assertThat(joined.exit()).as(joined.text()).isZero();
    assertThat(Files.exists(young.authority())).isFalse();
    NodeKeys keys = NodeKeys.load(young.keys(), young.secret(Map.of()).characters());
    assertThat(keys.memberId()).isEqualTo("410000");
    henan = new NodeProcess(young, Map.of()).start();

    ApiClient suzhou = jiangsu.client(vertx, key(old, "suzhou", "3205"));
    ApiClient zhoukou = henan.client(vertx, key(young, "zhoukou", "4116"));
    decider = new Decider(zhoukou);
    try (suzhou) {
      // Jiangsu's node, which runs all the time, looks for a newer directory every few seconds.
      UUID id =
          await()
              .atMost(Duration.ofSeconds(30))
              .ignoreExceptionsMatching(JoinByFileTest::isUnknownThere)
              .until(() -> posted(suzhou), taken -> taken != null);
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () ->
                  assertThat(
                          suzhou
                              .find(id)
                              .toCompletionStage()
                              .toCompletableFuture()
                              .get(60, TimeUnit.SECONDS)
                              .getString("state"))
                      .isEqualTo("ACCEPTED"));
    }
  }

  private static UUID posted(ApiClient system) throws Exception {
    return system
        .submit(TwoProcesses.arrival("first"), "application/json", "first")
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS)
        .id();
  }

  private static boolean isUnknownThere(Throwable fault) {
    return fault.getCause() instanceof ApiFailure failure && failure.code().equals("NOT_COMPETENT");
  }

  private static Said admit(Home home, Path application, String fingerprint) {
    return admit(home, application, fingerprint, "410000");
  }

  private static Said admit(Home home, Path application, String fingerprint, String node) {
    return certs(
        "admit",
        application,
        "--home",
        home.folder(),
        "--node",
        node,
        "--fingerprint",
        fingerprint);
  }

  private static Said take(Home home, Path answer, String root) {
    return certs("join", "--home", home.folder(), "--answer", answer, "--root", root);
  }

  private static String key(Home home, String system, String division) {
    return new SystemsFile(home.systems(), Clock.systemUTC(), new SecureRandom())
        .add(new LocalSystem(system, true, null, Set.of(), List.of(division)), null);
  }

  private static Said certs(Object... words) {
    StringWriter text = new StringWriter();
    int exit =
        new CommandLine(new CertsCommand())
            .setOut(new PrintWriter(text))
            .setErr(new PrintWriter(text))
            .execute(Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    return new Said(exit, text.toString());
  }
}
