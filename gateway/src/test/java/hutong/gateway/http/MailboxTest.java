package hutong.gateway.http;

import static hutong.gateway.http.RunningApi.await;
import static org.assertj.core.api.Assertions.assertThat;

import hutong.routes.ledger.TransferId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxTest {

  @TempDir Path home;
  private RunningApi node;
  private Samples samples;
  private ApiClient desk;

  @BeforeEach
  void start() throws Exception {
    node = new RunningApi(home);
    samples = new Samples(node);
    desk = node.client(node.desk);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void the_decider_gets_the_whole_record_with_its_due_date_and_marks() throws Exception {
    TransferId id = samples.arrived();

    Mail mail = await(desk.mailbox(0, 10, 60)).orElseThrow();

    assertThat(mail.until()).isEqualTo(node.clock.instant().plusSeconds(60));
    Mail.Item item = mail.items().get(0);
    assertThat(item.id()).isEqualTo(id.id());
    assertThat(item.from()).isEqualTo(Samples.PARTNER);
    assertThat(item.content().getString("role")).isNull();
    assertThat(item.content().getInteger("deliveries")).isEqualTo(1);
    assertThat(item.content().getJsonObject("due").getString("date")).isEqualTo("2026-11-25");
    assertThat(item.content().getJsonArray("marks"))
        .containsExactly("IMPLAUSIBLE /subject/documentNumber");
    assertThat(item.record()).isEqualTo(new JsonObject(Samples.ARRIVAL_NOTICE));
  }

  @Test
  void a_reader_gets_only_the_fields_of_its_role_and_cannot_decide() throws Exception {
    samples.arrived();
    ApiClient clinic = node.client(node.clinic);

    Mail mail = await(clinic.mailbox(0, 10, 60)).orElseThrow();

    Mail.Item item = mail.items().get(0);
    assertThat(item.content().getString("role")).isEqualTo("services");
    assertThat(item.record().getJsonObject("subject").getString("name")).isEqualTo(Samples.NAME);
    assertThat(item.record().getString("arrivedOn")).isEqualTo("2026-11-20");
    assertThat(item.record().containsKey("origin")).isFalse();
    JsonObject answer = await(clinic.decide(mail.lease(), List.of(Mail.Verdict.accept(item))));
    assertThat(result(answer, 0)).isEqualTo("NOT_DECIDER");
  }

  @Test
  void nothing_waiting_is_no_content() {
    assertThat(await(desk.mailbox(0, 10, 60))).isEmpty();
  }

  @Test
  void a_waiting_call_hears_the_bell_at_once() throws Exception {
    Future<Optional<Mail>> waiting = desk.mailbox(30, 10, 60);
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> node.bells.mailbox("desk").nextRing().getNumberOfDependents() > 0);
    long start = System.nanoTime();

    samples.arrived();
    node.bells.mailbox("desk").ring();

    assertThat(await(waiting).orElseThrow().items()).hasSize(1);
    assertThat(System.nanoTime() - start).isLessThan(Duration.ofMillis(900).toNanos());
  }

  @Test
  void a_ring_that_is_missed_costs_a_second_at_most() throws Exception {
    Future<Optional<Mail>> waiting = desk.mailbox(30, 10, 60);

    samples.arrived();

    assertThat(await(waiting).orElseThrow().items()).hasSize(1);
  }

  @Test
  void however_many_wait_one_listener_hangs_on_the_bell() {
    for (int i = 0; i < 6; i++) {
      desk.mailbox(3, 10, 60);
    }

    Awaitility.await()
        .during(Duration.ofMillis(1_500))
        .atMost(Duration.ofSeconds(6))
        .until(() -> node.bells.mailbox("desk").nextRing().getNumberOfDependents() == 1);
  }

  @Test
  void acknowledged_mail_does_not_come_again() throws Exception {
    samples.arrived();
    Mail mail = await(node.client(node.clinic).mailbox(0, 10, 60)).orElseThrow();

    assertThat(result(await(node.client(node.clinic).acknowledge(mail.lease())), 0))
        .isEqualTo("DONE");

    node.clock.advance(Duration.ofMinutes(5));
    assertThat(await(node.client(node.clinic).mailbox(0, 10, 60))).isEmpty();
  }

  @Test
  void mail_given_back_comes_again_and_counts_its_deliveries() throws Exception {
    samples.arrived();
    Mail mail = await(desk.mailbox(0, 10, 60)).orElseThrow();

    JsonObject answer = await(desk.giveBack(mail.lease(), mail.items()));

    assertThat(result(answer, 0)).isEqualTo("DONE");
    Mail again = await(desk.mailbox(0, 10, 60)).orElseThrow();
    assertThat(again.items().get(0).content().getInteger("deliveries")).isEqualTo(2);
  }

  @Test
  void decisions_are_answered_one_by_one_and_a_repeat_changes_nothing() throws Exception {
    samples.arrived();
    samples.arrived();
    Mail mail = await(desk.mailbox(0, 10, 60)).orElseThrow();
    List<Mail.Verdict> verdicts =
        List.of(
            Mail.Verdict.accept(mail.items().get(0)),
            Mail.Verdict.reject(
                mail.items().get(1), "NOT_COMPETENT", List.of("/origin/division"), "moved away"));

    assertThat(results(await(desk.decide(mail.lease(), verdicts)))).containsExactly("DONE", "DONE");
    assertThat(results(await(desk.decide(mail.lease(), verdicts))))
        .containsExactly("ALREADY", "ALREADY");
    JsonObject rejected = await(desk.find(mail.items().get(1).id()));
    assertThat(rejected.getString("state")).isEqualTo("REJECTED");
    assertThat(rejected.getJsonObject("refusal").getString("code")).isEqualTo("NOT_COMPETENT");
  }

  @Test
  void a_decision_rings_for_its_receipt() throws Exception {
    samples.arrived();
    Mail mail = await(desk.mailbox(0, 10, 60)).orElseThrow();
    var ring = node.bells.outbox(Samples.PARTNER).nextRing();

    await(desk.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));

    assertThat(ring).isDone();
  }

  @Test
  void the_lease_of_another_system_is_unknown() throws Exception {
    TransferId id = samples.arrived();
    Mail mail = await(desk.mailbox(0, 10, 60)).orElseThrow();
    String item = "{\"from\":\"330000\",\"id\":\"" + id.id() + "\"}";
    String verdict = item.replace("}", ",\"accept\":true}");

    for (String call : List.of("ack", "nack", "decide")) {
      HttpResponse<String> answer =
          node.post(
              "/v1/mailbox/" + mail.lease() + ":" + call,
              node.otherDesk,
              "{\"items\":[" + (call.equals("decide") ? verdict : item) + "]}");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("LEASE_UNKNOWN");
    }
    assertThat(node.post("/v1/mailbox/" + mail.lease() + ":ack", node.otherDesk, "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_decision_that_makes_no_sense_is_pointed_at() throws Exception {
    TransferId id = samples.arrived();
    Mail mail = await(desk.mailbox(0, 10, 60)).orElseThrow();
    String about = "\"from\":\"330000\",\"id\":\"" + id.id() + "\"";

    assertPointed(mail, "{\"items\":[{" + about + "}]}", "/items/0/accept");
    assertPointed(mail, "{\"items\":[{" + about + ",\"accept\":\"yes\"}]}", "/items/0/accept");
    assertPointed(mail, "{\"items\":[{" + about + ",\"accept\":false}]}", "/items/0/code");
    assertPointed(
        mail, "{\"items\":[{" + about + ",\"accept\":false,\"code\":\"NO\"}]}", "/items/0/code");
    assertPointed(
        mail, "{\"items\":[{" + about + ",\"accept\":true,\"code\":\"LAPSED\"}]}", "/items/0/code");
    assertPointed(
        mail,
        "{\"items\":[{" + about + ",\"accept\":false,\"code\":\"LAPSED\",\"pointers\":[\"测试\"]}]}",
        "/items/0/pointers");
    assertPointed(
        mail,
        "{\"items\":[{" + about + ",\"accept\":false,\"code\":\"LAPSED\",\"reason\":\"a\\nb\"}]}",
        "/items/0/reason");
    assertPointed(
        mail,
        "{\"items\":[{"
            + about
            + ",\"accept\":false,\"code\":\"LAPSED\",\"reason\":\"tel. 13900000000\"}]}",
        "/items/0/reason");
    assertPointed(mail, "{\"items\":[{" + about + ",\"accept\":true,\"测试甲\":1}]}", "/items/0");
    assertPointed(
        mail, "{\"items\":[{\"from\":\"330000\",\"id\":\"1\",\"accept\":true}]}", "/items/0/id");
    assertPointed(mail, "{\"items\":[null]}", "/items/0");
    assertPointed(mail, "{\"items\":[]}", "/items");
    assertPointed(mail, "{}", "/items");
  }

  private void assertPointed(Mail mail, String body, String pointer) throws Exception {
    HttpResponse<String> answer =
        node.post("/v1/mailbox/" + mail.lease() + ":decide", node.desk, body);
    assertThat(answer.statusCode()).as(body).isEqualTo(400);
    JsonObject problem = new JsonObject(answer.body());
    assertThat(problem.getString("code")).isEqualTo("BODY_INVALID");
    assertThat(problem.getJsonArray("pointers")).as(body).containsExactly(pointer);
    assertThat(answer.body()).doesNotContain("测试");
  }

  private static String result(JsonObject answer, int place) {
    return answer.getJsonArray("results").getJsonObject(place).getString("result");
  }

  private static List<String> results(JsonObject answer) {
    JsonArray results = answer.getJsonArray("results");
    return results.stream().map(each -> ((JsonObject) each).getString("result")).toList();
  }
}
