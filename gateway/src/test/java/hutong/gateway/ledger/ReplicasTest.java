package hutong.gateway.ledger;

import static hutong.gateway.ledger.Samples.NOW;
import static hutong.gateway.ledger.Samples.RECEIPTS;
import static hutong.gateway.ledger.Samples.THERE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.routes.ledger.Lease;
import hutong.routes.ledger.Outgoing;
import hutong.routes.ledger.SignedRecord;
import hutong.routes.ledger.Viewer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one ledger. */
@Tag("processes")
class ReplicasTest {
  private static final Viewer OPERATOR = new Viewer.Operator();
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir Path folder;

  private final List<SqlLedger> open = new ArrayList<>();
  private final List<Process> children = new ArrayList<>();
  private String url;

  @BeforeEach
  void make() throws SQLException {
    url = Postgres.newDatabase();
  }

  @AfterEach
  void close() throws InterruptedException {
    open.forEach(SqlLedger::close);
    for (Process child : children) {
      child.destroyForcibly().waitFor();
    }
  }

  private SqlLedger replica(String name) {
    SqlLedger ledger =
        SqlLedger.open(
            Postgres.database(url, name), Samples.vault(), Clock.fixed(NOW, ZoneOffset.UTC));
    open.add(ledger);
    return ledger;
  }

  private static void submit(SqlLedger ledger, int from, int count) {
    for (int i = from; i < from + count; i++) {
      UUID id = LedgerBehaviour.id(i);
      ledger.submit(List.of(Samples.posted(id, "p" + i, "s" + i, 1)));
    }
  }

  private static Set<Long> rows(SqlLedger ledger) {
    Set<Long> rows = new HashSet<>();
    ledger.due(THERE, 1000, NOW).forEach(one -> rows.add(one.row()));
    return rows;
  }

  @Test
  void two_replicas_share_what_is_due_and_nothing_is_anybodys_twice() {
    SqlLedger one = replica("1");
    SqlLedger two = replica("2");
    submit(one, 0, 100);
    submit(two, 100, 100);
    await().atMost(SOON).until(() -> rows(one).size() < 200 && rows(two).size() < 200);
    Set<Long> all = new HashSet<>(rows(one));
    assertThat(all).doesNotContainAnyElementsOf(rows(two)).hasSizeBetween(20, 180);
    all.addAll(rows(two));
    assertThat(all).hasSize(200);
    assertThat(one.verifyChain()).isEmpty();
  }

  @Test
  void after_an_outage_all_replicas_together_keep_the_rate() {
    SqlLedger one = replica("1");
    SqlLedger two = replica("2");
    submit(one, 0, 400);
    await().atMost(SOON).until(() -> rows(one).size() + rows(two).size() == 400);
    one.postpone(THERE, List.copyOf(rows(one)).subList(0, 1), "BROKER_UNREACHABLE", NOW);
    Instant back = NOW.plusSeconds(10);
    List<Long> probe = one.due(THERE, 100, back).stream().map(Outgoing::row).toList();
    one.sent(probe, back);
    int together = 0;
    for (SqlLedger each : List.of(one, two)) {
      List<Long> part = each.due(THERE, 1_000, back).stream().map(Outgoing::row).toList();
      assertThat(part).isNotEmpty();
      each.sent(part, back);
      together += part.size();
    }
    // A quarter of a second at 500 a second, and who comes second has less left.
    assertThat(together).isBetween(80, 125);
  }

  @Test
  void what_a_replica_that_has_gone_had_to_do_is_done_by_the_others() {
    SqlLedger one = replica("1");
    SqlLedger two = replica("2");
    submit(one, 0, 40);
    await().atMost(SOON).until(() -> rows(one).size() < 40);
    open.remove(one);
    one.close();
    await().atMost(SOON).until(() -> rows(two).size() == 40);
  }

  @Test
  void of_several_one_chooses_the_systems_and_sweeps() {
    SqlLedger one = replica("1");
    SqlLedger two = replica("2");
    two.receive(List.of(Samples.arrival(LedgerBehaviour.id(1))), RECEIPTS, NOW);
    assertThat(two.undelivered(10)).isEmpty();
    assertThat(one.undelivered(10)).hasSize(1);
  }

