package hutong.gateway.http;

import static hutong.gateway.http.RunningApi.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import hutong.routes.ledger.OutboundState;
import hutong.routes.submit.Outcome;
import hutong.schemas.RejectionCode;
import hutong.schemas.Severity;
import hutong.schemas.Violation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostingTest {

  private static final UUID ID = UUID.fromString("019aa000-0000-7000-8000-000000000001");
  private static final Violation ODD =
      new Violation(
          RejectionCode.IMPLAUSIBLE,
          Severity.WARN,
          "/subject/documentNumber",
          "id-number.check-digit",
          "校验位不符。",
          "The check digit does not match.");

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

  @Test
  void what_is_taken_over_is_answered_with_its_place_and_its_warnings() throws Exception {
    node.legAnswers(any -> taken(false));

    HttpResponse<String> answer = node.post("/v1/records", node.desk, Samples.ARRIVAL_NOTICE);

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).contains("/v1/records/" + ID);
    assertThat(answer.headers().firstValue("Hutong-Replayed")).isEmpty();
    JsonObject body = new JsonObject(answer.body());
    assertThat(body.getString("state")).isEqualTo("SUBMITTED");
    assertThat(body.getJsonArray("warnings").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("code", "IMPLAUSIBLE")
                .put("severity", "WARN")
                .put("pointer", "/subject/documentNumber")
                .put("rule", "id-number.check-digit")
                .put("detail", "The check digit does not match."));
  }

  @Test
  void a_repeat_says_that_it_is_one() throws Exception {
    node.legAnswers(any -> taken(true));

    HttpResponse<String> answer = node.post("/v1/records", node.desk, Samples.ARRIVAL_NOTICE);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Hutong-Replayed")).contains("true");
    assertThat(new JsonObject(answer.body()).getString("id")).isEqualTo(ID.toString());
  }

  @Test
  void a_refusal_names_every_fault_in_the_callers_language() throws Exception {
    Violation wrong =
        new Violation(
            RejectionCode.FIELD_NOT_ALLOWED,
            Severity.REFUSE,
            "/contact/email",
            "type.fields",
            "请删除此项。",
            "Leave this field out.");
    node.legAnswers(any -> new Outcome.Refused(List.of(ODD, wrong)));

    HttpResponse<String> answer =
        node.send(
            node.request("/v1/records", node.desk)
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8")
                .POST(BodyPublishers.ofString(Samples.ARRIVAL_NOTICE)));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("Content-Language")).contains("zh");
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo("FIELD_NOT_ALLOWED");
    assertThat(problem.getString("type")).isEqualTo("urn:hutong:problem:FIELD_NOT_ALLOWED");
    assertThat(problem.getString("title")).isEqualTo(RejectionCode.FIELD_NOT_ALLOWED.zh());
    assertThat(problem.getString("pointer")).isEqualTo("/contact/email");
    assertThat(problem.getString("fix")).isEqualTo("请删除此项。");
    assertThat(problem.getString("requestId"))
        .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    assertThat(problem.getJsonArray("violations")).hasSize(2);
  }

  @Test
  void what_is_not_well_formed_is_a_bad_request() throws Exception {
    Violation broken =
        new Violation(
            RejectionCode.NOT_WELL_FORMED, Severity.REFUSE, "", "json", "不可读", "Unreadable");
    node.legAnswers(any -> new Outcome.Refused(List.of(broken)));

    assertThat(node.post("/v1/records", node.desk, "{").statusCode()).isEqualTo(400);
  }

  @Test
  void a_dry_run_says_where_it_would_go() throws Exception {
    node.legAnswers(any -> new Outcome.Checked("330000", List.of(), List.of(ODD), null));

    HttpResponse<String> answer =
        node.post("/v1/records:validate", node.desk, Samples.ARRIVAL_NOTICE);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getString("to")).isEqualTo("330000");
    assertThat(answer.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void an_idempotency_key_with_another_body_is_refused() throws Exception {
    node.legAnswers(any -> new Outcome.IdempotencyKeyReused());

    HttpResponse<String> answer = node.send(keyed("key-1"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void an_idempotency_key_in_work_conflicts_until_it_is_done_and_for_its_system_only()
      throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    node.legAnswers(
        any -> {
          arrived.countDown();
          awaitLatch(finish);
          return taken(false);
        });
    Future<Posted> first = post(node.client(node.desk), "key-1");
    awaitLatch(arrived);

    HttpResponse<String> second = node.send(keyed("key-1"));
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(new JsonObject(second.body()).getString("code"))
        .isEqualTo("IDEMPOTENCY_KEY_RUNNING");

    finish.countDown();
    assertThat(await(first).id()).isEqualTo(ID);
    assertThat(await(post(node.client(node.otherDesk), "key-1")).id()).isEqualTo(ID);
    assertThat(node.send(keyed("key-1")).statusCode()).isEqualTo(202);
  }

  @Test
  void an_idempotency_key_is_short_and_printable() throws Exception {
    for (String key : List.of("a b", "k".repeat(256))) {
      HttpResponse<String> answer =
          node.send(
              node.request("/v1/records", node.desk)
                  .header("Content-Type", "application/json")
                  .header("Idempotency-Key", key)
                  .POST(BodyPublishers.ofString("{}")));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("HEADER_INVALID");
      assertThat(answer.body()).doesNotContain(key);
    }
  }

  @Test
  void when_the_leg_can_take_no_more_the_poster_is_told_to_come_back() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    node.legAnswers(
        any -> {
          busy.countDown();
          awaitLatch(finish);
          return taken(false);
        });
    ApiClient client = new ApiClient(node.vertx, uri(), node.desk, "en", 32);
    var unused = post(client, "in-the-leg");
    awaitLatch(busy);
    List<Future<Posted>> posts =
        IntStream.range(0, 24).mapToObj(i -> post(client, "key-" + i)).toList();

    ApiFailure full =
        posts.stream()
            .map(each -> failureOf(each, 60))
            .filter(failure -> failure != null)
            .findFirst()
            .orElseThrow();
    assertThat(full.status()).isEqualTo(429);
    assertThat(full.code()).isEqualTo("TOO_BUSY");
    assertThat(full.worthRepeating()).isTrue();
    HttpResponse<String> told = node.send(keyed("one-more"));
    assertThat(told.statusCode()).isEqualTo(429);
    assertThat(told.headers().firstValue("Retry-After")).contains("1");
    finish.countDown();
  }

  @Test
  void a_fault_of_the_leg_leaves_the_outcome_open_and_shows_nothing_of_itself() throws Exception {
    node.legAnswers(
        submission -> {
          submission.fail(new IllegalStateException("disk of 测试甲 is full"));
          return null;
        });

    HttpResponse<String> answer = node.send(keyed("key-1"));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("OUTCOME_UNKNOWN");
    assertThat(answer.body()).doesNotContain("测试甲").doesNotContain("Exception");
  }

  @Test
  void the_client_posts_and_reads_what_was_said() {
    node.legAnswers(any -> taken(true));
    ApiClient client = node.client(node.desk);

    Posted posted = await(post(client, "key-1"));

    assertThat(posted.id()).isEqualTo(ID);
    assertThat(posted.replayed()).isTrue();
    assertThat(posted.warnings()).hasSize(1);
    CompletionException refused =
        catchThrowableOfType(
            CompletionException.class, () -> await(client.find(UUID.randomUUID())));
    assertThat(refused.getCause()).isInstanceOf(ApiFailure.class);
    assertThat(((ApiFailure) refused.getCause()).code()).isEqualTo("NOT_FOUND");
  }

  private HttpRequest.Builder keyed(String key) {
    return node.request("/v1/records", node.desk)
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", key)
        .POST(BodyPublishers.ofString(Samples.ARRIVAL_NOTICE));
  }

  private Future<Posted> post(ApiClient client, String key) {
    return client.submit(
        Samples.ARRIVAL_NOTICE.getBytes(StandardCharsets.UTF_8), "application/json", key);
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + node.port);
  }

  /** Null if it has not failed within so many milliseconds. */
  private static ApiFailure failureOf(Future<Posted> post, long millis) {
    try {
      post.toCompletionStage().toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
      return null;
    } catch (ExecutionException failed) {
      return (ApiFailure) failed.getCause();
    } catch (TimeoutException waiting) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static Outcome taken(boolean repeated) {
    return new Outcome.Taken(ID, OutboundState.SUBMITTED, List.of(ODD), repeated);
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      if (!latch.await(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nothing came");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
