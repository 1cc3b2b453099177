package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.certs.PayloadVault;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.gateway.ledger.AuditFinding;
import hutong.gateway.ledger.AuditReport;
import hutong.gateway.ledger.SqlLedger;
import hutong.gateway.node.AuditHome;
import hutong.gateway.node.Home;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers of two real nodes, and each kind of row in them damaged in turn. */
class AuditTest {

  @TempDir private static Path folder;

  private static Path sender;
  private static Path recipient;
  private static final List<UUID> IDS = new ArrayList<>();

  private static final List<JsonObject> told = new ArrayList<>();

  /** Of the person in the test records. */
  private static final String NUMBER = "412701198502030007";

  private static final String NUMBER_OF_15 = "412701850203000";

  private static final Map<String, String> OFTEN = Map.of("HUTONG_CHECKPOINT_EVERY", "PT1S");

  @BeforeAll
  static void exchange() throws Exception {
    Vertx vertx = Vertx.vertx();
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    try (Region jiangsu = regions.get(0).start(OFTEN);
        Region henan = regions.get(1).start(OFTEN)) {
      ApiClient suzhou = jiangsu.decider("suzhou", "3205");
      ApiClient zhoukou = henan.decider("zhoukou", "4116");
      for (int i = 0; i < 4; i++) {
        byte[] arrival = TestRecords.arrival("k" + i).getBytes(StandardCharsets.UTF_8);
        IDS.add(get(suzhou.submit(arrival, "application/json", null)).id());
      }
      int decided = 0;
      while (decided < IDS.size()) {
        Optional<Mail> mail = get(zhoukou.mailbox(30, 10, 60));
        for (Mail.Item item : mail.orElseThrow().items()) {
          Mail.Verdict verdict =
              item.id().equals(IDS.get(1))
                  ? Mail.Verdict.reject(item, "PERSON_NOT_FOUND", List.of(), null)
                  : Mail.Verdict.accept(item);
          get(zhoukou.decide(mail.get().lease(), List.of(verdict)));
          decided++;
        }
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> ended(suzhou));
      ApiClient operator = jiangsu.operator();
      told.add(get(operator.disclosures("01", NUMBER)));
      told.add(get(henan.operator().disclosures("01", NUMBER_OF_15)));
      erase(operator, jiangsu.operator(), IDS.get(3), "REQUEST");
      ApiClient other = henan.operator();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> get(other.alarms(9)).encode().contains("ERASURE_ASKED"));
      erase(other, henan.operator(), IDS.get(3), "ORDER");
      bound(operator);
      bound(other);
    } finally {
      vertx.close();
    }
    sender = regions.get(0).home().folder();
    recipient = regions.get(1).home().folder();
  }

  private static void erase(ApiClient first, ApiClient second, UUID id, String reason)
      throws Exception {
    UUID proposal = UUID.fromString(get(first.erase(id, reason)).getString("id"));
    assertThat(get(second.approve(proposal)).getString("result")).isEqualTo("DONE");
  }

  private static boolean ended(ApiClient client) throws Exception {
    for (UUID id : IDS) {
      String state = get(client.find(id)).getString("state");
      if (!state.equals("ACCEPTED") && !state.equals("REJECTED")) {
        return false;
      }
    }
    return true;
  }

  /** Until there is a checkpoint and all have their time stamps. */
  private static void bound(ApiClient operator) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              JsonObject at = get(operator.status()).getJsonObject("checkpoint");
              return at != null && at.getLong("unstamped") == 0;
            });
  }

  @AfterAll
  static void forget() {
    IDS.clear();
    told.clear();
  }

  @Test
  void both_sides_tell_a_person_what_was_exchanged_and_on_which_basis() {
    for (JsonObject each : told) {
      assertThat(each.getJsonArray("items")).hasSize(4);
      JsonObject newest = each.getJsonArray("items").getJsonObject(0);
      assertThat(newest.getString("from")).isEqualTo("320000");
      assertThat(newest.getString("to")).isEqualTo("410000");
      assertThat(newest.getString("legalBasisTitle")).isEqualTo("居住证暂行条例(国务院令第663号)");
      assertThat(each.encode()).doesNotContain(NUMBER).contains("REJECTED", "ACCEPTED");
    }
    assertThat(told.get(0).getJsonArray("items").getJsonObject(0).getString("left")).isNotNull();
    assertThat(told.get(1).getJsonArray("items").getJsonObject(0).getString("arrived")).isNotNull();
  }

  private static AuditReport audit(Path home) throws Exception {
    return new AuditHome(new Home(home), Map.of()).audit();
  }

  @Test
  void what_was_not_touched_is_whole() throws Exception {
    for (Path home : List.of(sender, recipient)) {
      AuditReport report = audit(home);
      assertThat(report.findings()).isEmpty();
      assertThat(report.transfers()).isEqualTo(4);
      assertThat(report.erased()).isEqualTo(1);
      assertThat(report.checkpoints()).isPositive();
      assertThat(report.unstamped()).isZero();
      assertThat(report.receipts()).isGreaterThanOrEqualTo(8);
    }
  }

  /** Table of the first finding by what is done; the same for both sides where it says so. */
  private static Map<String, String> damages() {
    String first = "(SELECT MIN(key) FROM transfer WHERE erased IS NULL)";
    String second = "(SELECT key FROM transfer WHERE erased IS NULL ORDER BY key LIMIT 1 OFFSET 1)";
    String dead = "(SELECT key FROM transfer WHERE erased IS NOT NULL)";
    Map<String, String> damages = new LinkedHashMap<>();
    damages.put("UPDATE event SET happened = happened + 1 WHERE number = 3", "event");
    damages.put("UPDATE event SET detail = 'other' WHERE number = 2", "event");
    damages.put("DELETE FROM event WHERE number = 4", "event");
    damages.put("DELETE FROM event WHERE number = (SELECT MAX(number) FROM event)", "event");
    damages.put(
        "INSERT INTO event SELECT writer, number + 1, epoch, transfer, outbound, sender, id,"
            + " happened, what, content, detail, digest FROM event"
            + " WHERE number = (SELECT MAX(number) FROM event)",
        "event");
    damages.put(
        "UPDATE event SET what = CASE number WHEN 2 THEN (SELECT what FROM event WHERE number = 3)"
            + " ELSE (SELECT what FROM event WHERE number = 2) END, happened = happened + number"
            + " WHERE number IN (2, 3)",
        "event");
    damages.put("DELETE FROM chain", "chain");
    damages.put("UPDATE chain SET digest = zeroblob(32)", "chain");
    damages.put("UPDATE chain SET seal = NULL", "chain");
    damages.put("UPDATE chain SET seal = zeroblob(32)", "chain");
    damages.put("DELETE FROM checkpoint WHERE number = 1", "checkpoint");
    damages.put(
        "DELETE FROM checkpoint WHERE number = (SELECT MAX(number) FROM checkpoint)", "checkpoint");
    damages.put("UPDATE checkpoint SET made = made + 1", "checkpoint");
    damages.put("UPDATE checkpoint SET seed = zeroblob(32)", "checkpoint");
    damages.put(
        "UPDATE checkpoint SET body = CAST(substr(body, 1, length(body) - 4) || x'00000000' AS BLOB)",
        "checkpoint");
    damages.put(
        "UPDATE checkpoint SET token = CAST(substr(token, 1, length(token) - 4) || x'00000000' AS BLOB)",
        "checkpoint");
    damages.put(
        "INSERT INTO checkpoint (number, made, body, seed)"
            + " SELECT number + 1, made, body, seed FROM checkpoint"
            + " WHERE number = (SELECT MAX(number) FROM checkpoint)",
        "checkpoint");
    damages.put("DELETE FROM checkpoint_writer", "checkpoint");
    damages.put("UPDATE transfer SET state = 'REJECTED' WHERE key = " + first, "transfer");
    damages.put("UPDATE transfer SET type = 'Inquiry' WHERE key = " + first, "transfer");
    damages.put("UPDATE transfer SET legal_basis = 'NPC-EDU' WHERE key = " + first, "transfer");
    damages.put("UPDATE transfer SET recipient = '110000' WHERE key = " + first, "transfer");
    damages.put("UPDATE transfer SET created = created - 1 WHERE key = " + first, "transfer");
    damages.put(
        "UPDATE transfer SET digest = 'sha-256:" + "ab".repeat(32) + "' WHERE key = " + first,
        "transfer");
    damages.put("UPDATE transfer SET erased = 1 WHERE key = " + first, "transfer");
    damages.put("UPDATE transfer SET erased = NULL WHERE key = " + dead, "transfer");
    damages.put("DELETE FROM transfer WHERE key = " + first, "transfer");
    for (String change :
        List.of(
            "changed = changed - 86400000",
            "person = NULL",
            "person = zeroblob(16)",
            "source_index = zeroblob(32)",
            "source_version = source_version + 1",
            "urgent = 1 - urgent",
            "stream_number = stream_number + 1",
            "stream_id = zeroblob(16)",
            "signed = zeroblob(32)",
            "partner = '110000'",
            "case_state = CASE case_state WHEN 'OPEN' THEN 'CLOSED' ELSE 'OPEN' END")) {
      damages.put("UPDATE transfer SET " + change + " WHERE key = " + first, "transfer");
    }
    damages.put(
        "INSERT INTO transfer (key, outbound, id, sender, type, schema_version, urgent, created,"
            + " expires, state, changed, source_version, stream_number, predecessor, repeats)"
            + " VALUES (999999999, 1, x'0102030405060708090a0b0c0d0e0f10', '320000', 'Inquiry', '1.0', 0,"
            + " 0, 0, 'ACCEPTED', 0, 0, 0, 0, 0)",
        "transfer");
    damages.put("UPDATE payload SET body = zeroblob(99) WHERE transfer = " + first, "payload");
    damages.put("DELETE FROM payload WHERE transfer = " + first, "payload");
    damages.put(
        "UPDATE payload SET body = (SELECT body FROM payload WHERE transfer = "
            + second
            + ") WHERE transfer = "
            + first,
        "payload");
    damages.put(
        "INSERT INTO payload SELECT " + dead + ", role, body FROM payload LIMIT 1", "payload");
    damages.put(
        "UPDATE payload_key SET wrapped = zeroblob(40) WHERE transfer = " + first, "payload_key");
    damages.put("DELETE FROM payload_key WHERE transfer = " + first, "payload_key");
    damages.put(
        "UPDATE payload_key SET wrapped = (SELECT wrapped FROM payload_key WHERE transfer = "
            + second
            + ") WHERE transfer = "
            + first,
        "payload");
    damages.put(
        "INSERT INTO payload_key SELECT " + dead + ", wrapped FROM payload_key LIMIT 1",
        "payload_key");
    damages.put("UPDATE receipt SET body = zeroblob(99) WHERE transfer = " + first, "receipt");
    damages.put("DELETE FROM receipt WHERE transfer = " + first, "receipt");
    damages.put("DELETE FROM receipt WHERE transfer = " + dead, "receipt");
    damages.put("DELETE FROM receipt WHERE slot = 'FINAL' AND transfer = " + second, "receipt");
    damages.put(
        "UPDATE receipt SET transfer = "
            + second
            + ", slot = 'OTHER x' WHERE key = (SELECT MIN(key) FROM receipt WHERE transfer = "
            + first
            + ")",
        "receipt");
    damages.put("DELETE FROM erasure", "erasure");
    damages.put(
        "INSERT INTO erasure SELECT 999999999, outbound, sender, id, 0, 'ORDER', 0 FROM transfer"
            + " WHERE key = "
            + first,
        "erasure");
    damages.put("UPDATE act SET done_by = 'nobody' WHERE what = 'ERASE'", "act");
    damages.put("UPDATE act SET about = NULL WHERE about IS NOT NULL", "act");
    damages.put("DELETE FROM act WHERE what = 'APPROVE'", "act");
    damages.put(
        "INSERT INTO act SELECT 999999999, writer, event - 1, happened, done_by, channel, what,"
            + " about, request, outcome, code FROM act WHERE what = 'CARRY_OUT_ERASE' LIMIT 1",
        "act");
    damages.put("UPDATE proposal SET proposed_by = 'nobody'", "proposal");
    damages.put("UPDATE proposal SET state = 'APPROVED', result = NULL", "proposal");
    damages.put("DELETE FROM proposal", "proposal");
    return damages;
  }

  @Test
  void each_kind_of_row_that_is_changed_deleted_inserted_or_swapped_is_named() throws Exception {
    int tried = 0;
    List<String> unseen = new ArrayList<>();
    for (Path home : List.of(sender, recipient)) {
      for (Map.Entry<String, String> damage : damages().entrySet()) {
        tried++;
        List<AuditFinding> findings = damaged(home, damage.getKey());
        if (findings.isEmpty() || !findings.get(0).table().equals(damage.getValue())) {
          unseen.add(damage.getKey() + " -> " + findings);
        }
      }
    }
    System.out.printf("ledger audit: %d damages tried, %d named%n", tried, tried - unseen.size());
    assertThat(unseen).isEmpty();
  }

  private static List<AuditFinding> damaged(Path home, String sql) throws Exception {
    Path copy = Files.createTempDirectory(folder, "damaged");
    copy(home, copy);
    change(copy, sql);
    return audit(copy).findings();
  }

  /** What an attacker rewrites together is still held against what was signed. */
  @Test
  void events_cut_off_together_with_their_heads_are_missed_by_a_checkpoint() throws Exception {
    Path copy = Files.createTempDirectory(folder, "cut");
    copy(sender, copy);
    change(copy, "DELETE FROM event WHERE number > 5");
    change(
        copy, "UPDATE chain SET number = 5, digest = (SELECT digest FROM event WHERE number = 5)");
    assertThat(audit(copy).findings()).isNotEmpty();
  }

  @Test
  void nothing_is_appended_to_what_somebody_else_wrote_and_a_first_sealing_leaves_its_event()
      throws Exception {
    Path copy = Files.createTempDirectory(folder, "forged");
    copy(sender, copy);
    change(
        copy,
        "UPDATE event SET digest = zeroblob(32) WHERE number = (SELECT MAX(number) FROM event)");
    change(copy, "UPDATE chain SET digest = zeroblob(32)");
    assertThatThrownBy(() -> open(copy)).hasMessageContaining("not one that this node has sealed");

    Path unsealed = Files.createTempDirectory(folder, "unsealed");
    copy(sender, unsealed);
    change(unsealed, "UPDATE chain SET seal = NULL");
    open(unsealed).close();
    assertThat(audit(unsealed).findings()).isEmpty();
    change(unsealed, "UPDATE event SET detail = detail WHERE what = 'CHAINS_SEALED'");
  }

  private static SqlLedger open(Path home) throws Exception {
    Home at = new Home(home);
    return SqlLedger.open(
        at.ledger(), new PayloadVault(at.secret(Map.of()).key("payloads")), Clock.systemUTC());
  }

  @Test
  void the_register_in_its_file_is_held_against_the_ledgers() throws Exception {
    Path copy = Files.createTempDirectory(folder, "register");
    copy(sender, copy);
    change(copy, "DELETE FROM erasure");
    assertThat(audit(copy).findings()).anyMatch(each -> each.what().contains("register's file"));
  }

  private static void change(Path home, String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + new Home(home).ledger());
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
    }
  }

  private static void copy(Path from, Path to) throws Exception {
    for (String name : List.of("hutong.yaml", "secret", "erasures")) {
      Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    for (String inside : List.of("keys", "directory", "ledger")) {
      Files.createDirectories(to.resolve(inside));
      try (var files = Files.list(from.resolve(inside))) {
        for (Path each : files.filter(Files::isRegularFile).toList()) {
          Files.copy(each, to.resolve(inside).resolve(each.getFileName()));
        }
      }
    }
  }
}