  @Test
  void arrivals_have_one_order_whichever_replica_takes_them() {
    SqlLedger one = replica("1");
    SqlLedger two = replica("2");
    UUID stream = LedgerBehaviour.id(900);
    List<UUID> came = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      UUID id = LedgerBehaviour.id(i);
      (i % 2 == 0 ? one : two)
          .receive(List.of(LedgerBehaviour.inStream(id, stream, i)), RECEIPTS, NOW);
      came.add(id);
    }
    assertThat(one.undelivered(100)).extracting(each -> each.facts().id()).isEqualTo(came);
  }

  @Test
  void signed_data_is_made_once_and_who_was_later_is_not_to_send_his() {
    SqlLedger one = replica("1");
    submit(one, 1, 1);
    long row = one.due(THERE, 1, NOW).get(0).row();
    SqlLedger two = replica("2");
    byte[] first = "first".getBytes(StandardCharsets.UTF_8);
    assertThat(one.signed(List.of(new SignedRecord(row, first, "SHA256:01")))).isEmpty();
    assertThat(two.signed(List.of(new SignedRecord(row, new byte[1], "SHA256:02"))))
        .containsExactly(row);
    await().atMost(SOON).until(() -> rows(one).size() + rows(two).size() == 1);
    List<Outgoing> due = new ArrayList<>(one.due(THERE, 1, NOW));
    due.addAll(two.due(THERE, 1, NOW));
    assertThat(((Outgoing.Signed) due.get(0)).signedData()).isEqualTo(first);
    one.sent(List.of(row), NOW);
    assertThat(two.signed(List.of(new SignedRecord(row, new byte[1], "SHA256:02"))))
        .containsExactly(row);
  }

  @Test
  void a_lease_given_by_one_replica_is_answered_at_another() {
    SqlLedger one = replica("1");
    one.receive(List.of(Samples.arrival(LedgerBehaviour.id(1))), RECEIPTS, NOW);
    LedgerBehaviour.offerAll(one, "register");
    Lease lease = one.lease("register", 9, NOW, NOW.plusSeconds(60)).orElseThrow();
    SqlLedger two = replica("2");
    assertThat(two.leased("register", lease.id()))
        .containsExactly(lease.items().get(0).facts().transferId());
    assertThat(two.leased("another", lease.id())).isEmpty();
    two.acknowledge("register", lease.id(), two.leased("register", lease.id()), NOW);
    assertThat(two.leased("register", lease.id())).isEmpty();
  }

  @Test
  void two_processes_of_one_name_are_refused() {
    replica("1");
    assertThatThrownBy(() -> replica("1"))
        .isInstanceOf(LedgerFailure.class)
        .hasMessageContaining("another process runs as replica 1");
  }

  @Test
  void two_processes_on_one_file_are_refused() {
    Clock clock = Clock.systemUTC();
    Path file = folder.resolve("ledger.db");
    try (SqlLedger first = SqlLedger.open(file, Samples.vault(), clock)) {
      assertThatThrownBy(() -> SqlLedger.open(file, Samples.vault(), clock))
          .isInstanceOf(LedgerFailure.class)
          .hasMessageContaining("another process runs on this ledger");
      assertThat(first.tally()).isEmpty();
    }
    SqlLedger.open(file, Samples.vault(), clock).close();
  }

  private Process child(String replica) throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AcknowledgingWriter.class.getName(),
                url,
                replica)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    children.add(child);
    return child;
  }

  private static List<UUID> acknowledged(Process child, int count) throws IOException {
    List<UUID> acknowledged = new ArrayList<>();
    BufferedReader lines = child.inputReader(StandardCharsets.UTF_8);
    while (acknowledged.size() < count) {
      acknowledged.add(UUID.fromString(lines.readLine()));
    }
    return acknowledged;
  }

  @Test
  void a_replica_that_is_killed_loses_nothing_and_the_other_goes_on() throws Exception {
    Process one = child("1");
    Process two = child("2");
    List<UUID> acknowledged = new ArrayList<>(acknowledged(one, 300));
    acknowledged.addAll(acknowledged(two, 300));
    one.destroyForcibly().waitFor(); // SIGKILL
    acknowledged.addAll(acknowledged(two, 300));
    SqlLedger third = replica("3");
    assertThat(acknowledged).allMatch(id -> third.find(id, OPERATOR).isPresent());
    two.destroyForcibly().waitFor();
    assertThat(third.verifyChain()).isEmpty();
  }

  @Test
  void a_replica_that_stops_while_it_writes_does_not_stop_the_others() throws Exception {
    Process one = child("1");
    acknowledged(one, 300);
    SqlLedger two = replica("2");
    stop(one, "STOP");
    // Several times, so that it stops at least once inside of a group.
    for (int i = 0; i < 5; i++) {
      submit(two, i, 1);
      stop(one, "CONT");
      acknowledged(one, 20);
      stop(one, "STOP");
    }
    submit(two, 100, 1);
    assertThat(two.find(LedgerBehaviour.id(100), OPERATOR)).isPresent();
    assertThat(two.verifyChain()).isEmpty();
  }

  private static void stop(Process process, String signal) throws Exception {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }
}
