package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hutong.gateway.cli.DoctorCommand;
import hutong.gateway.node.Home;
import hutong.gateway.settings.SettingsFile;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the doctor says of real nodes: one that is well, and one with each fault there may be. */
class DoctorTest {

  private static final String JIANGSU = "320000";
  private static final String HENAN = "410000";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private int exitCode;

  @BeforeEach
  void make() throws Exception {
    List<Region> regions = Region.make(folder, vertx, JIANGSU, HENAN);
    jiangsu = regions.get(0);
    henan = regions.get(1);
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void two_nodes_that_run_are_well_and_shake_hands() throws Exception {
    jiangsu.start();
    henan.start();
    Map<String, String> grades = examine(jiangsu.home());
    assertThat(grades)
        .containsEntry("settings", "WELL")
        .containsEntry("disk.room", "WELL")
        .containsEntry("keys.hidden", "WELL")
        .containsEntry("keys.listed", "WELL")
        .containsEntry("keys.lasting", "WELL")
        .containsEntry("ports.broker", "WELL")
        .containsEntry("ledger", "WELL")
        .containsEntry("queues.own", "WELL")
        .containsEntry("partner." + HENAN, "WELL")
        .doesNotContainValue("FAULT");
    assertThat(exitCode).isZero();
  }

  @Test
  void a_partner_that_is_down_is_a_warning_and_a_node_that_is_down_says_so() throws Exception {
    jiangsu.start();
    jiangsu.node().close();
    assertThat(examine(jiangsu.home()))
        .containsEntry("queues.own", "WARNING")
        .containsEntry("ports.broker", "WELL")
        .containsEntry("partner." + HENAN, "WARNING")
        .doesNotContainValue("FAULT");
    assertThat(exitCode).isZero();
  }

  @Test
  void partners_whose_brokers_hang_keep_none_that_is_well_from_being_heard() throws Exception {
    List<String> hanging = List.of("330000", "340000", "360000", "370000", "420000", "430000");
    List<String> codes = new ArrayList<>(List.of(JIANGSU, "650000"));
    codes.addAll(hanging);
    List<Region> many = Region.make(folder.resolve("many"), vertx, codes.toArray(new String[0]));
    List<ServerSocket> hung = new ArrayList<>();
    try (Region here = many.get(0).start();
        Region well = many.get(1).start()) {
      for (Region each : many.subList(2, codes.size())) {
        int port = new SettingsFile().read(each.home().folder(), Map.of()).broker().port();
        hung.add(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
      }
      Map<String, String> grades = examine(here.home(), "--skip-ledger", "--patience", "PT1S");
      assertThat(grades).containsEntry("partner." + well.node().id(), "WELL");
      assertThat(hanging)
          .allSatisfy(each -> assertThat(grades).containsEntry("partner." + each, "WARNING"));
    } finally {
      for (ServerSocket each : hung) {
        each.close();
      }
    }
  }

  @Test
  void a_port_that_another_has_taken_is_found_with_what_to_do() throws Exception {
    jiangsu.start();
    int port = jiangsu.settings().broker().port();
    jiangsu.node().close();
    try (ServerSocket other = new ServerSocket()) {
      other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      Map<String, String> grades = examine(jiangsu.home(), "--skip-ledger");
      assertThat(grades).containsEntry("queues.own", "FAULT").doesNotContainKey("ledger");
      assertThat(exitCode).isEqualTo(1);
    }
  }

  @Test
  void a_key_that_others_can_read_is_found() throws Exception {
    jiangsu.start().node().close();
    Files.setPosixFilePermissions(
        jiangsu.home().folder().resolve("secret"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(examine(jiangsu.home())).containsEntry("keys.hidden", "FAULT");
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void settings_that_are_wrong_end_it_with_each_fault_named() throws Exception {
    Path file = jiangsu.home().folder().resolve("hutong.yaml");
    Files.writeString(file, Files.readString(file) + "\nretry:\n  first: never\n");
    assertThat(examine(jiangsu.home()))
        .containsEntry("settings", "FAULT")
        .doesNotContainKey("keys.hidden");
    assertThat(exitCode).isEqualTo(1);
  }

  @Test
  void a_ledger_that_was_altered_is_found() throws Exception {
    jiangsu.start().node().close();
    // What stands in the log would be read from there.
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + jiangsu.home().ledger());
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    byte[] page = new byte[512];
    try (var ledger = FileChannel.open(jiangsu.home().ledger(), StandardOpenOption.WRITE)) {
      ledger.write(ByteBuffer.wrap(page), 0);
    }
    assertThat(examine(jiangsu.home())).containsEntry("ledger", "FAULT");
  }

  @Test
  void a_clock_that_is_off_is_found_by_a_time_server() throws Exception {
    jiangsu.start().node().close();
    assertThat(examine(jiangsu.home())).containsEntry("clock", "WARNING");
    assertThat(examine(jiangsu.home(), "--ntp", "host.invalid"))
        .containsEntry("clock.ntp", "WARNING");
  }

  private Map<String, String> examine(Home home, String... further) throws Exception {
    StringWriter out = new StringWriter();
    List<String> arguments =
        new ArrayList<>(List.of("--home", home.folder().toString(), "-o", "json"));
    arguments.addAll(List.of(further));
    if (!arguments.contains("--patience")) {
      arguments.addAll(List.of("--patience", "PT20S"));
    }
    exitCode =
        new CommandLine(new DoctorCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .execute(arguments.toArray(new String[0]));
    Map<String, String> grades = new TreeMap<>();
    for (JsonNode each : JsonMapper.builder().build().readTree(out.toString())) {
      String grade = each.get("grade").asText();
      grades.merge(each.get("check").asText(), grade, (one, other) -> "FAULT");
      assertThat(each.get("seen").asText()).isNotBlank();
      assertThat(each.get("fix").asText().isEmpty()).isEqualTo(grade.equals("WELL"));
    }
    return grades;
  }
}
