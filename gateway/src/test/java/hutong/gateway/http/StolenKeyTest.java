package hutong.gateway.http;

import static hutong.gateway.http.RunningApi.await;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.TransferId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stolen key of one local system, used against the others; until it is rotated. */
class StolenKeyTest {

  @TempDir private Path home;
  private RunningApi node;
  private Samples samples;

  @BeforeEach
  void start() throws Exception {
    node = new RunningApi(home);
    samples = new Samples(node);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void it_reads_withdraws_and_decides_nothing_of_another_systems() throws Exception {
    UUID posted = samples.posted("desk");
    for (String stolen : List.of(node.otherDesk, node.clinic)) {
      for (String part : List.of("", "/timeline", "/receipt", "/attachments/0")) {
        assertThat(node.get("/v1/records/" + posted + part, stolen).statusCode()).isEqualTo(404);
      }
      assertThat(node.post("/v1/records/" + posted + ":withdraw", stolen, "").statusCode())
          .isEqualTo(404);
      assertThat(
              node.post("/v1/records/" + posted + ":address", stolen, "{\"node\":\"330000\"}")
                  .statusCode())
          .isEqualTo(404);
      for (String act : List.of("retry", "abandon", "assign")) {
        assertThat(node.post("/v1/records/" + posted + ":" + act, stolen, "{}").statusCode())
            .isEqualTo(403);
      }
    }
    assertThat(await(node.client(node.desk).find(posted)).getString("state"))
        .isEqualTo("SUBMITTED");
  }

  @Test
  void it_decides_nothing_that_another_system_was_given() throws Exception {
    TransferId arrived = samples.arrived();
    Mail mail = await(node.client(node.desk).mailbox(0, 10, 60)).orElseThrow();
    String verdict =
        "{\"items\":[{\"from\":\"%s\",\"id\":\"%s\",\"accept\":true}]}"
            .formatted(arrived.from(), arrived.id());
    for (String stolen : List.of(node.otherDesk, node.clinic)) {
      assertThat(node.post("/v1/mailbox/" + mail.lease() + ":decide", stolen, verdict).body())
          .containsAnyOf("LEASE_UNKNOWN", "NOT_DECIDER", "NOT_LEASED");
      assertThat(await(node.client(node.operator).find(arrived.id())).getString("state"))
          .isEqualTo("OFFERED");
    }
  }

  @Test
  void it_is_worth_nothing_once_it_was_rotated_and_the_others_keys_are_as_they_were()
      throws Exception {
    String stolen = node.otherDesk;
    String fresh = node.systems.rotate("other-desk", Duration.ZERO, null);
    assertThat(node.get("/v1/mailbox", stolen).statusCode()).isEqualTo(401);
    assertThat(node.get("/v1/mailbox", fresh).statusCode()).isEqualTo(204);
    assertThat(node.get("/v1/mailbox", node.desk).statusCode()).isEqualTo(204);
  }

  @Test
  void guessing_keys_finds_none_and_locks_nobody_out() throws Exception {
    String known = node.desk.substring(0, node.desk.length() - 43);
    for (int guess = 0; guess < 500; guess++) {
      String key = known + "%043d".formatted(guess);
      assertThat(node.get("/v1/mailbox", key).statusCode()).isEqualTo(401);
    }
    assertThat(node.get("/v1/mailbox", node.desk).statusCode()).isEqualTo(204);
  }
}
