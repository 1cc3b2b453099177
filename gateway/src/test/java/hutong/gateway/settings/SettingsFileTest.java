package hutong.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  @TempDir private Path home;

  private final SettingsFile file = new SettingsFile();

  @Test
  void every_key_and_default_is_as_documented() throws Exception {
    write("node: \"360000\"");
    assertThat(file.read(home, Map.of()))
        .isEqualTo(
            new Settings(
                "360000",
                new Settings.Name("", ""),
                List.of(),
                new Settings.Http("127.0.0.1", 8360, 524_288),
                new Settings.Broker("127.0.0.1", 0),
                new Settings.Submit(2_048, Duration.ofHours(72)),
                new Settings.Retry(Duration.ofSeconds(1), Duration.ofHours(1))));
  }

  @Test
  void the_environment_stands_over_the_file() throws Exception {
    write("node: \"360000\"\nhttp:\n  port: 1");
    assertThat(file.read(home, Map.of("HUTONG_HTTP_PORT", "9000")).http().port()).isEqualTo(9000);
  }

  @Test
  void all_faults_are_listed_at_once_and_no_value_is_repeated() throws Exception {
    write("node: secret-1\nhttpp: 1\nhttp:\n  maxBody: 1\nsubmit:\n  validity: PT0S\nretry: 5");
    assertThatThrownBy(() -> file.read(home, Map.of()))
        .isInstanceOfSatisfying(
            SettingsFaults.class,
            faults ->
                assertThat(faults.faults())
                    .hasSize(5)
                    .anyMatch(fault -> fault.startsWith("node:"))
                    .anyMatch(fault -> fault.startsWith("httpp:"))
                    .anyMatch(fault -> fault.startsWith("http.maxBody:"))
                    .anyMatch(fault -> fault.startsWith("submit.validity:"))
                    .anyMatch(fault -> fault.startsWith("retry:"))
                    .noneMatch(fault -> fault.contains("secret-1")));
  }

  @Test
  void what_is_no_yaml_is_said_without_its_text() throws Exception {
    write("node: [\n  secret-2");
    assertThatThrownBy(() -> file.read(home, Map.of()))
        .isInstanceOf(SettingsFaults.class)
        .hasMessageContaining("no YAML")
        .hasMessageNotContaining("secret-2");
  }

  @Test
  void what_is_written_is_read_again() throws Exception {
    file.write(home, Map.of("node", "410000", "broker", Map.of("port", 5_360)));
    Settings settings = file.read(home, Map.of());
    assertThat(settings.node()).isEqualTo("410000");
    assertThat(settings.broker().port()).isEqualTo(5_360);
  }

  private void write(String text) throws Exception {
    Files.writeString(home.resolve(SettingsFile.NAME), text);
  }
}
