package hutong.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import hutong.gateway.codes.CodeBook;
import hutong.gateway.codes.CodeKind;
import hutong.gateway.http.ApiCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboard, by Prometheus' own tool and against what a node really says. */
class MonitoringTest {

  private static final Path FILES = Path.of("src/main/resources/hutong/gateway/monitoring");
  private static final Pattern NAME = Pattern.compile("\\bhutong_[a-z_]+");

  @TempDir private Path folder;

  private static boolean promtool() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(each -> Files.isExecutable(Path.of(each, "promtool")));
  }

  @Test
  void each_alert_comes_when_it_should_and_not_otherwise() throws Exception {
    if (System.getenv("CI") != null) {
      assertThat(promtool()).as("promtool, which CI installs").isTrue();
    }
    assumeTrue(promtool(), "promtool is not installed: apt-get install prometheus");
    Files.copy(FILES.resolve("alerts.yaml"), folder.resolve("alerts.yaml"));
    Path tests = folder.resolve("alerts-test.yaml");
    Files.copy(Path.of("src/test/resources/monitoring/alerts-test.yaml"), tests);
    Process process =
        new ProcessBuilder("promtool", "test", "rules", tests.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    String tried = Files.readString(tests);
    for (JsonNode rule : rules()) {
      assertThat(tried).as("tested").contains("alertname: " + rule.get("alert").asText());
    }
  }

  private static JsonNode rules() throws IOException {
    return new YAMLMapper().readTree(FILES.resolve("alerts.yaml").toFile()).at("/groups/0/rules");
  }

  @Test
  void every_alert_has_its_runbook_page_and_no_page_is_of_none() throws IOException {
    CodeBook book = new CodeBook(ApiCode.explanations());
    Set<String> pages = new TreeSet<>(book.codes());
    pages.removeIf(code -> !book.page(code).containsKey(CodeKind.RUNBOOK));
    Set<String> alerts = new TreeSet<>();
    for (JsonNode rule : rules()) {
      String code = rule.at("/labels/alert_code").asText();
      assertThat(rule.at("/annotations/runbook_url").asText()).isEqualTo("/v1/problems/" + code);
      assertThat(rule.at("/labels/severity").asText()).isIn("warning", "critical");
      alerts.add(code);
    }
    assertThat(alerts).isEqualTo(pages);
  }

  @Test
  void alerts_and_dashboard_ask_for_metrics_that_there_are() throws IOException {
    StringBuilder sources = new StringBuilder();
    for (String each : new String[] {"Metrics", "NodeGauges"}) {
      sources.append(
          Files.readString(Path.of("src/main/java/hutong/gateway/watch/" + each + ".java")));
    }
    for (String file : new String[] {"alerts.yaml", "dashboard.json"}) {
      NAME.matcher(Files.readString(FILES.resolve(file)))
          .results()
          .forEach(
              found ->
                  assertThat(sources.toString())
                      .as(file)
                      .contains(
                          "\"" + found.group().replaceAll("_(bucket|count|sum)$", "") + "\""));
    }
    JsonNode dashboard =
        JsonMapper.builder().build().readTree(FILES.resolve("dashboard.json").toFile());
    assertThat(dashboard.get("panels")).hasSizeGreaterThan(10);
  }
}
