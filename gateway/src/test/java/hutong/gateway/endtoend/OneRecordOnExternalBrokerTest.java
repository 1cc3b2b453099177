package hutong.gateway.endtoend;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The same over a hub: both nodes' inboxes on one broker that stands by itself. */
@Tag("processes")
class OneRecordOnExternalBrokerTest extends OneRecordTest {

  private ExternalBroker hub;

  @Override
  List<Region> regions(Path folder, Vertx vertx, String... codes) throws Exception {
    hub = new ExternalBroker(folder.resolve("hub"));
    return hub.serve(folder, vertx, codes);
  }

  @AfterEach
  void stopHub() throws Exception {
    hub.close();
  }
}
