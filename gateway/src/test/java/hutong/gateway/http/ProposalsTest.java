package hutong.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.routes.ledger.LedgerUnavailable;
import hutong.routes.ledger.Proposals;
import hutong.routes.ledger.Quarantined;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes two operators. */
class ProposalsTest {

  private static final String PATH = "/v1/proposals";

  @TempDir Path home;
  private RunningApi node;

  @BeforeEach
  void start() throws Exception {
    node = new RunningApi(home);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static JsonObject said(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return new JsonObject(answer.body());
  }

  private static void refused(HttpResponse<String> answer, int status, String code) {
    assertThat(said(answer, status).getString("code")).isEqualTo(code);
  }

  private String quarantined(String fault, Quarantined.Form form) throws Exception {
    byte[] envelope = fault.getBytes(StandardCharsets.UTF_8);
    String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(envelope));
    node.ledger.quarantine(
        List.of(
            new Quarantined(node.clock.instant(), fault, digest, Samples.PARTNER, envelope, form)));
    return digest;
  }

  private static String proposal(String kind, String about, String more) {
    return "{\"kind\":\"%s\",\"about\":\"%s\",\"reason\":\"OTHER\"%s}".formatted(kind, about, more);
  }

  private String proposed(String kind, String about) throws Exception {
    HttpResponse<String> made = node.post(PATH, node.operator, proposal(kind, about, ""));
    assertThat(said(made, 202).getString("state")).isEqualTo("OPEN");
    return made.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void what_one_proposes_another_approves_and_it_is_done_once() throws Exception {
    AtomicInteger done = new AtomicInteger();
    node.released = digest -> "RECEIVED".repeat(done.incrementAndGet());
    String path = proposed("RELEASE", quarantined("SIGNER_UNKNOWN", Quarantined.Form.ENVELOPE));
    refused(node.post(path + ":approve", node.operator, "{}"), 409, "SAME_PERSON");
    assertThat(done).hasValue(0);

    List<CompletableFuture<Integer>> both = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      both.add(CompletableFuture.supplyAsync(() -> status(path)));
    }
    assertThat(both.stream().map(CompletableFuture::join).toList())
        .containsExactlyInAnyOrder(200, 409, 409, 409);
    JsonObject found = said(node.get(path, node.operator), 200);
    assertThat(found.getString("state")).isEqualTo("DONE");
    assertThat(found.getString("decidedBy")).isEqualTo("second-ops");
    assertThat(found.getString("result")).isEqualTo("RECEIVED");
    refused(node.post(path + ":refuse", node.operator, "{}"), 409, "PROPOSAL_DECIDED");
  }

  private int status(String path) {
    try {
      return node.post(path + ":approve", node.second, "{}").statusCode();
    } catch (Exception fault) {
      throw new AssertionError(fault);
    }
  }

