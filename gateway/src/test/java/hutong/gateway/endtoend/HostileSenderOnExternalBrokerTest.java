package hutong.gateway.endtoend;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

/** The same over a hub, which has to keep members apart by itself. */
@Tag("processes")
class HostileSenderOnExternalBrokerTest extends HostileSenderTest {

  private ExternalBroker hub;

  @Override
  List<Region> regions(Path folder, Vertx vertx, String... codes) throws Exception {
    hub = new ExternalBroker(folder.resolve("hub"));
    return hub.serve(folder, vertx, codes);
  }

  @AfterAll
  void stopHub() throws Exception {
    hub.close();
  }
}
