package hutong.gateway.endtoend;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The same with the real Artemis in a process of its own. */
@Tag("processes")
class HostileConnectionOnExternalBrokerTest extends HostileConnectionTest {

  private ExternalBroker hub;

  @Override
  List<Region> regions(String... codes) throws Exception {
    hub = new ExternalBroker(folder.resolve("hub"));
    return hub.serve(folder, vertx, codes);
  }

  @Override
  Path large() {
    return hub.folder().resolve("data").resolve("large");
  }

  @AfterAll
  void stopHub() {
    hub.close();
  }
}
