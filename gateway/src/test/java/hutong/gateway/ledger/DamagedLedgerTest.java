package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.routes.ledger.Piece;
import hutong.routes.ledger.Viewer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that a disk has damaged: named, never silently skipped. */
class DamagedLedgerTest {
  private static final int RECORDS = 40;

  @TempDir Path folder;

  private Path file;
  private Path log;
  private final UUID[] ids = new UUID[RECORDS];

  /** A ledger as a crash leaves it: forty commits in the log. */
  @BeforeEach
  void crash() throws IOException {
    Path live = Files.createDirectories(folder.resolve("live")).resolve("ledger.db");
    file = Files.createDirectories(folder.resolve("left")).resolve("ledger.db");
    log = file.resolveSibling("ledger.db-wal");
    try (SqlLedger ledger = open(live)) {
      for (int i = 0; i < RECORDS; i++) {
        ids[i] = UUID.randomUUID();
        ledger.submit(List.of(Samples.posted(ids[i], "person-" + i, "key-" + i, 1)));
      }
      Files.copy(live, file);
      Files.copy(live.resolveSibling("ledger.db-wal"), log);
    }
  }

  @Test
  void a_log_as_the_crash_left_it_is_whole() {
    try (SqlLedger ledger = open(file)) {
      assertThat(ids).allMatch(id -> ledger.find(id, new Viewer.Operator()).isPresent());
      assertThat(ledger.examination().run()).isEmpty();
    }
  }

  @Test
  void a_commit_half_written_by_the_crash_is_left_out() throws IOException {
    byte[] bytes = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(bytes, bytes.length - 3000));
    try (SqlLedger ledger = open(file)) {
      assertThat(ledger.find(ids[RECORDS - 2], new Viewer.Operator())).isPresent();
      assertThat(ledger.find(ids[RECORDS - 1], new Viewer.Operator())).isEmpty();
    }
  }

  @Test
  void a_byte_changed_in_the_middle_of_the_log_is_named() throws IOException {
    flip(log, Files.size(log) / 2);
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(LedgerFailure.class)
        .hasMessageContaining("ledger.db-wal")
        .hasMessageContaining("damaged at byte");
  }

  @Test
  void a_byte_changed_at_the_head_of_the_log_is_named() throws IOException {
    flip(log, 17);
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(LedgerFailure.class)
        .hasMessageContaining("damaged at byte 0");
  }

  @Test
  void a_page_of_zeros_in_the_database_is_named() throws IOException {
    open(file).close(); // The log goes into the database.
    byte[] bytes = Files.readAllBytes(file);
    int middle = bytes.length / 2 / 4096 * 4096;
    Arrays.fill(bytes, middle, middle + 4096, (byte) 0);
    Files.write(file, bytes);
    assertThat(damage()).isNotEmpty();
  }

  @Test
  void an_event_changed_in_the_database_is_named() throws Exception {
    open(file).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("UPDATE event SET happened = happened + 1 WHERE number = 7");
    }
    assertThat(damage()).anyMatch(each -> each.startsWith("event 7 "));
  }

  @Test
  void a_piece_of_an_attachment_that_is_gone_is_named() throws Exception {
    byte[] bytes = {1, 2, 3};
    Piece piece = new Piece(HexFormat.of().formatHex(Event.sha256(bytes)), 3, 0, bytes);
    try (SqlLedger ledger = open(file)) {
      ledger.attachments().stage("360000", List.of(piece), NOW);
      assertThat(ledger.examination().run()).isEmpty();
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM piece");
    }
    assertThat(damage()).anyMatch(each -> each.startsWith("attachment "));
  }

  private List<String> damage() {
    try (SqlLedger ledger = open(file)) {
      return ledger.examination().run();
    } catch (LedgerFailure named) {
      return List.of(named.getMessage());
    }
  }

  private static void flip(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 1;
    Files.write(file, bytes);
  }

  private static SqlLedger open(Path file) {
    return SqlLedger.open(file, Samples.vault(), Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
