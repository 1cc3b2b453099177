package hutong.gateway.torture;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.broker.ArtemisDistribution;
import hutong.gateway.ledger.Postgres;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("campaigns")
class GrownPartsTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void two_replicas_a_region_on_one_broker_and_one_database_server_survive_kills()
      throws Exception {
    int code =
        run(
            "--artemis-home",
            ArtemisDistribution.folder().toString(),
            "--postgres-home",
            Postgres.home().toString());
    assertThat(code).as(out + "\n" + err).isZero();
    assertThat(out.toString())
        .containsPattern("kill 1: 130000-b")
        .containsPattern("kill 2: postgres")
        .containsPattern("kills=2 acknowledged=\\d+ delivered=\\d+ lost=0 duplicated=0");
  }

  @Test
  void a_server_that_is_not_on_the_machine_is_named_with_what_to_do() {
    assertThat(run("--artemis-home", folder.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("No Artemis here", "--artemis-home");
  }

  private int run(String... homes) {
    return new CommandLine(new TortureCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments(homes));
  }

  private static String[] arguments(String... homes) {
    String[] all = new String[homes.length + 6];
    System.arraycopy(homes, 0, all, 6, homes.length);
    System.arraycopy(
        new String[] {"--parts", "grown", "--kills", "2", "--seed", "31"}, 0, all, 0, 6);
    return all;
  }
}
