package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.RECEIPTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.routes.Refusal;
import hutong.routes.ledger.LedgerUnavailable;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.Quarantined;
import hutong.routes.ledger.Remembered;
import hutong.routes.ledger.Viewer;
import hutong.schemas.RejectionCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands on disk, and what a crash, a stranger or a newer program leaves there. */
class LedgerOnDiskTest {
  private static final Viewer OPERATOR = new Viewer.Operator();

  @TempDir Path folder;

  private SqlLedger open() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return SqlLedger.open(folder.resolve("ledger.db"), Samples.vault(), clock);
  }

  private void change(String sql) throws SQLException {
    String url = "jdbc:sqlite:" + folder.resolve("ledger.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isEqualTo(1);
    }
  }

  @Test
  void invariant_1_every_id_acknowledged_before_a_kill_is_there_after_it() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AcknowledgingWriter.class.getName(),
                folder.resolve("ledger.db").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<UUID> acknowledged = new ArrayList<>();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      while (acknowledged.size() < 300) {
        acknowledged.add(UUID.fromString(lines.readLine()));
      }
      child.destroyForcibly().waitFor(); // SIGKILL
    }
    try (SqlLedger ledger = open()) {
      assertThat(acknowledged).allMatch(id -> ledger.find(id, OPERATOR).isPresent());
      assertThat(ledger.verifyChain()).isEmpty();
      ledger.submit(List.of(Samples.posted(UUID.randomUUID(), "p", "after", 1)));
      assertThat(ledger.verifyChain()).isEmpty();
    }
  }

  @Test
  void nothing_about_a_person_is_on_disk_in_plain() throws IOException {
    byte[] envelope = (Samples.NAME + Samples.NUMBER).getBytes(StandardCharsets.UTF_8);
    UUID sent = UUID.randomUUID();
    try (SqlLedger ledger = open()) {
      ledger.submit(
          List.of(Samples.withKey(Samples.posted(sent, "p", "s", 1), Samples.NUMBER, "body")));
      Refusal refusal = new Refusal(RejectionCode.PERSON_NOT_FOUND, List.of(), Samples.NAME);
      ledger.receive(
          List.of(
              Samples.arrival(UUID.randomUUID()),
              Samples.arrival(
                  Samples.facts(UUID.randomUUID(), Samples.THERE, Samples.HERE),
                  null,
                  0,
                  "t",
                  1,
                  refusal)),
          RECEIPTS,
          NOW);
      ledger.quarantine(List.of(new Quarantined(NOW, "MALFORMED", "aa", null, envelope)));
      for (String known : List.of(Samples.NAME, Samples.NUMBER, Samples.SOURCE_KEY)) {
        assertThat(filesHolding(known)).isEmpty();
      }
      // So that the search is known to find what is there.
      assertThat(filesHolding("ArrivalNotice")).isNotEmpty();
    }
  }

  private List<Path> filesHolding(String text) throws IOException {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (bytes.contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  private void threeEvents() {
    try (SqlLedger ledger = open()) {
      for (int i = 1; i <= 3; i++) {
        ledger.submit(List.of(Samples.posted(LedgerBehaviour.id(i), null, "s" + i, 1)));
      }
      assertThat(ledger.verifyChain()).isEmpty();
    }
  }

  private List<Long> brokenPlaces() {
    try (SqlLedger ledger = open()) {
      return ledger.verifyChain().stream().map(BrokenChain::number).toList();
    }
  }

  @Test
  void an_event_that_was_changed_is_found() throws SQLException {
    threeEvents();
    change("UPDATE event SET happened = happened + 1 WHERE number = 2");
    assertThat(brokenPlaces()).containsExactly(2L);
  }

  @Test
  void an_event_that_was_taken_out_is_found_even_the_last() throws SQLException {
    threeEvents();
    change("DELETE FROM event WHERE number = 3");
    assertThat(brokenPlaces()).containsExactly(3L);
  }

  @Test
  void bodies_that_were_swapped_are_not_handed_out_and_hide_nothing_else() throws SQLException {
    threeEvents();
    change(
        "UPDATE payload SET body = (SELECT MAX(p.body) FROM payload p WHERE p.body <> payload.body)"
            + " WHERE transfer = (SELECT MIN(transfer) FROM payload)");
    try (SqlLedger ledger = open()) {
      List<Outgoing> due = ledger.due(Samples.THERE, 9, NOW);
      assertThat(due.get(0)).isInstanceOf(Outgoing.Damaged.class);
      assertThat(due.subList(1, due.size())).noneMatch(Outgoing.Damaged.class::isInstance);
    }
  }

  @Test
  void data_written_by_a_newer_program_is_refused() throws SQLException {
    threeEvents();
    change("INSERT INTO migration (number, checksum) VALUES (9999, 'x')");
    assertThatThrownBy(this::open).isInstanceOf(LedgerFailure.class).hasMessageContaining("newer");
  }

  @Test
  void a_migration_that_is_not_the_one_that_was_run_is_refused() throws SQLException {
    threeEvents();
    change("UPDATE migration SET checksum = 'x' WHERE number = 1");
    assertThatThrownBy(this::open).isInstanceOf(LedgerFailure.class);
  }

  @Test
  void two_threads_share_the_ledger_and_only_the_batch_that_throws_fails() throws Exception {
    try (SqlLedger ledger = open()) {
      ExecutorService threads = Executors.newFixedThreadPool(2);
      List<Future<Integer>> done = threads.invokeAll(List.of(hammer(ledger, 1), hammer(ledger, 2)));
      threads.shutdown();
      for (Future<Integer> one : done) {
        assertThat(one.get()).isEqualTo(20);
      }
      assertThat(ledger.tally()).singleElement().extracting(t -> t.count()).isEqualTo(400L);
      assertThat(ledger.due(Samples.THERE, 1000, NOW)).hasSize(400);
      assertThat(ledger.verifyChain()).isEmpty();
    }
  }

  /** Every tenth batch is bad; returns how many failed. */
  private static Callable<Integer> hammer(SqlLedger ledger, int thread) {
    return () -> {
      int failed = 0;
      for (int i = 0; i < 200 + 20; i++) {
        UUID id = new UUID(thread, i);
        boolean bad = i % 11 == 10;
        try {
          List<Remembered> outcomes =
              ledger.submit(
                  bad
                      ? List.of(
                          Samples.posted(id, null, "a" + id, 1),
                          Samples.posted(id, null, "b" + id, 1))
                      : List.of(Samples.posted(id, null, "s" + id, 1)));
          assertThat(outcomes.get(0)).isInstanceOf(Remembered.New.class);
        } catch (LedgerFailure expected) {
          failed++;
        }
      }
      return failed;
    };
  }

  @Test
  void a_closed_ledger_refuses_to_write() {
    SqlLedger ledger = open();
    ledger.close();
    assertThatThrownBy(() -> ledger.raise(List.of())).isInstanceOf(LedgerUnavailable.class);
  }
}
