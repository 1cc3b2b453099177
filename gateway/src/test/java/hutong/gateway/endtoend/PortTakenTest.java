package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.gateway.settings.SettingsFile;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose broker's port somebody else has. */
@Tag("processes")
class PortTakenTest {

  @TempDir private Path folder;

  @Test
  void the_port_is_named_in_the_log_and_no_secret_beside_it() throws Exception {
    Vertx vertx = Vertx.vertx();
    Region region = Region.make(folder, vertx, "320000").get(0);
    int port = new SettingsFile().read(region.home().folder(), Map.of()).broker().port();
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
      assertThatThrownBy(region::start).hasMessageContaining("did not start");
      assertThat(other.isBound()).isTrue();
    } finally {
      System.setErr(before);
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
    String secret = new String(region.home().secret(Map.of()).characters());
    assertThat(log.toString(StandardCharsets.UTF_8))
        .contains(Integer.toString(port), "keyStorePassword=***")
        .doesNotContain(secret);
  }
}
