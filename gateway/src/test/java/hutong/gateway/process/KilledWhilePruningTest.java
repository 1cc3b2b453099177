package hutong.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.KeyedIndex;
import hutong.certs.PayloadVault;
import hutong.gateway.backup.Backup;
import hutong.gateway.backup.Restore;
import hutong.gateway.ledger.AuditReport;
import hutong.gateway.ledger.SqlLedger;
import hutong.gateway.node.AuditHome;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNode;
import hutong.gateway.node.NewNodes;
import hutong.routes.Indexes;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.Counted;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.LargeAttachment;
import hutong.routes.ledger.NewTransfer;
import hutong.routes.ledger.Piece;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.Upload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records of a hundred days ago, all with one attachment, are given up: a kill leaves each of them
 * whole or gone, and what a restore brings back is given up again.
 */
@Tag("processes")
class KilledWhilePruningTest {

  private static final int RECORDS = 512;

  /** A process that lives for seconds starts sooner with the first compiler alone. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private static final String HERE = "320000";
  private static final String THERE = "410000";
  private static final String SYSTEM = "suzhou";
  private static final Duration KEPT = Duration.ofDays(40);
  private static final byte[] SCAN = "scan".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private final Instant then =
      Instant.now().minus(100, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
  private Home home;

  @BeforeEach
  void recordsOfLongAgo() throws Exception {
    NewNode node = NewNode.local(HERE, "江苏省", "Jiangsu");
    home = NewNodes.create(folder, List.of(node), Map.of(), Clock.systemUTC()).get(0);
    Files.createDirectories(home.ledger().getParent());
    Indexes indexes = new Indexes(new KeyedIndex(home.secret(Map.of()).key("index")));
    try (SqlLedger ledger = open(Clock.fixed(then, ZoneOffset.UTC))) {
      put(ledger.attachments());
      for (int i = 0; i < RECORDS; i += 64) {
        List<NewTransfer> some = new ArrayList<>();
        for (int k = i; k < i + 64; k++) {
          some.add(posted(k, indexes));
        }
        var unused = ledger.submit(some);
        for (NewTransfer each : some) {
          assertThat(ledger.withdraw(each.facts().id(), SYSTEM, then)).isEqualTo(Intervened.DONE);
        }
      }
    }
    assertThat(pruned()).isZero();
  }

  private SqlLedger open(Clock clock) throws Exception {
    PayloadVault vault = new PayloadVault(home.secret(Map.of()).key("payloads"));
    return SqlLedger.open(home.ledger(), vault, clock);
  }

  private static String scanned() throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(SCAN));
  }

  private void put(Attachments attachments) throws Exception {
    Upload.Open upload = (Upload.Open) attachments.begin(SYSTEM, scanned(), SCAN.length, then);
    attachments.write(upload, SYSTEM, List.of(new Piece(scanned(), SCAN.length, 0, SCAN)));
    attachments.finish(upload, SYSTEM, scanned(), then);
  }

  private NewTransfer posted(int number, Indexes indexes) throws Exception {
    UUID id = new UUID(0x7000L + ((long) number << 16), 0x8L << 60 | number);
    byte[] record = ("<record>" + number + "x".repeat(1900)).getBytes(StandardCharsets.UTF_8);
    TransferFacts facts =
        new TransferFacts(
            id,
            HERE,
            THERE,
            "ArrivalNotice",
            "1.0",
            "basis-1",
            "410102",
            LocalDate.ofInstant(then, ZoneOffset.UTC),
            null,
            false,
            then,
            then.plus(3, ChronoUnit.DAYS));
    return new NewTransfer(
        facts,
        SYSTEM,
        indexes.source(SYSTEM, "row-" + number),
        1,
        null,
        null,
        indexes.content(record),
        record,
        List.of(),
        List.of(),
        List.of(),
        null,
        null,
        List.of(new LargeAttachment(0, "s.pdf", "application/pdf", SCAN.length, scanned(), 0)),
        Counted.PLAIN);
  }

  private long number(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.ledger());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private long pruned() throws Exception {
    return number("SELECT COUNT(*) FROM transfer WHERE pruned IS NOT NULL");
  }

  /** That so many are gone, wholly, and all others are here, by the audit and counted. */
  private void whole(long gone) throws Exception {
    AuditReport report = new AuditHome(home, Map.of()).audit();
    assertThat(report.findings()).isEmpty();
    assertThat(report.transfers()).isEqualTo(RECORDS);
    assertThat(report.pruned()).isEqualTo(gone);
    assertThat(number("SELECT COUNT(*) FROM event WHERE what = 'PRUNED'")).isEqualTo(gone);
    assertThat(number("SELECT COUNT(DISTINCT transfer) FROM event WHERE what = 'PRUNED'"))
        .isEqualTo(gone);
    for (String table : List.of("payload", "payload_key", "transfer_attachment")) {
      assertThat(number("SELECT COUNT(*) FROM " + table)).as(table).isEqualTo(RECORDS - gone);
    }
    assertThat(number("SELECT COALESCE(SUM(claims), 0) FROM attachment")).isEqualTo(RECORDS - gone);
  }

  @Test
  void a_node_killed_amid_pruning_leaves_none_half_pruned_and_goes_on_to_the_end()
      throws Exception {
    Map<String, String> pruning = Map.of("HUTONG_RETENTION_PAYLOADS", KEPT.toString());
    try (NodeProcess node = new NodeProcess(home, pruning)) {
      Process process = node.launch(SHORT_LIVED);
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> !process.isAlive() || pruned() > 0);
      node.kill();
      long before = pruned();
      assertThat(before).isPositive().isLessThan(RECORDS);
      whole(before);
      node.start(SHORT_LIVED);
      // The sweep that comes after deletes what none names any more.
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> pruned() == RECORDS && number("SELECT COUNT(*) FROM piece") == 0);
    }
    whole(RECORDS);
  }

  /** As many steps as a pass over all of them has, and the one that finds no more. */
  private static int pass(SqlLedger ledger, Instant now) {
    int pruned = 0;
    for (int from = 0; from <= RECORDS; from += 256) {
      pruned += ledger.erasures().prune(KEPT, now);
    }
    return pruned;
  }

  @Test
  void what_a_restored_backup_brings_back_is_pruned_again() throws Exception {
    Path backup = folder.resolve("backup");
    Clock clock = Clock.systemUTC();
    var unused = new Backup(home, Map.of(), clock).take(backup);
    try (SqlLedger ledger = open(clock)) {
      assertThat(pass(ledger, clock.instant())).isEqualTo(RECORDS);
    }
    whole(RECORDS);
    assertThat(new Restore(home, Map.of(), clock).from(backup).aside()).exists();
    whole(0);
    try (SqlLedger ledger = open(clock)) {
      Instant now = clock.instant();
      assertThat(pass(ledger, now)).as("while the partner may give back more").isZero();
      assertThat(ledger.restores().waive(THERE, now)).isTrue();
      assertThat(pass(ledger, now.plus(1, ChronoUnit.HOURS))).isEqualTo(RECORDS);
      assertThat(ledger.verifyChain()).isEmpty();
    }
    whole(RECORDS);
  }
}
