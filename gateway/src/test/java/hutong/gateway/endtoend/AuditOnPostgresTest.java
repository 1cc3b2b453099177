package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.gateway.ledger.AuditFinding;
import hutong.gateway.ledger.AuditReport;
import hutong.gateway.ledger.Postgres;
import hutong.gateway.node.AuditHome;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit of a ledger in PostgreSQL, found by its settings, while the node runs. */
class AuditOnPostgresTest {

  @TempDir private Path folder;

  @Test
  void a_changed_row_of_a_running_nodes_ledger_is_named() throws Exception {
    Vertx vertx = Vertx.vertx();
    String url = Postgres.newDatabase();
    Map<String, String> environment =
        Map.of(
            "HUTONG_LEDGER_URL",
            url,
            "HUTONG_LEDGER_USER",
            "postgres",
            "HUTONG_CHECKPOINT_EVERY",
            "PT1S");
    try (Region region = Region.make(folder, vertx, "320000", "410000").get(0).start(environment)) {
      ApiClient desk = region.decider("suzhou", "3205");
      get(
          desk.submit(
              TestRecords.arrival("k1").getBytes(StandardCharsets.UTF_8),
              "application/json",
              null));
      ApiClient operator = region.operator();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> get(operator.status()).getJsonObject("checkpoint") != null);
      AuditHome audit = new AuditHome(region.home(), environment);
      AuditReport whole = audit.audit();
      assertThat(whole.findings()).isEmpty();
      assertThat(whole.transfers()).isEqualTo(1);
      assertThat(whole.checkpoints()).isPositive();
      try (Connection connection = DriverManager.getConnection(url, "postgres", "");
          Statement statement = connection.createStatement()) {
        assertThat(statement.executeUpdate("UPDATE event SET detail = 'x' WHERE number = 1"))
            .isEqualTo(1);
      }
      assertThat(audit.audit().findings())
          .first()
          .extracting(AuditFinding::table)
          .isEqualTo("event");
    } finally {
      vertx.close();
    }
  }
}
