package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.gateway.cli.DivisionsCommand;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Posted;
import hutong.schemas.DivisionData;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New tables of divisions are taken by a running node from files, or not at all. */
class DivisionsUpdateTest {

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final String builtIn = DivisionData.builtIn().version();
  private Region jiangsu;
  private ApiClient suzhou;
  private ApiClient operator;
  private Path tables;

  @BeforeEach
  void start() throws Exception {
    jiangsu = Region.make(folder.resolve("nodes"), vertx, "320000", "410000").get(0).start();
    suzhou = jiangsu.decider("suzhou", "3205");
    operator = jiangsu.operator();
    tables = Files.createDirectories(folder.resolve("tables"));
    for (String name : DivisionData.FILES) {
      try (InputStream in = DivisionData.class.getResourceAsStream("divisions/" + name)) {
        Files.write(tables.resolve(name), in.readAllBytes());
      }
    }
    Files.writeString(tables.resolve("version.txt"), "TEST-2027\n");
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    vertx.close();
  }

  @Test
  void a_county_that_is_recoded_is_addressed_without_a_restart_and_the_evidence_names_the_tables()
      throws Exception {
    assertThatThrownBy(() -> get(suzhou.submit(to("411699"), "application/json", null)))
        .hasMessageContaining("CODE_UNKNOWN");
    recode();
    assertThat(Said.of(new DivisionsCommand(), "check", tables.toString()).text())
        .startsWith("TEST-2027+")
        .endsWith("sound");

    Said taken = Said.of(new DivisionsCommand(), "update", tables.toString(), "--home", home());

    assertThat(taken.exit()).isZero();
    String version = taken.text().substring("Taken: ".length());
    awaitVersion(version);
    Posted posted = get(suzhou.submit(to("411699"), "application/json", null));
    assertThat(get(suzhou.find(posted.id())).getJsonArray("addressEvidence"))
        .containsExactly("divisions " + version + ": 411699 as of 1999-05-01 -> 411699");
    Posted earlier = get(suzhou.submit(to("411602"), "application/json", null));
    assertThat(get(suzhou.find(earlier.id())).getJsonArray("addressEvidence"))
        .containsExactly(
            "divisions " + version + ": 411602 as of 1999-05-01 -> 411699",
            "2026 411602 川汇区 -> 411699 川汇新区 (recoded)");
    assertThat(
            Said.of(
                    new DivisionsCommand(),
                    "resolve",
                    "411602001",
                    "--as-of",
                    "2020-01-01",
                    "--home",
                    home())
                .text())
        .contains(version, "2026 411602 川汇区 -> 411699 川汇新区 (recoded)", "leads to 411699 川汇新区");
    assertThat(Said.of(new DivisionsCommand(), "resolve", "411602", "--as-of", "2020-01-01").text())
        .contains(builtIn, "leads to 411602");

    jiangsu.close();
    jiangsu.start();
    operator = jiangsu.operator();
    assertThat(divisions().getString("version")).as("after a restart").isEqualTo(version);
    assertThat(Said.of(new DivisionsCommand(), "reset", "--home", home()).exit()).isZero();
    awaitVersion(builtIn);
  }

  @Test
  void tables_at_fault_are_named_by_line_and_those_before_stay_in_use() throws Exception {
    Files.writeString(
        tables.resolve("changes.csv"),
        Files.readString(tables.resolve("changes.csv"))
            + "2026,411602,川汇区,411698,无此县,recoded,press,0,1\n");

    Said checked = Said.of(new DivisionsCommand(), "check", tables.toString());
    Said updated = Said.of(new DivisionsCommand(), "update", tables.toString(), "--home", home());

    assertThat(checked.exit()).isEqualTo(1);
    assertThat(checked.text())
        .contains("changes.csv, line ", "new_code: unknown successor", "old_code: no division");
    assertThat(updated).isEqualTo(checked);
    assertThat(divisions().getString("version")).isEqualTo(builtIn);
  }

  @Test
  void tables_that_are_spoiled_where_they_are_kept_are_not_taken_and_alarmed() throws Exception {
    recode();
    String version =
        Said.of(new DivisionsCommand(), "update", tables.toString(), "--home", home())
            .text()
            .substring(7);
    awaitVersion(version);
    Files.writeString(tables.resolve("version.txt"), "TEST-2028\n");
    String next =
        Said.of(new DivisionsCommand(), "update", tables.toString(), "--home", home())
            .text()
            .substring(7);
    awaitVersion(next);
    Path kept = jiangsu.home().divisions();
    Path spoiled = kept.resolve(version).resolve("divisions.csv");
    Files.writeString(spoiled, Files.readString(spoiled).replace("411699", "41169"));

    Files.writeString(kept.resolve("current"), version + "\n");

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(divisions().getString("fault", ""))
                    .contains("divisions.csv, line ", ", code: is not a code: six digits"));
    assertThat(divisions().getString("version")).isEqualTo(next);
    assertThat(get(operator.alarms(10)).encode()).contains("DIVISIONS_REFUSED", version);
  }

  /** In 2026 川汇区 gets another code, which was never used. */
  private void recode() throws Exception {
    Path divisions = tables.resolve("divisions.csv");
    String text = Files.readString(divisions);
    String row =
        text.lines().filter(line -> line.startsWith("411602,川汇区")).findFirst().orElseThrow();
    assertThat(row).endsWith(",");
    Files.writeString(
        divisions, text.replace(row, row + "2026") + "411699,川汇新区,county,411600,2026,\n");
    Path changes = tables.resolve("changes.csv");
    Files.writeString(
        changes, Files.readString(changes) + "2026,411602,川汇区,411699,川汇新区,recoded,press,0,1\n");
  }

  private void awaitVersion(String version) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(divisions().getString("version")).isEqualTo(version));
  }

  private JsonObject divisions() throws Exception {
    return get(operator.status()).getJsonObject("divisions");
  }

  private String home() {
    return jiangsu.home().folder().toString();
  }

  private static byte[] to(String division) {
    return TestRecords.arrival("to-" + division)
        .replace("\"division\": \"412701\"", "\"division\": \"" + division + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }
}
