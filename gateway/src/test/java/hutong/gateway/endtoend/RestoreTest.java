package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.backup.Backup;
import hutong.gateway.backup.Restore;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node loses its ledger under traffic and comes back from a backup: what it had acknowledged to
 * its partner is there again, with the same receipts. All records are about one person, so that
 * their order shows.
 */
class RestoreTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final MovedClock clock = new MovedClock();
  private final Map<String, UUID> posted = new LinkedHashMap<>();
  private final Map<UUID, String> decided = new HashMap<>();
  private List<Region> regions;
  private Region jiangsu;
  private Region henan;
  private String suzhou;
  private String zhoukou;
  private Path backup;

  @BeforeEach
  void start() throws Exception {
    regions = Region.make(folder, vertx, JIANGSU, HENAN);
    jiangsu = regions.get(0).start(clock);
    henan = regions.get(1).start(clock);
    suzhou = jiangsu.keyOf("suzhou", "3205");
    zhoukou = henan.keyOf("zhoukou", "4116");
    backup = folder.resolve("backup");
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void restored_recipient_has_every_record_it_receipted_and_the_very_receipts() throws Exception {
    post("before", 12);
    decide(5);
    AtomicBoolean goOn = new AtomicBoolean(true);
    Thread traffic = traffic(goOn);
    takeBackup(henan);
    goOn.set(false);
    traffic.join();
    post("after", 12);
    awaitDelivered(posted.values());
    decide(16);
    awaitDecided();
    Map<UUID, byte[]> receipts = receipts(jiangsu, posted.values());
    List<UUID> inOrder = new ArrayList<>(posted.values());

    lose(henan);
    post("while-down", 3);
    restore(henan);
    post("later", 3);

    awaitDelivered(posted.values());
    awaitRegained(henan, JIANGSU);
    for (Map.Entry<UUID, byte[]> before : receipts.entrySet()) {
      assertThat(receipts(jiangsu, List.of(before.getKey())).get(before.getKey()))
          .isEqualTo(before.getValue());
      assertThat(receipts(henan, List.of(before.getKey())).get(before.getKey()))
          .isEqualTo(before.getValue());
    }
    List<UUID> handedOut = takeAll();
    assertThat(handedOut).doesNotHaveDuplicates();
    List<UUID> all = new ArrayList<>(posted.values());
    assertThat(all).startsWith(inOrder.toArray(UUID[]::new));
    List<UUID> expected = all.stream().filter(handedOut::contains).toList();
    assertThat(handedOut).isEqualTo(expected);
    assertThat(new HashSet<>(all)).isEqualTo(union(handedOut, decided.keySet()));
    assertThat(alarms(jiangsu)).isEmpty();
    assertThat(alarms(henan)).isEmpty();
    for (Map.Entry<UUID, String> each : decided.entrySet()) {
      awaitState(jiangsu, each.getKey(), each.getValue());
      awaitState(henan, each.getKey(), each.getValue());
    }
    awaitSameRates();
  }

  @Test
  void restored_sender_knows_again_what_it_sent_and_uses_no_id_for_anything_else()
      throws Exception {
    post("before", 8);
    AtomicBoolean goOn = new AtomicBoolean(true);
    Thread traffic = traffic(goOn);
    takeBackup(jiangsu);
    goOn.set(false);
    traffic.join();
    post("after", 8);
    awaitDelivered(posted.values());
    decide(12);
    awaitDecided();
    Map<UUID, byte[]> receipts = receipts(jiangsu, posted.values());
    henan.close();
    post("never-sent", 3);
    List<UUID> neverSent = lastPosted(3);
    lose(jiangsu);
    henan.start(clock);

    restore(jiangsu);
    awaitRegained(jiangsu, HENAN);
    for (Map.Entry<UUID, byte[]> before : receipts.entrySet()) {
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(receipts(jiangsu, List.of(before.getKey())).get(before.getKey()))
                      .isEqualTo(before.getValue()));
    }
    // The source posts again whatever it posted since, and more.
    Map<String, UUID> first = new HashMap<>(posted);
    ApiClient client = jiangsu.client(suzhou);
    for (String key : List.copyOf(posted.keySet())) {
      UUID again = submit(client, key);
      if (neverSent.contains(first.get(key))) {
        posted.put(key, again);
      } else {
        assertThat(again).as(key).isEqualTo(first.get(key));
        assertThat(get(client.find(again)).getString("id")).isEqualTo(again.toString());
      }
    }
    post("later", 3);
    awaitDelivered(posted.values());
    List<UUID> handedOut = takeAll();
    assertThat(handedOut).doesNotHaveDuplicates();
    assertThat(union(handedOut, decided.keySet())).isEqualTo(new HashSet<>(posted.values()));
    assertThat(alarms(jiangsu)).isEmpty();
    assertThat(alarms(henan)).isEmpty();
    assertThat(streamNumbers()).doesNotHaveDuplicates();
    awaitSameRates();
  }

  /** Also of what one of them knows from the other alone. */
  private void awaitSameRates() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(rates(henan)).contains("match").isEqualTo(rates(jiangsu));
              assertThat(rates(henan)).contains("\"share\":\"0.");
            });
  }

  private String rates(Region region) throws Exception {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
    return get(region
            .operator()
            .rates(today.minusDays(60).toString(), today.toString(), "division,type,day"))
        .encode()
        .replace("\"OUT\"", "\"IN\"");
  }

  @Test
  void what_the_source_posts_again_before_it_came_back_ends_once() throws Exception {
    takeBackup(jiangsu);
    UUID sent = submit(jiangsu.client(suzhou), "once");
    awaitState(jiangsu, sent, "DELIVERED");
    henan.close();
    lose(jiangsu);
    restore(jiangsu);
    assertThat(get(jiangsu.client(suzhou).restore()).encode())
        .contains("\"restored\":true")
        .contains("\"postAgainFrom\":\"20")
        .contains("\"awaited\":[\"410000\"]");
    UUID again = submit(jiangsu.client(suzhou), "once");
    assertThat(again).isNotEqualTo(sent);
    henan.start(clock);
    awaitRegained(jiangsu, HENAN);
    awaitState(jiangsu, sent, "DELIVERED");
    awaitState(jiangsu, again, "WITHDRAWN");
    assertThat(get(jiangsu.client(suzhou).find(sent)).getString("state")).isEqualTo("DELIVERED");
    assertThat(takeAll()).containsExactly(sent);
    assertThat(get(jiangsu.operator().restore()).encode()).contains("\"awaited\":[]");
    assertThat(get(henan.operator().restore()).encode()).contains("\"restored\":false");
  }

  @Test
  void operator_goes_on_without_a_member_that_will_never_answer() throws Exception {
    UUID received = submit(jiangsu.client(suzhou), "received");
    awaitState(henan, received, "OFFERED");
    takeBackup(henan);
    jiangsu.close();
    lose(henan);
    restore(henan);
    assertThat(get(henan.client(zhoukou).mailbox(1, 5, 60))).isEmpty();
    assertThat(get(henan.operator().waive(JIANGSU)).getString("result")).isEqualTo("DONE");
    assertThat(get(henan.operator().waive(JIANGSU)).getString("result")).isEqualTo("ALREADY");
    assertThat(takeAll()).containsExactly(received);
  }

  @Test
  void what_was_not_signed_in_the_backup_waits_and_goes_once_its_partner_has_answered()
      throws Exception {
    henan.close();
    UUID waiting = submit(jiangsu.client(suzhou), "unsigned");
    // Held behind the first of the person's stream, so it has never been signed.
    UUID held = submit(jiangsu.client(suzhou), "held");
    takeBackup(jiangsu);
    lose(jiangsu);
    henan.start(clock);
    restore(jiangsu);
    awaitDelivered(List.of(waiting, held));
    assertThat(alarms(henan)).isEmpty();
    assertThat(takeAll()).containsExactly(waiting, held);
  }

  @Test
  void announcement_about_another_is_refused_and_one_of_an_old_epoch_ignored() throws Exception {
    UUID id = submit(jiangsu.client(suzhou), "kept");
    awaitState(jiangsu, id, "DELIVERED");
    try (Rogue rogue = new Rogue(JIANGSU, jiangsu.home(), henan.node()::directory)) {
      byte[] forged = rogue.restored(HENAN, HENAN, 7);
      rogue.put(forged, HENAN, QueueNames.controls(HENAN), 1);
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(get(henan.operator().quarantine(10)).encode())
                      .contains("CONTROL_MISADDRESSED"));
      assertThat(rows(henan, "SELECT partner FROM reoffer")).isEmpty();
      rogue.put(rogue.restored(JIANGSU, HENAN, 9), HENAN, QueueNames.controls(HENAN), 1);
      awaitRow(henan, "SELECT epoch FROM reoffer WHERE finished IS NOT NULL", "9");
      clock.move(Duration.ofHours(2));
      rogue.put(rogue.restored(JIANGSU, HENAN, 8), HENAN, QueueNames.controls(HENAN), 1);
      rogue.put(rogue.restored(JIANGSU, HENAN, 10), HENAN, QueueNames.controls(HENAN), 1);
      awaitRow(henan, "SELECT epoch FROM reoffer WHERE finished IS NOT NULL", "10");
      rogue.put(rogue.restored(JIANGSU, HENAN, 8), HENAN, QueueNames.controls(HENAN), 1);
      UUID marker = submit(jiangsu.client(suzhou), "marker");
      awaitState(jiangsu, marker, "DELIVERED");
      assertThat(rows(henan, "SELECT epoch FROM reoffer")).containsExactly("10");
    }
    // What it never asked for changes nothing at Jiangsu.
    assertThat(alarms(jiangsu)).isEmpty();
    awaitState(jiangsu, id, "DELIVERED");
  }

  @Test
  void member_that_announces_again_and_again_is_given_everything_once_an_hour() throws Exception {
    post("some", 5);
    awaitDelivered(posted.values());
    try (Rogue rogue = new Rogue(JIANGSU, jiangsu.home(), henan.node()::directory)) {
      for (int epoch = 1; epoch <= 40; epoch++) {
        rogue.put(rogue.restored(JIANGSU, HENAN, epoch), HENAN, QueueNames.controls(HENAN), 1);
      }
      awaitRow(henan, "SELECT items FROM reoffer WHERE finished IS NOT NULL", "5");
      long begun = Long.parseLong(rows(henan, "SELECT begun FROM reoffer").get(0));
      post("more", 1);
      awaitDelivered(posted.values());
      assertThat(rows(henan, "SELECT begun FROM reoffer")).containsExactly("" + begun);
    }
  }

  // ── what happens ──

  private void post(String name, int count) throws Exception {
    ApiClient client = jiangsu.client(suzhou);
    for (int i = 0; i < count; i++) {
      posted.put(name + "-" + i, submit(client, name + "-" + i));
    }
  }

  private static UUID submit(ApiClient client, String key) throws Exception {
    byte[] body = TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
    return get(client.submit(body, "application/json", null)).id();
  }

  private Thread traffic(AtomicBoolean goOn) {
    Thread thread =
        new Thread(
            () -> {
              try {
                for (int i = 0; goOn.get() || i < 5; i++) {
                  post("traffic-" + i, 1);
                }
              } catch (Exception fault) {
                throw new IllegalStateException(fault);
              }
            });
    thread.start();
    return thread;
  }

  /** Decides on so many that wait, every third is rejected. */
  private void decide(int count) throws Exception {
    ApiClient client = henan.client(zhoukou);
    int done = 0;
    while (done < count) {
      Mail mail = get(client.mailbox(10, Math.min(5, count - done), 60)).orElseThrow();
      List<Mail.Verdict> verdicts = new ArrayList<>();
      for (Mail.Item item : mail.items()) {
        boolean rejects = ++done % 3 == 0;
        verdicts.add(
            rejects
                ? Mail.Verdict.reject(item, "NOT_COMPETENT", List.of(), null)
                : Mail.Verdict.accept(item, done % 2 == 0, List.of("/current/division")));
        decided.put(item.id(), rejects ? "REJECTED" : "ACCEPTED");
      }
      get(client.decide(mail.lease(), verdicts));
    }
  }

  /** Takes all that is handed out from now on, in order; what was decided is answered the same. */
  private List<UUID> takeAll() throws Exception {
    ApiClient client = henan.client(zhoukou);
    List<UUID> taken = new ArrayList<>();
    for (var mail = get(client.mailbox(5, 5, 60));
        mail.isPresent();
        mail = get(client.mailbox(2, 5, 60))) {
      List<Mail.Verdict> verdicts = new ArrayList<>();
      for (Mail.Item item : mail.get().items()) {
        taken.add(item.id());
        verdicts.add(Mail.Verdict.accept(item));
      }
      assertThat(get(client.decide(mail.get().lease(), verdicts)).encode())
          .doesNotContain("CONTRADICTS")
          .doesNotContain("NOT_LEASED");
    }
    return taken;
  }

  private void takeBackup(Region region) throws Exception {
    var unused = new Backup(region.home(), Map.of(), Clock.systemUTC()).take(backup);
  }

  private static void lose(Region region) throws Exception {
    region.close();
    for (String suffix : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(Path.of(region.home().ledger() + suffix));
    }
  }

  private void restore(Region region) throws Exception {
    var unused = new Restore(region.home(), Map.of(), clock).from(backup);
    region.start(clock);
  }

  // ── what is known then ──

  private List<UUID> lastPosted(int count) {
    List<UUID> all = new ArrayList<>(posted.values());
    return all.subList(all.size() - count, all.size());
  }

  private void awaitDelivered(Iterable<UUID> ids) throws Exception {
    for (UUID id : ids) {
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .untilAsserted(
              () ->
                  assertThat(get(jiangsu.operator().find(id)).getString("state"))
                      .isIn("DELIVERED", "ACCEPTED", "REJECTED"));
    }
  }

  private void awaitDecided() {
    decided.forEach((id, state) -> awaitState(jiangsu, id, state));
  }

  private static void awaitState(Region region, UUID id, String state) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(get(region.operator().find(id)).getString("state")).isEqualTo(state));
  }

  private void awaitRegained(Region region, String partner) {
    awaitRow(
        region,
        "SELECT partner FROM regain WHERE finished IS NOT NULL AND partner = '" + partner + "'",
        partner);
  }

  private static void awaitRow(Region region, String question, String answer) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(rows(region, question)).containsExactly(answer));
  }

  private static List<String> rows(Region region, String question) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection reading = DriverManager.getConnection("jdbc:sqlite:" + region.home().ledger());
        Statement statement = reading.createStatement();
        ResultSet rows = statement.executeQuery(question)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }

  private List<String> streamNumbers() throws Exception {
    return rows(
        henan, "SELECT hex(stream_id) || ' ' || stream_number FROM transfer WHERE outbound = 0");
  }

  private static Map<UUID, byte[]> receipts(Region region, Iterable<UUID> ids) throws Exception {
    Map<UUID, byte[]> receipts = new HashMap<>();
    ApiClient operator = region.operator();
    for (UUID id : ids) {
      receipts.put(id, get(operator.receipt(id)));
    }
    return receipts;
  }

  private static List<String> alarms(Region region) throws Exception {
    return rows(region, "SELECT code || ' ' || about FROM alarm");
  }

  private static Set<UUID> union(Iterable<UUID> some, Iterable<UUID> others) {
    HashSet<UUID> both = new HashSet<>();
    some.forEach(both::add);
    others.forEach(both::add);
    return both;
  }
}
