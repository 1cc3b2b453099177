package hutong.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hutong.certs.Authority;
import hutong.certs.NodeKeys;
import hutong.certs.Secret;
import io.vertx.core.Vertx;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker with a genuine certificate, for another name. */
class WrongHostTest {

  @TempDir private Path folder;

  @Test
  void a_broker_whose_certificate_names_another_host_is_not_written_to() throws Exception {
    Vertx vertx = Vertx.vertx();
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    Path place = folder.resolve("authority");
    Authority authority =
        Authority.open(
            place, Secret.of(place.resolve("secret"), null).characters(), Clock.systemUTC());
    Region henan = regions.get(1);
    Path other = folder.resolve("other");
    authority
        .issue("410000", List.of("elsewhere.example"))
        .save(other, henan.home().secret(Map.of()).characters());
    Path key = NodeKeys.tlsKeyStore(henan.home().keys());
    byte[] genuine = Files.readAllBytes(key);
    try (henan;
        Region jiangsu = regions.get(0)) {
      Files.write(key, Files.readAllBytes(NodeKeys.tlsKeyStore(other)));
      henan.start();
      try (Rogue caller = new Rogue("320000", jiangsu.home(), henan.node()::directory)) {
        assertThatThrownBy(() -> caller.connect("410000")).isInstanceOf(JMSException.class);
        henan.close();
        Files.write(key, genuine);
        henan.start();
        try (Connection connection = caller.connect("410000")) {
          assertThat(connection).as("by its own name").isNotNull();
        }
      }
    } finally {
      vertx.close();
    }
  }
}
