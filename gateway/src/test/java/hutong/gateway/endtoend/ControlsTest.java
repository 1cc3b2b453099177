package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.Authority;
import hutong.certs.Directory;
import hutong.certs.DirectoryContent;
import hutong.certs.DirectoryStore;
import hutong.certs.Member;
import hutong.certs.NodeKeys;
import hutong.certs.Secret;
import hutong.certs.Suites;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.node.KeyRenewal;
import hutong.routes.QueueNames;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts that stay away, envelopes that can't be read, and who asks about what: real nodes. */
class ControlsTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";
  private static final String JIANGXI = "360000";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final MovedClock clock = new MovedClock();
  private List<Region> regions;
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;
  private ApiClient zhoukou;

  @BeforeEach
  void start() throws Exception {
    regions = Region.make(folder, vertx, JIANGSU, HENAN, JIANGXI);
    jiangsu = regions.get(0).start(clock);
    henan = regions.get(1).start(clock);
    suzhou = jiangsu.decider("suzhou", "3205");
    zhoukou = henan.decider("zhoukou", "4116");
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void final_receipt_that_was_quarantined_is_asked_for_and_obtained_again() throws Exception {
    UUID id = submit("quarantined-receipt");
    awaitState(jiangsu.operator(), id, "DELIVERED");
    jiangsu.close();
    Directory genuine = directory(jiangsu);
    Member other = member(genuine, HENAN, issue(HENAN), genuine.member(HENAN).get().encryption());
    take(jiangsu, sign(genuine, other));
    jiangsu.start(clock);
    Mail mail = get(zhoukou.mailbox(10, 10, 60)).orElseThrow();
    get(zhoukou.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    ApiClient operator = jiangsu.operator();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(get(operator.quarantine(10)).encode()).contains("SIGNER_UNKNOWN"));
    assertThat(state(operator, id)).isEqualTo("DELIVERED");
    take(jiangsu, sign(directory(jiangsu), genuine.member(HENAN).orElseThrow()));
    jiangsu.close();
    jiangsu.start(clock);
    clock.move(Duration.ofDays(20));
    awaitState(jiangsu.operator(), id, "ACCEPTED");
  }

  @Test
  void recipient_that_has_not_decided_says_so_once_it_is_asked() throws Exception {
    UUID id = submit("still-open");
    awaitState(jiangsu.operator(), id, "DELIVERED");
    clock.move(Duration.ofDays(20));
    awaitTimeline(id, "STILL_OPEN");
    assertThat(state(jiangsu.operator(), id)).isEqualTo("DELIVERED");
  }

  @Test
  void partner_that_receipted_a_record_and_lost_it_is_alarmed() throws Exception {
    UUID id = submit("lost");
    awaitState(jiangsu.operator(), id, "DELIVERED");
    henan.close();
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(henan.home().ledger() + suffix));
    }
    henan.start(clock);
    clock.move(Duration.ofDays(20));
    ApiClient operator = jiangsu.operator();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(get(operator.alarms(10)).encode())
                    .contains("PARTNER_LOST_RECORD", id.toString()));
  }

  @Test
  void transport_receipt_that_comes_after_expiry_moves_expired_to_delivered_and_then_final()
      throws Exception {
    // The receipt is lost in Jiangsu's queue of a directory that does not know Henan's signer.
    Directory genuine = directory(jiangsu);
    jiangsu.close();
    Member other = member(genuine, HENAN, issue(HENAN), genuine.member(HENAN).get().encryption());
    take(jiangsu, sign(genuine, other));
    jiangsu.start(clock);
    suzhou = jiangsu.client(jiangsu.posterKey("suzhou-2", "3205"));
    UUID id = submit("late-receipt");
    ApiClient operator = jiangsu.operator();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(get(operator.quarantine(10)).encode()).contains("SIGNER_UNKNOWN"));
    clock.move(Duration.ofDays(4));
    awaitState(operator, id, "EXPIRED");
    take(jiangsu, sign(directory(jiangsu), genuine.member(HENAN).orElseThrow()));
    jiangsu.close();
    jiangsu.start(clock);
    clock.move(Duration.ofDays(2));
    awaitState(jiangsu.operator(), id, "DELIVERED");
    Mail mail = get(zhoukou.mailbox(10, 10, 60)).orElseThrow();
    get(zhoukou.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    awaitState(jiangsu.operator(), id, "ACCEPTED");
  }

  @Test
  void record_sealed_for_a_key_that_is_gone_is_sealed_anew_and_delivered() throws Exception {
    get(henan.operator().pause(JIANGSU, "NOT_YET"));
    henan.close();
    Directory before = directory(henan);
    rotated();
    char[] secret = henan.home().secret(Map.of()).characters();
    NodeKeys.load(henan.home().keys(), secret)
        .withoutEncryption(before.member(HENAN).orElseThrow().encryption().get(0))
        .save(henan.home().keys(), secret);
    henan.start(clock);
    UUID id = submit("for-the-old-key");
    ApiClient there = henan.operator();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(get(there.quarantine(10)).encode()).contains("NO_KEY"));
    get(henan.operator().resume(JIANGSU));
    awaitState(jiangsu.operator(), id, "DELIVERED");
    assertThat(get(jiangsu.operator().timeline(id)).encode()).contains("REPEAT_DUE");
  }

  @Test
  void record_sealed_for_an_earlier_key_that_is_kept_is_read_at_once() throws Exception {
    henan.close();
    rotated();
    henan.start(clock);
    UUID id = submit("for-the-earlier-key");
    awaitState(jiangsu.operator(), id, "DELIVERED");
    assertThat(get(henan.operator().quarantine(10)).getJsonArray("items")).isEmpty();
  }

  @Test
  void member_learns_nothing_about_what_others_sent() throws Exception {
    UUID id = submit("of-another");
    awaitState(jiangsu.operator(), id, "DELIVERED");
    try (Rogue jiangxi = new Rogue(JIANGXI, regions.get(2).home(), henan.node()::directory)) {
      UUID never = UUID.randomUUID();
      byte[] question = jiangxi.statusRequest(HENAN, List.of(id, never));
      jiangxi.put(question, HENAN, QueueNames.controls(HENAN), 1);
      await().atMost(Duration.ofSeconds(30)).until(() -> waiting(henan, "control").size() == 1);
      String answer = waiting(henan, "control").get(0);
      assertThat(answer)
          .contains("<id>" + id + "</id><state>NOT_KNOWN</state>")
          .contains("<id>" + never + "</id><state>NOT_KNOWN</state>")
          .doesNotContain("<since>");
      assertThat(waiting(henan, "outbox")).isEmpty();
    }
  }

  @Test
  void flood_of_questions_and_of_unreadable_envelopes_is_answered_within_bounds() throws Exception {
    try (Rogue jiangxi = new Rogue(JIANGXI, regions.get(2).home(), henan.node()::directory)) {
      byte[] question = jiangxi.statusRequest(HENAN, List.of(UUID.randomUUID()));
      jiangxi.put(question, HENAN, QueueNames.controls(HENAN), 1_000);
      byte[] unreadable = jiangxi.envelope("x".getBytes(StandardCharsets.UTF_8), JIANGSU);
      jiangxi.put(unreadable, HENAN, QueueNames.inbox(HENAN), 300);
      UUID id = submit("behind-the-flood");
      awaitState(jiangsu.operator(), id, "DELIVERED");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(get(henan.operator().alarms(1_000)).getJsonArray("items").size())
                      .isGreaterThanOrEqualTo(50));
      assertThat(waiting(henan, "control")).hasSizeBetween(1, 64);
    }
  }

  @Test
  void unreadable_about_what_was_not_sent_and_an_old_answer_change_nothing() throws Exception {
    UUID id = submit("left-alone");
    awaitState(jiangsu.operator(), id, "DELIVERED");
    try (Rogue as = new Rogue(HENAN, henan.home(), henan.node()::directory)) {
      String before = get(jiangsu.operator().timeline(id)).encode();
      as.put(as.unreadable(JIANGSU), JIANGSU, QueueNames.controls(JIANGSU), 3);
      as.put(as.notKnown(JIANGSU, id), JIANGSU, QueueNames.controls(JIANGSU), 3);
      UUID marker = submit("marker");
      awaitState(jiangsu.operator(), marker, "DELIVERED");
      clock.move(Duration.ofDays(20));
      awaitTimeline(id, "STILL_OPEN");
      assertThat(get(jiangsu.operator().timeline(id)).encode()).doesNotContain("NOT_KNOWN");
      assertThat(before).doesNotContain("REPEAT");
      assertThat(get(jiangsu.operator().alarms(10)).encode()).doesNotContain("PARTNER_LOST");
    }
  }

  private UUID submit(String key) throws Exception {
    byte[] body = TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
    return get(suzhou.submit(body, "application/json", null)).id();
  }

  private static String state(ApiClient operator, UUID id) throws Exception {
    return get(operator.find(id)).getString("state");
  }

  private static void awaitState(ApiClient operator, UUID id, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(state(operator, id)).isEqualTo(state));
  }

  private void awaitTimeline(UUID id, String word) {
    ApiClient operator = jiangsu.operator();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(get(operator.timeline(id)).encode()).contains(word));
  }

  /** What waits for Jiangxi, whose broker is not there, beside what everybody is told. */
  private static List<String> waiting(Region region, String table) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection reading = DriverManager.getConnection("jdbc:sqlite:" + region.home().ledger());
        Statement statement = reading.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT * FROM " + table + " WHERE destination = '360000'")) {
      while (rows.next()) {
        found.add(
            table.equals("control")
                ? new String(
                    hutong.certs.Opener.contentOfOwnStored(rows.getBytes("body")),
                    StandardCharsets.UTF_8)
                : table);
      }
    }
    found.removeIf(each -> each.contains("<directory>"));
    return found;
  }

  private Directory rotated() throws Exception {
    return new KeyRenewal(henan.home(), Map.of(), Clock.systemUTC())
        .renew(folder.resolve("authority"));
  }

  private NodeKeys issue(String node) throws Exception {
    return authority().issue(node, List.of("localhost", "127.0.0.1"));
  }

  private Authority authority() throws Exception {
    Path place = folder.resolve("authority");
    char[] secret = Secret.of(place.resolve("secret"), null).characters();
    return Authority.open(place, secret, Clock.systemUTC());
  }

  private static Member member(
      Directory directory,
      String id,
      NodeKeys keys,
      List<java.security.cert.X509Certificate> encryption) {
    Member m = directory.member(id).orElseThrow();
    return new Member(
        id,
        m.nameZh(),
        m.nameEn(),
        m.divisions(),
        m.broker(),
        m.inbox(),
        List.of(keys.signingCertificate()),
        encryption,
        m.suites(),
        m.floor(),
        m.types(),
        m.calendar(),
        List.of());
  }

  /** The next version, with this member instead of the one of its name. */
  private byte[] sign(Directory before, Member member) throws Exception {
    List<Member> members = new ArrayList<>(before.members());
    members.replaceAll(each -> each.id().equals(member.id()) ? member : each);
    Instant now = Instant.now();
    return authority()
        .signDirectory(
            new DirectoryContent(
                before.version() + 1, now, now.plus(Duration.ofDays(300)), members));
  }

  private static Directory directory(Region region) throws Exception {
    return store(region).current().orElseThrow();
  }

  private static void take(Region region, byte[] directory) throws Exception {
    store(region).accept(directory, Clock.systemUTC());
  }

  private static DirectoryStore store(Region region) throws Exception {
    char[] secret = region.home().secret(Map.of()).characters();
    NodeKeys keys = NodeKeys.load(region.home().keys(), secret);
    return DirectoryStore.open(region.home().directory(), keys.root(), Suites.standard());
  }
}
