package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.routes.QueueNames;
import hutong.schemas.hx.ResidentRecord;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever can't be verified is never answered, unless all that was missing was the key. */
class NoAnswerTest {

  private static final String JIANGSU = "320000";
  private static final String JIANGXI = "360000";
  private static final String HENAN = "410000";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Path BAD = Path.of("../certs/src/test/resources/bad");

  @Test
  void failures_before_verification_are_not_answered_but_want_of_a_key_is(@TempDir Path folder)
      throws Exception {
    Vertx vertx = Vertx.vertx();
    List<Region> regions = Region.make(folder, vertx, JIANGSU, JIANGXI, HENAN);
    try (Region henan = regions.get(2).start();
        Rogue jiangsu = new Rogue(JIANGSU, regions.get(0).home(), henan.node()::directory)) {
      ApiClient operator = henan.operator();
      get(operator.pause(JIANGSU, "COUNTING"));
      get(operator.pause(JIANGXI, "COUNTING"));
      // Each other member is told which directory this node holds; that answers nobody.
      int told = 2;
      await().atMost(SOON).until(() -> outgoing(henan) == told);
      List<byte[]> bad = bad();
      bad.addAll(spoilt(jiangsu));
      for (byte[] bytes : bad) {
        for (String queue : QueueNames.of(HENAN)) {
          jiangsu.put(bytes, HENAN, queue, 1);
        }
      }
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(get(operator.quarantine(1_000)).getJsonArray("items").size())
                      .isGreaterThanOrEqualTo(bad.size()));
      assertThat(faults(operator)).doesNotContain("NO_KEY").contains("DECRYPTION_FAILED");
      assertThat(outgoing(henan)).isEqualTo(told);

      ResidentRecord record = jiangsu.arrival("for-another");
      jiangsu.put(
          jiangsu.envelope(jiangsu.document(jiangsu.header(record, HENAN), record), JIANGXI),
          HENAN);
      await().atMost(SOON).untilAsserted(() -> assertThat(outgoing(henan)).isEqualTo(told + 1));
    } finally {
      vertx.close();
    }
  }

  /** None that is sealed: those are for keys that this node does not have. */
  private static List<byte[]> bad() throws Exception {
    List<byte[]> bad = new ArrayList<>();
    try (Stream<Path> files = Files.walk(BAD)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".cms")).sorted().toList()) {
        if (!file.toString().endsWith(".sealed.cms")) {
          bad.add(Files.readAllBytes(file));
        }
      }
    }
    return bad;
  }

  /** Sealed for this node, and spoilt on the way or before. */
  private static List<byte[]> spoilt(Rogue sender) throws Exception {
    ResidentRecord record = sender.arrival("spoilt");
    byte[] signed = sender.signed(sender.document(sender.header(record, HENAN), record));
    byte[] sound = sender.sealed(signed, HENAN);
    byte[] tag = sound.clone();
    tag[tag.length - 1] ^= 1;
    byte[] signature = signed.clone();
    signature[signature.length - 1] ^= 1;
    return List.of(
        tag,
        Arrays.copyOf(sound, sound.length - 1),
        sender.sealed(signature, HENAN),
        sender.sealed(new byte[0], HENAN),
        sender.sealed(sound, HENAN));
  }

  private static List<String> faults(ApiClient operator) throws Exception {
    return get(operator.quarantine(1_000)).getJsonArray("items").stream()
        .map(each -> ((JsonObject) each).getString("fault"))
        .toList();
  }

  /** What is going out, to whomever: of every sort there is. */
  private static int outgoing(Region node) throws Exception {
    try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + node.home().ledger());
        Statement statement = ledger.createStatement();
        ResultSet counted =
            statement.executeQuery(
                "SELECT (SELECT COUNT(*) FROM outbox) + (SELECT COUNT(*) FROM control)")) {
      counted.next();
      return counted.getInt(1);
    }
  }
}
