package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.certs.Authority;
import hutong.certs.NodeKeys;
import hutong.certs.Secret;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.node.Home;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.jms.JMSException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Genuine envelopes that somebody kept, brought to the wrong node or long after; and burned ids.
 */
class ReplayTest {

  private static final String JIANGSU = "320000";
  private static final String JIANGXI = "360000";
  private static final String HENAN = "410000";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final MovedClock clock = new MovedClock();
  private Region henan;
  private Region third;
  private ApiClient operator;
  private ApiClient zhoukou;
  private Rogue jiangsu;
  private Rogue jiangxi;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, JIANGSU, JIANGXI, HENAN);
    third = regions.get(1);
    henan = regions.get(2).start(clock);
    operator = henan.operator();
    zhoukou = henan.decider("zhoukou", "4116");
    jiangsu = new Rogue(JIANGSU, regions.get(0).home(), henan.node()::directory);
    jiangxi = new Rogue(JIANGXI, third.home(), henan.node()::directory);
  }

  @AfterEach
  void stop() {
    jiangxi.close();
    jiangsu.close();
    henan.close();
    third.close();
    vertx.close();
  }

  @Test
  void at_another_node_it_opens_nothing_and_sealed_anew_it_is_not_for_that_node() throws Exception {
    third.start();
    ResidentRecord record = jiangsu.arrival("elsewhere");
    byte[] signed = jiangsu.signed(jiangsu.document(jiangsu.header(record, HENAN), record));
    jiangxi.put(jiangxi.sealed(signed, HENAN), JIANGXI, JIANGSU, JIANGXI);
    awaitQuarantine(third.operator(), "NO_KEY");
    jiangxi.put(jiangxi.sealed(signed, JIANGXI), JIANGXI, JIANGSU, JIANGXI);
    awaitQuarantine(third.operator(), "NOT_FOR_THIS_NODE");
  }

  @Test
  void days_later_by_another_member_it_is_a_duplicate() throws Exception {
    UUID id = UUID.randomUUID();
    byte[] signed = genuine(id);
    jiangsu.put(jiangsu.sealed(signed, HENAN), HENAN);
    await().atMost(Duration.ofSeconds(30)).until(() -> "OFFERED".equals(state(id)));
    Mail mail = get(zhoukou.mailbox(10, 10, 60)).orElseThrow();
    get(zhoukou.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    clock.move(Duration.ofDays(10));
    jiangxi.put(jiangxi.sealed(signed, HENAN), HENAN, JIANGSU, HENAN);
    awaitTaken();
    assertThat(state(id)).isEqualTo("ACCEPTED");
    assertThat(get(zhoukou.mailbox(1, 10, 60)).orElseThrow().items())
        .noneMatch(item -> item.id().equals(id));
  }

  @Test
  void days_later_at_a_ledger_that_has_forgotten_it_it_is_too_old() throws Exception {
    UUID id = UUID.randomUUID();
    byte[] signed = genuine(id);
    henan.close();
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(henan.home().ledger() + suffix));
    }
    clock.move(Duration.ofDays(4));
    henan.start(clock);
    operator = henan.operator();
    jiangxi.put(jiangxi.sealed(signed, HENAN), HENAN, JIANGSU, HENAN);
    await().atMost(Duration.ofSeconds(30)).until(() -> "REJECTED".equals(state(id)));
    assertThat(get(operator.find(id)).getJsonObject("refusal").getString("code"))
        .isEqualTo("TOO_OLD");
  }

  @Test
  void years_later_nothing_is_trusted_that_the_directory_of_then_vouches_for() throws Exception {
    byte[] envelope = jiangsu.sealed(genuine(UUID.randomUUID()), HENAN);
    clock.move(Duration.ofDays(3 * 365));
    assertThatThrownBy(() -> jiangxi.put(envelope, HENAN, JIANGSU, HENAN))
        .isInstanceOf(JMSException.class);
    try (Rogue renewed = new Rogue(JIANGXI, longLived(), henan.node()::directory)) {
      renewed.put(envelope, HENAN, JIANGSU, HENAN);
      awaitQuarantine(operator, "SIGNER_EXPIRED");
    }
  }

  /** One whose TLS certificate is valid years later, so that it still gets a connection. */
  private Home longLived() throws Exception {
    Path place = folder.resolve("authority");
    Authority authority =
        Authority.open(
            place, Secret.of(place.resolve("secret"), null).characters(), Clock.systemUTC());
    Instant now = Instant.now();
    Instant until = now.plus(Duration.ofDays(4 * 365));
    NodeKeys keys =
        new NodeKeys(
            JIANGXI,
            List.of(authority.issueSigning(JIANGXI, now, until)),
            List.of(authority.issueEncryption(JIANGXI, now, until)),
            authority.issueTls(JIANGXI, List.of(), now, until),
            authority.root());
    Home home = new Home(folder.resolve("long-lived"));
    keys.save(home.keys(), home.secret(Map.of()).characters());
    return home;
  }

  @Test
  void id_that_another_member_burned_in_advance_is_still_its_senders() throws Exception {
    UUID id = UUID.randomUUID();
    ResidentRecord record = jiangsu.arrival("burned");
    byte[] envelope = jiangsu.sealed(genuine(id), HENAN);
    Header stolen = jiangxi.header(record, HENAN);
    stolen.setId(id);
    jiangxi.put(jiangxi.envelope(jiangxi.document(stolen, record), HENAN), HENAN);
    await().atMost(Duration.ofSeconds(30)).until(() -> "REJECTED".equals(state(id)));
    Header false1 = jiangsu.header(record, HENAN);
    false1.setId(id);
    jiangxi.put(jiangxi.envelope(jiangxi.document(false1, record), HENAN), HENAN, JIANGSU, HENAN);
    awaitQuarantine(operator, "SENDER_IS_NOT_SIGNER");
    byte[] broken = envelope.clone();
    broken[broken.length - 1] ^= 1;
    jiangxi.put(broken, HENAN, JIANGSU, HENAN);
    awaitQuarantine(operator, "DECRYPTION_FAILED");
    jiangsu.put(envelope, HENAN);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(get(zhoukou.mailbox(1, 10, 60)).orElseThrow().items())
                    .anyMatch(item -> item.id().equals(id) && item.from().equals(JIANGSU)));
  }

  private byte[] genuine(UUID id) throws Exception {
    ResidentRecord record = jiangsu.arrival("genuine-" + id);
    Header header = jiangsu.header(record, HENAN);
    header.setId(id);
    return jiangsu.signed(jiangsu.document(header, record));
  }

  /** Whatever came before this was looked at before. */
  private void awaitTaken() throws Exception {
    UUID marker = UUID.randomUUID();
    ResidentRecord record = jiangsu.arrival("marker");
    Header header = jiangsu.header(record, HENAN);
    header.setId(marker);
    header.setCreated(header.getCreated().plus(Duration.ofDays(10)));
    header.setExpires(header.getExpires().plus(Duration.ofDays(10)));
    jiangsu.put(jiangsu.envelope(jiangsu.document(header, record), HENAN), HENAN);
    await().atMost(Duration.ofSeconds(30)).until(() -> "OFFERED".equals(state(marker)));
  }

  /** Null while it is not known. */
  private String state(UUID id) throws Exception {
    try {
      return get(operator.find(id)).getString("state");
    } catch (java.util.concurrent.ExecutionException notFound) {
      return null;
    }
  }

  private static void awaitQuarantine(ApiClient operator, String fault) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(get(operator.quarantine(100)).getJsonArray("items").stream())
                    .map(JsonObject.class::cast)
                    .anyMatch(each -> each.getString("fault").equals(fault)));
  }
}
