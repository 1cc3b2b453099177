package hutong.gateway.bench;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.Hutong;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The benchmark for real, in its smallest form. */
@Tag("processes")
class BenchCommandTest {

  private record Said(int exit, String text) {}

  private static Said run(String... arguments) {
    StringWriter text = new StringWriter();
    var command = Hutong.commandLine();
    command.setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
    return new Said(command.execute(arguments), text.toString());
  }

  @Test
  void every_figure_has_its_goal_beside_it_and_the_machine_is_told() {
    Said said =
        run("bench", "--scenario", "loop,latency", "--brief", "--repeat", "2", "-o", "json");
    assertThat(said.exit()).as(said.text()).isZero();
    JsonObject all = new JsonObject(said.text());
    JsonObject machine = all.getJsonObject("machine");
    assertThat(Instant.parse(machine.getString("date"))).isBefore(Instant.now());
    assertThat(machine.getString("cpu")).isNotEmpty();
    assertThat(machine.getString("java")).isNotEmpty();
    assertThat(machine.getString("system")).isNotEmpty();
    assertThat(machine.getInteger("processors")).isPositive();
    assertThat(machine.getLong("memoryMb")).isPositive();
    assertThat(all.getJsonObject("sizes").getInteger("repeat")).isEqualTo(2);
    Map<String, JsonObject> scenarios =
        all.getJsonArray("scenarios").stream()
            .map(JsonObject.class::cast)
            .collect(Collectors.toMap(each -> each.getString("id"), each -> each));
    assertThat(scenarios.keySet()).containsExactlyInAnyOrder("loop", "latency");
    Map<String, JsonObject> loop = findings(scenarios.get("loop"));
    positive(loop.get("records/s"), ">= 1,200");
    positive(loop.get("CPU without clients, ms"), "reported");
    JsonObject cpu = loop.get("CPU a record, ms");
    positive(cpu, "<= 1.60 x floor");
    assertThat(cpu.getDouble("floor")).isPositive();
    assertThat(cpu.getDouble("ratio")).isGreaterThan(1);
    assertThat(loop.get("without receipt").getBoolean("met")).isTrue();
    Map<String, JsonObject> latency = findings(scenarios.get("latency"));
    positive(latency.get("p50, ms"), "<= 15");
    positive(latency.get("p99, ms"), "<= 60");
    assertThat(latency.get("p99, ms").getDouble("median"))
        .isGreaterThanOrEqualTo(latency.get("p50, ms").getDouble("median"));
  }

  private static Map<String, JsonObject> findings(JsonObject scenario) {
    assertThat(scenario.getString("fault")).isNull();
    assertThat(scenario.getString("about")).isNotEmpty();
    assertThat(scenario.getDouble("seconds")).isPositive();
    return scenario.getJsonArray("findings").stream()
        .map(JsonObject.class::cast)
        .collect(Collectors.toMap(each -> each.getString("measure"), each -> each));
  }

  private static void positive(JsonObject finding, String goal) {
    assertThat(finding.getString("goal")).isEqualTo(goal);
    for (String each : List.of("median", "least", "most")) {
      assertThat(finding.getDouble(each)).as(each).isPositive();
    }
    assertThat(finding.containsKey("met")).isTrue();
    assertThat(finding.containsKey("floor")).isTrue();
    assertThat(finding.containsKey("ratio")).isTrue();
  }

  @Test
  void a_ledger_is_filled_and_a_scenario_that_fails_ends_no_other() {
    Said said =
        run("bench", "--scenario", "destinations,ledger", "--brief", "--destinations", "100000");
    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text().lines())
        .anyMatch(line -> line.startsWith("destinations") && line.contains("failed: "))
        .anyMatch(line -> line.startsWith("ledger") && line.contains(">= 0.90"))
        .anyMatch(line -> line.contains("transfers in each ledger") && line.contains("2,000"));
  }

  @Test
  void an_unknown_scenario_is_refused() {
    assertThat(run("bench", "--scenario", "nonsense").exit()).isNotZero();
  }
}
