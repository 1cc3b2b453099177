package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.gateway.backup.Backup;
import hutong.gateway.backup.Rehearsal;
import hutong.gateway.backup.Restore;
import hutong.gateway.http.ApiClient;
import hutong.gateway.ledger.LedgerFailure;
import hutong.gateway.ledger.LedgerFile;
import hutong.gateway.node.Home;
import hutong.gateway.node.NewNodes;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a real node: what is in them, and which are refused. */
class BackupTest {

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final MovedClock clock = new MovedClock();
  private Region node;
  private Region other;
  private ApiClient poster;
  private Path backup;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    node = regions.get(0).start();
    other = regions.get(1);
    poster = node.decider("suzhou", "3205");
    backup = folder.resolve("backup");
  }

  @AfterEach
  void stop() {
    node.close();
    vertx.close();
  }

  @Test
  void backup_of_a_running_node_holds_what_was_acknowledged_before_and_is_put_back()
      throws Exception {
    UUID before = submit("before");
    take(node);
    UUID after = submit("after");
    node.close();
    Path lost = node.home().ledger();
    Restore.Done done = restore(node).from(backup);
    assertThat(done.aside().resolve(lost.getFileName())).exists();
    node.start();
    assertThat(get(node.operator().find(before)).getString("state")).isNotNull();
    assertThatThrownBy(() -> get(node.operator().find(after))).hasMessageContaining("NOT_FOUND");
  }

  @Test
  void files_of_a_backup_are_their_owners_alone_and_no_key_is_among_them() throws Exception {
    take(node);
    try (Stream<Path> files = Files.walk(backup)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .isEqualTo("rw-------");
        assertThat(file.toString()).doesNotEndWith(".p12").doesNotEndWith("/secret");
      }
    }
    assertThat(backup.resolve("hutong.yaml")).exists();
    assertThat(backup.resolve("systems.json")).exists();
    assertThat(backup.resolve("directory")).isNotEmptyDirectory();
    Path keys = folder.resolve("keys-apart");
    new Backup(node.home(), Map.of(), clock).takeKeys(keys);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
        .isEqualTo("rwx------");
    assertThat(keys.resolve("keys").resolve("signing.p12")).exists();
    assertThat(keys.resolve("secret")).exists();
  }

  @Test
  void epochs_grow_and_a_second_restore_of_the_same_backup_does_not_repeat_one() throws Exception {
    take(node);
    node.close();
    long first = restore(node).from(backup).epoch();
    clock.move(Duration.ofSeconds(1));
    Files.delete(node.home().ledger());
    long second = restore(node).from(backup).epoch();
    assertThat(second).isGreaterThan(first);
    clock.move(Duration.ofSeconds(-1));
    long third = restore(node).from(backup).epoch();
    assertThat(third).isGreaterThan(second);
    assertThat(first).isGreaterThan(1);
  }

  @Test
  void restore_while_the_node_runs_is_refused() throws Exception {
    take(node);
    assertThatThrownBy(() -> restore(node).from(backup))
        .isInstanceOf(LedgerFailure.class)
        .hasMessageContaining("another process");
    assertThat(get(node.operator().status()).getString("node")).isEqualTo("320000");
  }

  @Test
  void damaged_backup_is_refused_and_the_ledger_stays() throws Exception {
    take(node);
    node.close();
    byte[] before = Files.readAllBytes(node.home().ledger());
    Path copy = backup.resolve("ledger.db");
    byte[] bytes = Files.readAllBytes(copy);
    bytes[bytes.length / 2] ^= 1;
    Files.write(copy, bytes);
    refused("damaged");
    Files.delete(copy);
    refused("lacks ledger.db");
    assertThat(Files.readAllBytes(node.home().ledger())).isEqualTo(before);
  }

  @Test
  void manifest_that_was_changed_is_refused() throws Exception {
    take(node);
    node.close();
    Path manifest = backup.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"epoch\" : 1", "\"epoch\" : 2"));
    refused("was changed");
  }

  @Test
  void old_backup_is_refused_and_so_is_one_from_the_future() throws Exception {
    take(node);
    node.close();
    clock.move(Duration.ofDays(36));
    refused("older than");
    clock.move(Duration.ofDays(-37));
    refused("still to come");
  }

  @Test
  void backup_of_another_node_is_refused() throws Exception {
    other.start();
    take(other);
    other.close();
    node.close();
    refused("another node's secret");
  }

  @Test
  void backup_of_another_node_with_the_same_secret_is_refused() throws Exception {
    Map<String, String> shared = Map.of("HUTONG_SECRET", "one secret that two nodes share");
    List<Home> two =
        NewNodes.create(
            folder.resolve("two"),
            List.of(Region.newNode("360000", ""), Region.newNode("330000", "")),
            shared,
            Clock.systemUTC());
    for (Home each : two) {
      Files.createDirectories(each.ledger().getParent());
      var unused = new LedgerFile(each.ledger()).migrate();
    }
    var unused = new Backup(two.get(0), shared, clock).take(backup);
    assertThatThrownBy(() -> new Restore(two.get(1), shared, clock).from(backup))
        .hasMessageContaining("backup of node 360000");
  }

  @Test
  void newer_data_is_refused_by_start_restore_and_rehearsal() throws Exception {
    node.close();
    migrateByANewerProgram();
    take(node);
    refused("newer program");
    assertThatThrownBy(() -> new Rehearsal(node.home(), Map.of()).run())
        .hasMessageContaining("newer");
    assertThatThrownBy(() -> node.start()).hasMessageContaining("newer");
  }

  @Test
  void an_upgrade_is_rolled_back_with_the_backup_of_before() throws Exception {
    UUID before = submit("before");
    take(node);
    node.close();
    migrateByANewerProgram();
    assertThatThrownBy(() -> node.start()).hasMessageContaining("newer");
    Restore.Done done = restore(node).from(backup);
    assertThat(done.aside().resolve(node.home().ledger().getFileName())).exists();
    node.start();
    assertThat(get(node.operator().find(before)).getString("state")).isNotNull();
  }

  private void migrateByANewerProgram() throws SQLException {
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + node.home().ledger());
        Statement statement = db.createStatement()) {
      statement.execute("INSERT INTO migration (number, checksum) VALUES (9999, 'x')");
    }
  }

  @Test
  void rehearsal_beside_a_running_node_leaves_nothing_behind() throws Exception {
    UUID id = submit("rehearsed");
    Rehearsal.Result result = new Rehearsal(node.home(), Map.of()).run();
    assertThat(result.damage()).isEmpty();
    assertThat(result.steps()).extracting(Rehearsal.Step::what).containsExactly("copy", "examine");
    try (Stream<Path> left = Files.list(node.home().ledger().getParent())) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("rehearsal-"));
    }
    assertThat(get(node.operator().find(id))).isNotNull();
  }

  @Test
  void rehearsal_of_an_older_ledger_runs_what_is_new_on_the_copy_alone() throws Exception {
    node.close();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + node.home().ledger());
        Statement statement = db.createStatement()) {
      for (String table : List.of("restore", "regain", "regained", "reoffer")) {
        statement.execute("DROP TABLE " + table);
      }
      for (String index : List.of("transfer_again", "alarm_cause", "quarantine_from")) {
        statement.execute("DROP INDEX " + index);
      }
      statement.execute("ALTER TABLE transfer DROP COLUMN again");
      statement.execute("ALTER TABLE control DROP COLUMN about");
      statement.execute("DELETE FROM migration WHERE number IN (6, 13)");
    }
    byte[] before = Files.readAllBytes(node.home().ledger());
    Rehearsal.Result result = new Rehearsal(node.home(), Map.of()).run();
    assertThat(result.steps())
        .extracting(Rehearsal.Step::what)
        .containsExactly("copy", "0006-epochs.sql", "0013-floods.sql", "examine");
    assertThat(Files.readAllBytes(node.home().ledger())).isEqualTo(before);
  }

  @Test
  void rehearsal_on_a_damaged_ledger_says_so() throws Exception {
    for (int i = 0; i < 5; i++) {
      submit("damaged-" + i);
    }
    node.close();
    try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + node.home().ledger());
        Statement statement = db.createStatement()) {
      statement.execute("UPDATE event SET detail = 'other' WHERE number = 2");
    }
    assertThat(new Rehearsal(node.home(), Map.of()).run().damage()).hasSize(1);
    assertThatThrownBy(() -> take(node)).hasMessageContaining("damaged");
    assertThat(backup.resolve("manifest.json")).doesNotExist();
  }

  @Test
  void folder_that_is_not_empty_is_not_written_to() throws Exception {
    Files.createDirectories(backup);
    Files.writeString(backup.resolve("mine"), "mine", StandardOpenOption.CREATE);
    assertThatThrownBy(() -> take(node)).hasMessageContaining("not empty");
  }

  private void take(Region region) throws Exception {
    var unused = new Backup(region.home(), Map.of(), Clock.systemUTC()).take(backup);
  }

  private Restore restore(Region region) {
    return new Restore(region.home(), Map.of(), clock);
  }

  private void refused(String why) {
    assertThatThrownBy(() -> restore(node).from(backup))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(why);
  }

  private UUID submit(String key) throws Exception {
    byte[] body = TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
    return get(poster.submit(body, "application/json", null)).id();
  }
}
