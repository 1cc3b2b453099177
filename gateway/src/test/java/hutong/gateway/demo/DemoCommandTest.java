package hutong.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.node.AuditHome;
import hutong.gateway.node.Home;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DemoCommandTest {

  private static final String AGREES =
      "submitted=150 accepted=\\d+ rejected=\\d+ parked=1 open=\\d+ lost=0 duplicated=0";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  @Test
  void everything_is_shown_and_every_gateway_agrees_with_the_books() {
    int code = demo(nobody -> {}, "--exit", "--records", "150");

    assertThat(err.toString()).isEmpty();
    assertThat(lines()).filteredOn(line -> line.contains("✗")).isEmpty();
    assertThat(lines()).filteredOn(line -> line.startsWith("  ✓")).hasSize(Scenes.all().size());
    assertThat(lastLine()).matches(AGREES);
    assertThat(code).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SM", "PQ", "mixed"})
  void every_gateway_agrees_in_every_suite(String suite) throws Exception {
    String homes = folder.resolve("demo").toString();
    int code = demo(nobody -> {}, "--exit", "--records", "40", "--suite", suite, "--home", homes);

    assertThat(lines()).filteredOn(line -> line.contains("✗")).isEmpty();
    assertThat(lastLine()).matches(AGREES.replace("150", "40"));
    assertThat(code).isZero();
    assertThat(audits(Path.of(homes))).isEmpty();
  }

  /** Every type of record and every scene has been through these ledgers. */
  private static List<String> audits(Path homes) throws Exception {
    List<String> found = new ArrayList<>();
    try (var folders = Files.list(homes)) {
      for (Path each : folders.filter(home -> Files.exists(home.resolve("ledger"))).toList()) {
        found.addAll(new AuditHome(new Home(each), Map.of()).findings());
      }
    }
    return found;
  }

  @Test
  void broken_book_of_one_gateway_is_found_and_the_records_named() {
    try (BrokenBook henan = new BrokenBook()) {
      String home = folder.resolve("demo").toString();
      int code = demo(henan::breakIt, "--exit", "--records", "40", "--home", home);

      assertThat(err.toString()).isEmpty();
      assertThat(lines()).anyMatch(line -> line.contains("✗ DIFFERING " + henan.changed()));
      assertThat(lines()).anyMatch(line -> line.contains("✗ LOST " + henan.deleted()));
      assertThat(lines()).noneMatch(line -> line.contains(henan.untouched().toString()));
      assertThat(lastLine()).startsWith("submitted=40 ").doesNotContain("lost=0");
      assertThat(code).isEqualTo(1);
    }
  }

  @Test
  void too_few_records_and_a_folder_in_use_are_wrong_usage() throws Exception {
    Files.createFile(folder.resolve("somebody-elses"));

    assertThat(demo(nobody -> {}, "--exit", "--records", "3")).isEqualTo(2);
    assertThat(demo(nobody -> {}, "--exit", "--home", folder.toString())).isEqualTo(2);
    assertThat(demo(nobody -> {}, "--exit", "--suite", "RSA")).isEqualTo(2);
    assertThat(err.toString()).contains("--records", "--home", "--suite");
  }

  private int demo(Consumer<Demo> beforeComparing, String... arguments) {
    return new CommandLine(new DemoCommand(beforeComparing))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  private String lastLine() {
    return lines().get(lines().size() - 1);
  }
}
