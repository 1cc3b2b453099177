package hutong.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hutong.gateway.demo.people.Region;
import hutong.gateway.node.Home;
import hutong.gateway.node.Node;
import hutong.gateway.settings.Settings;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Falsifies Henan's ledger while its node is down, and starts the node again at the same address:
 * one accepted record becomes rejected, another vanishes.
 */
final class BrokenBook implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private Node again;
  private List<UUID> accepted;

  UUID changed() {
    return accepted.get(0);
  }

  UUID deleted() {
    return accepted.get(1);
  }

  UUID untouched() {
    return accepted.get(2);
  }

  void breakIt(Demo demo) {
    accepted =
        demo.stage().books().sent().all().stream()
            .filter(sent -> Desk.HENAN.equals(sent.at()) && sent.fate().equals(Fate.ACCEPTED))
            .map(Sent::id)
            .limit(3)
            .toList();
    Node node = demo.network().node(Region.HENAN);
    Home home = demo.network().home(Region.HENAN);
    node.close();
    try {
      falsify(home.ledger());
      again =
          new Node(
              home,
              at(node.httpPort(), node.settings()),
              Map.of(),
              () -> demo.network().canon(),
              vertx,
              Clock.systemUTC());
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
  }

  @Override
  public void close() {
    if (again != null) {
      again.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void falsify(Path ledger) throws SQLException {
    try (Connection book = DriverManager.getConnection("jdbc:sqlite:" + ledger)) {
      run(book, "UPDATE transfer SET state = 'REJECTED' WHERE outbound = 0 AND id = ?", changed());
      run(book, "DELETE FROM transfer WHERE outbound = 0 AND id = ?", deleted());
    }
  }

  private static void run(Connection book, String change, UUID id) throws SQLException {
    try (PreparedStatement statement = book.prepareStatement(change)) {
      ByteBuffer bytes = ByteBuffer.allocate(16);
      bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
      statement.setBytes(1, bytes.array());
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  private static Settings at(int httpPort, Settings settings) {
    Settings.Http http = settings.http();
    return new Settings(
        settings.node(),
        settings.name(),
        settings.divisions(),
        new Settings.Http(http.host(), httpPort, http.maxBody(), http.plaintext(), http.tls()),
        settings.broker(),
        settings.ledger(),
        settings.replica(),
        settings.submit(),
        settings.limits(),
        settings.webhooks(),
        settings.queues(),
        settings.files(),
        settings.batches(),
        settings.retry(),
        settings.operations(),
        settings.approval(),
        settings.deadlines(),
        settings.restore(),
        settings.revocation(),
        settings.timestamp(),
        settings.checkpoint(),
        settings.signing(),
        settings.tracing(),
        settings.keys(),
        settings.console());
  }
}
