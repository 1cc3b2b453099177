package hutong.gateway.endtoend;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The same with the real Artemis in a process of its own. */
@Tag("processes")
class ConnectionsOnExternalBrokerTest extends ConnectionsTest {

  private ExternalBroker hub;

  @Override
  List<Region> regions(String... codes) throws Exception {
    hub = new ExternalBroker(folder.resolve("hub"));
    return hub.serve(folder, vertx, codes);
  }

  /** It runs on; its folder is written again. */
  @Override
  void take(Path directory) {
    hub.prepare(folder.resolve("authority"), List.of("320000", "410000"));
  }

  @AfterEach
  void stopHub() {
    hub.close();
  }
}
