package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.certs.KeyedIndex;
import hutong.routes.RetryPolicy;
import hutong.routes.ledger.ErasureReason;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.Intervened;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.Viewer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left on disk of an erased record, what a backup brings back, and older rows. */
class ErasureOnDiskTest {
  private static final Viewer OPERATOR = new Viewer.Operator();
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("ledger.db");
  }

  private Path register() {
    return folder.resolve("erasures");
  }

  private SqlLedger open(byte[] secret) {
    return SqlLedger.open(
        new LedgerSettings(file(), "", "", "", "1"),
        Samples.vault(),
        new ErasureFile(register(), new KeyedIndex(secret)),
        RetryPolicy.STANDARD,
        CLOCK);
  }

  private SqlLedger open() {
    return open(new byte[32]);
  }

  private static void accepted(SqlLedger ledger, UUID id) {
    ledger.submit(List.of(Samples.posted(id, null, "s" + id, 1)));
    List<Outgoing> due = ledger.due(Samples.THERE, 9, NOW);
    for (Outgoing one : due) {
      ledger.signed(
          List.of(
              new SignedRecord(
                  one.row(),
                  ("signed " + id).getBytes(StandardCharsets.UTF_8),
                  Samples.digest(id))));
    }
    ledger.sent(due.stream().map(Outgoing::row).toList(), NOW);
    ledger.confirm(List.of(Samples.outcome(id, InboundState.ACCEPTED, null)), NOW);
  }

  private static Intervened erase(SqlLedger ledger, UUID id) {
    return ledger.erasures().erase(id, null, ErasureReason.ORDER, NOW).result();
  }

  private static byte[] signed(SqlLedger ledger, UUID id) {
    return ledger.proofs().stored(id, OPERATOR).orElseThrow().signedData();
  }

  private byte[] bytes(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getBytes(1);
    }
  }

  private boolean onDisk(byte[] wanted) throws IOException {
    return isIn(folder, wanted);
  }

  private static boolean isIn(Path folder, byte[] wanted) throws IOException {
    String text = new String(wanted, StandardCharsets.ISO_8859_1);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(each, StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void neither_key_nor_body_of_an_erased_record_is_left_in_the_files() throws Exception {
    UUID id = LedgerBehaviour.id(1);
    try (SqlLedger ledger = open()) {
      accepted(ledger, id);
      accepted(ledger, LedgerBehaviour.id(2));
      byte[] key = bytes("SELECT wrapped FROM payload_key ORDER BY transfer LIMIT 1");
      byte[] body = Arrays.copyOf(bytes("SELECT body FROM payload ORDER BY transfer LIMIT 1"), 40);
      assertThat(onDisk(key)).isTrue();
      assertThat(onDisk(body)).isTrue();
      assertThat(erase(ledger, id)).isEqualTo(Intervened.DONE);
      assertThat(onDisk(key)).isFalse();
      assertThat(onDisk(body)).isFalse();
      assertThat(signed(ledger, LedgerBehaviour.id(2))).isNotEmpty();
    }
  }

  /** A reader, a backup for example, keeps the log from being emptied for as long as it reads. */
  @Test
  void what_a_kill_kept_from_being_wiped_is_wiped_by_the_next_start() throws Exception {
    Path left = Files.createDirectory(folder.resolve("left")).resolve("ledger.db");
    byte[] key;
    try (SqlLedger ledger = open();
        Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = reader.createStatement()) {
      accepted(ledger, LedgerBehaviour.id(1));
      key = bytes("SELECT wrapped FROM payload_key");
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT COUNT(*) FROM payload_key").next();
      assertThat(erase(ledger, LedgerBehaviour.id(1))).isEqualTo(Intervened.DONE);
      Files.copy(file(), left);
      Files.copy(folder.resolve("ledger.db-wal"), left.resolveSibling("ledger.db-wal"));
      reader.rollback();
    }
    assertThat(isIn(left.getParent(), key)).isTrue();
    try (SqlLedger ledger = SqlLedger.open(left, Samples.vault(), CLOCK)) {
      assertThat(isIn(left.getParent(), key)).isFalse();
      assertThat(ledger.verifyChain()).isEmpty();
    }
  }

  @Test
  void what_a_backup_brings_back_is_erased_again() throws Exception {
    UUID id = LedgerBehaviour.id(1);
    Path backup = Files.createDirectory(folder.resolve("backup")).resolve("copy.db");
    try (SqlLedger ledger = open()) {
      accepted(ledger, id);
      new LedgerFile(file()).copyTo(backup);
      erase(ledger, id);
    }
    putBack(backup);
    try (SqlLedger ledger = open()) {
      assertThat(signed(ledger, id)).isNull();
      assertThat(ledger.find(id, OPERATOR).orElseThrow().erasedAt()).isNotNull();
      assertThat(ledger.verifyChain()).isEmpty();
      assertThat(erase(ledger, id)).isEqualTo(Intervened.ALREADY);
    }
    assertThat(Files.readAllLines(register())).hasSize(1);
  }

  @Test
  void what_a_backup_brings_back_unfinished_is_erased_when_it_has_ended() throws Exception {
    UUID id = LedgerBehaviour.id(1);
    Path backup = Files.createDirectory(folder.resolve("backup")).resolve("copy.db");
    try (SqlLedger ledger = open()) {
      ledger.submit(List.of(Samples.posted(id, null, "s", 1)));
      new LedgerFile(file()).copyTo(backup);
      ledger.withdraw(id, "desk", NOW);
      erase(ledger, id);
    }
    putBack(backup);
    try (SqlLedger ledger = open()) {
      assertThat(ledger.find(id, OPERATOR).orElseThrow().erasedAt()).isNull();
      ledger.withdraw(id, "desk", NOW);
      ledger.erasures().retire(Map.of(), NOW);
      assertThat(ledger.find(id, OPERATOR).orElseThrow().erasedAt()).isNotNull();
    }
  }

  private void putBack(Path backup) throws IOException {
    Files.deleteIfExists(folder.resolve("ledger.db-wal"));
    Files.deleteIfExists(folder.resolve("ledger.db-shm"));
    Files.move(backup, file(), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void a_register_lost_is_written_again_from_the_ledger() throws Exception {
    UUID id = LedgerBehaviour.id(1);
    try (SqlLedger ledger = open()) {
      accepted(ledger, id);
      erase(ledger, id);
    }
    List<String> lines = Files.readAllLines(register());
    Files.delete(register());
    open().close();
    assertThat(Files.readAllLines(register())).isEqualTo(lines).hasSize(1);
  }

  @Test
  void a_register_that_was_changed_or_is_anothers_stops_the_start() throws Exception {
    try (SqlLedger ledger = open()) {
      for (int i = 1; i <= 3; i++) {
        accepted(ledger, LedgerBehaviour.id(i));
        erase(ledger, LedgerBehaviour.id(i));
      }
    }
    String text = Files.readString(register());
    List<String> lines = text.lines().toList();
    for (String changed :
        List.of(
            text.replaceFirst("ORDER", "REQUEST"),
            lines.get(1) + "\n" + lines.get(0) + "\n" + lines.get(2) + "\n",
            lines.get(0) + "\n" + lines.get(2) + "\n",
            "x\n" + text)) {
      Files.writeString(register(), changed);
      assertThatThrownBy(this::open)
          .isInstanceOf(LedgerFailure.class)
          .hasMessageContaining("register of erasures was changed at line");
    }
    Files.writeString(register(), text);
    assertThatThrownBy(() -> open(Samples.index("another"))).isInstanceOf(LedgerFailure.class);
    // A crash left half a line.
    Files.writeString(register(), text.substring(0, text.length() - 10));
    open().close();
    assertThat(Files.readString(register())).isEqualTo(text);
  }

  @Test
  void bodies_of_before_there_were_such_keys_are_still_read_and_erased() throws Exception {
    UUID id = LedgerBehaviour.id(1);
    try (SqlLedger ledger = open()) {
      ledger.submit(List.of(Samples.posted(id, null, "s", 1)));
    }
    byte[] record = Samples.posted(id, null, "s", 1).record();
    byte[] old =
        Samples.vault()
            .encrypt(
                record,
                ("out|" + Samples.HERE + "|" + id + "|record").getBytes(StandardCharsets.UTF_8));
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        PreparedStatement body = connection.prepareStatement("UPDATE payload SET body = ?");
        Statement key = connection.createStatement()) {
      body.setBytes(1, old);
      body.executeUpdate();
      key.executeUpdate("DELETE FROM payload_key");
    }
    try (SqlLedger ledger = open()) {
      Outgoing.Unsigned due = (Outgoing.Unsigned) ledger.due(Samples.THERE, 9, NOW).get(0);
      assertThat(due.record()).isEqualTo(record);
      byte[] signed = HexFormat.of().parseHex("0102");
      ledger.signed(List.of(new SignedRecord(due.row(), signed, Samples.digest(id))));
      assertThat(signed(ledger, id)).isEqualTo(signed);
      ledger.sent(List.of(due.row()), NOW);
      ledger.confirm(List.of(Samples.outcome(id, InboundState.ACCEPTED, null)), NOW);
      assertThat(erase(ledger, id)).isEqualTo(Intervened.DONE);
      assertThat(signed(ledger, id)).isNull();
    }
  }
}