  @Test
  void what_fails_for_now_stays_approved_and_what_fails_for_good_says_so() throws Exception {
    String digest = quarantined("SIGNER_UNKNOWN", Quarantined.Form.ENVELOPE);
    node.released =
        any -> {
          throw new LedgerUnavailable("for now");
        };
    String path = proposed("RELEASE", digest);
    JsonObject approved = said(node.post(path + ":approve", node.second, "{}"), 200);
    assertThat(approved.getString("state")).isEqualTo("APPROVED");

    node.released =
        any -> {
          throw new IllegalStateException("for good");
        };
    node.clock.advance(Duration.ofMinutes(2));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(said(node.get(path, node.operator), 200).getString("result"))
                    .isEqualTo("FAILED"));
  }

  @Test
  void an_envelope_is_thrown_away_by_two_and_not_after_a_week() throws Exception {
    String digest = quarantined("MALFORMED", Quarantined.Form.OTHER);
    refused(node.post(PATH, node.operator, proposal("RELEASE", digest, "")), 409, "NOT_RELEASABLE");
    String late = proposed("DISCARD", digest);
    node.clock.advance(Duration.ofDays(7));
    refused(node.post(late + ":approve", node.second, "{}"), 409, "PROPOSAL_EXPIRED");
    assertThat(node.ledger.inQuarantine(digest)).isPresent();

    String path = proposed("DISCARD", digest);
    assertThat(said(node.post(path + ":approve", node.second, "{}"), 200).getString("result"))
        .isEqualTo("DONE");
    assertThat(node.ledger.inQuarantine(digest)).isEmpty();
    refused(node.post(PATH, node.operator, proposal("DISCARD", digest, "")), 404, "NOT_FOUND");

    JsonObject list = said(node.get(PATH + "?max=1", node.operator), 200);
    assertThat(list.getJsonArray("items").getJsonObject(0).getString("state")).isEqualTo("DONE");
    JsonObject rest = said(node.get(PATH + "?after=" + list.getString("next"), node.operator), 200);
    assertThat(rest.getJsonArray("items").getJsonObject(0).getString("state")).isEqualTo("EXPIRED");
    assertThat(said(node.get(PATH + "?state=OPEN", node.operator), 200).getJsonArray("items"))
        .isEmpty();
  }

  @Test
  void nobody_is_sent_what_the_directory_does_not_name_him_for() throws Exception {
    UUID id = new Samples(node).undecided("desk");
    refused(
        node.post(PATH, node.operator, proposal("REDIRECT", id.toString(), ",\"node\":\"110000\"")),
        422,
        "NOT_A_CANDIDATE");
    refused(
        node.post(
            PATH,
            node.operator,
            proposal("REDIRECT", new UUID(1, 2).toString(), ",\"node\":\"110000\"")),
        404,
        "NOT_FOUND");

    HttpResponse<String> planned =
        node.post(
            "/v1/operations:plan",
            node.operator,
            "{\"kind\":\"REDIRECT\",\"states\":[\"AWAITING_ADDRESS\"],\"to\":\""
                + Samples.PARTNER
                + "\"}");
    String operation = planned.headers().firstValue("Location").orElseThrow();
    assertThat(said(planned, 201).getString("to")).isEqualTo(Samples.PARTNER);
    HttpResponse<String> run = node.post(operation + ":run", node.operator, "{\"count\":1}");
    assertThat(said(run, 202).getString("kind")).isEqualTo("RUN");
    assertThat(said(node.get(operation, node.operator), 200).getString("state"))
        .isEqualTo("PLANNED");
    String path = run.headers().firstValue("Location").orElseThrow();
    assertThat(said(node.post(path + ":approve", node.second, "{}"), 200).getString("result"))
        .isEqualTo("DONE");
    await()
        .untilAsserted(
            () ->
                assertThat(said(node.get(operation, node.operator), 200).getString("state"))
                    .isEqualTo("DONE"));
    assertThat(said(node.get(operation, node.operator), 200).getJsonArray("skipped").encode())
        .contains("NOT_A_CANDIDATE");
  }

  @Test
  void what_is_not_proposed_as_it_should_be_is_refused() throws Exception {
    String digest = "0".repeat(64);
    for (String bad :
        List.of(
            proposal("RUN", new UUID(1, 2).toString(), ""),
            proposal("DISCARD", "412701198502030007", ""),
            proposal("DISCARD", digest, ",\"node\":\"110000\""),
            proposal("DISCARD", digest, ",\"sender\":\"110000\""),
            proposal("DISCARD", digest, ",\"note\":\"x\""),
            proposal("REDIRECT", new UUID(1, 2).toString(), ""),
            proposal("ERASE", digest, ""))) {
      refused(node.post(PATH, node.operator, bad), 400, "BODY_INVALID");
    }
    assertThat(node.post(PATH, node.desk, proposal("DISCARD", digest, "")).statusCode())
        .isEqualTo(403);
    assertThat(node.get(PATH + "?state=open", node.operator).statusCode()).isEqualTo(400);
    assertThat(node.get(PATH + "?after=1", node.operator).statusCode()).isEqualTo(400);
  }

  @Test
  void nobody_gets_a_second_name_by_making_a_key_for_another_operator() throws Exception {
    String digest = quarantined("SIGNER_UNKNOWN", Quarantined.Form.ENVELOPE);
    String path = proposed("RELEASE", digest);
    HttpResponse<String> made =
        node.post("/v1/systems/second-ops/keys", node.operator, "{\"scopes\":[\"operate\"]}");
    refused(made, 403, "FORBIDDEN");
    HttpResponse<String> own = node.post("/v1/systems/ops/keys", node.operator, "{}");
    String key = said(own, 201).getString("key");
    refused(node.post(path + ":approve", key, "{}"), 409, "SAME_PERSON");
  }

  /** As if the process had died between letting it run and saying so. */
  @Test
  void an_operation_that_was_let_run_and_paused_stays_paused_when_a_crash_has_it_done_again()
      throws Exception {
    new Samples(node).undecided("desk");
    HttpResponse<String> planned =
        node.post(
            "/v1/operations:plan",
            node.operator,
            "{\"kind\":\"REDIRECT\",\"states\":[\"AWAITING_ADDRESS\"],\"to\":\""
                + Samples.PARTNER
                + "\"}");
    UUID operation = UUID.fromString(said(planned, 201).getString("id"));
    Instant now = node.clock.instant();
    UUID made =
        node.ledger
            .proposals()
            .propose(
                new Proposals.New(
                    Proposals.Kind.RUN,
                    operation.toString(),
                    Map.of(),
                    Proposals.Reason.OTHER,
                    "ops",
                    now.plusSeconds(60)),
                now)
            .orElseThrow()
            .id();
    node.ledger.proposals().approve(made, "second-ops", now);
    node.ledger.proposals().claim(made, now, now.plusSeconds(30));
    assertThat(node.ledger.operations().run(operation, 0, now)).isTrue();
    assertThat(node.ledger.operations().pause(operation, now)).isTrue();

    node.clock.advance(Duration.ofMinutes(1));
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(node.ledger.proposals().find(made).orElseThrow().result())
                    .isEqualTo("DONE"));
    assertThat(said(node.get("/v1/operations/" + operation, node.operator), 200).getString("state"))
        .isEqualTo("PAUSED");
  }
}
