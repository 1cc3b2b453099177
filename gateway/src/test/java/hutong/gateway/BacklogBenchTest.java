package hutong.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The measurement with a backlog, in small: real processes, killed, started again, drained. */
@Tag("campaigns")
class BacklogBenchTest {

  @Test
  void what_waited_for_a_dead_destination_outlives_a_kill_and_comes_once() {
    JsonObject figures = run(0, "--backlog", "200", "--growth", "10", "--ready-within", "PT3M");
    assertThat(figures.getString("kind")).isEqualTo("backlog");
    assertThat(figures.getInteger("missing")).isZero();
    assertThat(figures.getInteger("again")).isZero();
    assertThat(figures.getInteger("unreceipted")).isZero();
  }

  @Test
  void a_bound_that_is_passed_is_exit_code_1() {
    assertThat(run(1, "--in-flight", "100", "--ready-within", "PT0.001S").getInteger("missing"))
        .isZero();
  }

  private static JsonObject run(int exitCode, String... options) {
    StringWriter said = new StringWriter();
    String[] all = new String[options.length + 3];
    all[0] = "bench";
    all[1] = "-o";
    all[2] = "json";
    System.arraycopy(options, 0, all, 3, options.length);
    assertThat(Hutong.commandLine().setOut(new PrintWriter(said)).execute(all))
        .as(said.toString())
        .isEqualTo(exitCode);
    return new JsonObject(said.toString());
  }
}
