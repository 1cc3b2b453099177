package hutong.gateway.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("processes")
class TortureCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void delivery_is_at_least_once_under_a_stable_id_and_the_effect_is_exactly_once(
      @TempDir Path folder) throws Exception {
    int code = run("--kills", "2", "--seed", "3", "--dir", folder.toString());
    assertThat(code).as(out + "\n" + err).isZero();
    assertThat(out.toString().lines().findFirst()).contains("seed=3");
    assertThat(out.toString().strip().lines().reduce((one, last) -> last).orElseThrow())
        .matches("kills=2 acknowledged=\\d+ delivered=\\d+ lost=0 duplicated=0 outOfOrder=0");
    assertThat(Totals.read(folder).kills()).isEqualTo(2);
  }

  @Test
  void the_same_seed_gives_the_same_plan() {
    assertThat(Blow.next(new Random(5))).isEqualTo(Blow.next(new Random(5)));
  }

  private int run(String... arguments) {
    return new CommandLine(new TortureCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
