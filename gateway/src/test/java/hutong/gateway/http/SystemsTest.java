package hutong.gateway.http;

import static hutong.gateway.http.RunningApi.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local systems as operators register, change, replace and retire them over the API. */
class SystemsTest {

  @TempDir Path home;
  private RunningApi node;
  private ApiClient operator;

  @BeforeEach
  void start() throws Exception {
    node = new RunningApi(home);
    operator = node.client(node.operator);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void a_system_is_registered_listed_and_its_key_works_at_once() {
    JsonObject made = await(operator.register(system("city", "3603")));

    assertThat(await(node.client(made.getString("key")).mailbox(0, 1, 60))).isEmpty();
    JsonObject listed = listed("city");
    assertThat(listed.getString("kind")).isEqualTo("DECIDES");
    assertThat(listed.getJsonArray("divisions")).containsExactly("3603");
    assertThat(await(operator.systems()).encode()).doesNotContain(made.getString("key"));
    assertThat(listed("clinic").getString("role")).isEqualTo("services");
    assertThat(listed("ops").getString("kind")).isEqualTo("OPERATOR");
  }

  @Test
  void an_equal_claim_is_refused_when_it_is_made_and_names_the_other() {
    ApiFailure refused = refused(operator.register(system("second", "36")));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("CLAIM_TAKEN");
    assertThat(refused.problem().getJsonArray("pointers")).containsExactly("desk, 36");
    await(operator.register(system("second", "36").put("types", new JsonArray().add("Inquiry"))));
    await(operator.register(system("mute", "36").put("kind", "POSTS")));
    assertThat(
            refused(
                    operator.system(
                        "other-desk",
                        "change",
                        new JsonObject().put("divisions", new JsonArray().add("36"))))
                .code())
        .isEqualTo("CLAIM_TAKEN");
  }

  @Test
  void what_is_mistyped_is_refused() {
    assertThat(refused(operator.register(system("a", "36"))).code()).isEqualTo("BODY_INVALID");
    assertThat(refused(operator.register(system("city", "36x"))).code()).isEqualTo("CLAIM_INVALID");
    assertThat(refused(operator.register(system("city"))).code()).isEqualTo("CLAIM_INVALID");
    JsonObject typo = system("city", "3603").put("types", new JsonArray().add("ArivalNotice"));
    assertThat(refused(operator.register(typo)).code()).isEqualTo("CLAIM_INVALID");
    JsonObject role = system("city", "3603").put("kind", "READS").put("role", "nobody");
    assertThat(refused(operator.register(role)).code()).isEqualTo("CLAIM_INVALID");
    assertThat(refused(operator.register(system("desk", "3603"))).code())
        .isEqualTo("SYSTEM_EXISTS");
    assertThat(refused(operator.system("nobody", "retire", new JsonObject())).code())
        .isEqualTo("NOT_FOUND");
    assertThat(refused(operator.system("ops", "rotate", new JsonObject())).code())
        .isEqualTo("NOT_FOUND");
    assertThat(refused(node.client(node.desk).systems()).code()).isEqualTo("FORBIDDEN");
  }

  @Test
  void a_key_is_rotated_with_a_grace() {
    JsonObject made =
        await(operator.system("desk", "rotate", new JsonObject().put("graceSeconds", 0)));

    assertThat(refused(node.client(node.desk).mailbox(0, 1, 60)).status()).isEqualTo(401);
    assertThat(await(node.client(made.getString("key")).mailbox(0, 1, 60))).isEmpty();
  }

  @Test
  void a_replaced_system_has_no_key_and_its_mail_waits_for_its_successor() throws Exception {
    new Samples(node).arrived();
    Mail before = await(node.client(node.desk).mailbox(0, 9, 60)).orElseThrow();

    JsonObject done = await(operator.system("desk", "replace", new JsonObject().put("by", "next")));

    ApiClient next = node.client(done.getString("key"));
    assertThat(await(next.mailbox(0, 9, 60))).as("until the ledger has followed").isEmpty();
    node.follow.follow();
    assertThat(refused(node.client(node.desk).mailbox(0, 9, 60)).status()).isEqualTo(401);
    Mail mail = await(next.mailbox(0, 9, 60)).orElseThrow();
    assertThat(mail.items()).extracting(Mail.Item::id).containsExactly(before.items().get(0).id());
    await(next.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    JsonObject ended = listed("desk").getJsonObject("ended");
    assertThat(ended.getString("by")).isEqualTo("next");
    assertThat(ended.getInteger("moved")).isEqualTo(1);
    assertThat(ended.getString("finished")).isNotBlank();
    assertThat(
            await(operator.system("desk", "replace", new JsonObject().put("by", "next")))
                .getString("result"))
        .isEqualTo("ALREADY");
  }

  @Test
  void within_the_grace_the_old_key_answers_what_it_holds_and_gets_nothing_new() throws Exception {
    new Samples(node).arrived();
    ApiClient desk = node.client(node.desk);
    Mail before = await(desk.mailbox(0, 9, 60)).orElseThrow();
    JsonObject said = new JsonObject().put("by", "next").put("graceSeconds", 600);
    JsonObject done = await(operator.system("desk", "replace", said));
    node.follow.follow();
    new Samples(node).posted("desk");

    assertThat(refused(desk.mailbox(0, 9, 60)).code()).isEqualTo("SYSTEM_REPLACED");
    JsonObject answer =
        await(desk.decide(before.lease(), List.of(Mail.Verdict.accept(before.items().get(0)))));
    assertThat(answer.getJsonArray("results").getJsonObject(0).getString("result"))
        .isEqualTo("DONE");
    assertThat(await(node.client(done.getString("key")).mailbox(0, 9, 60))).isEmpty();
  }

  @Test
  void a_retired_system_has_no_key_and_what_it_did_not_decide_is_chosen_anew() throws Exception {
    Samples samples = new Samples(node);
    samples.arrived();

    await(operator.system("desk", "retire", new JsonObject()));
    node.follow.follow();

    assertThat(refused(node.client(node.desk).mailbox(0, 9, 60)).status()).isEqualTo(401);
    assertThat(node.ledger.undelivered(9)).hasSize(1);
    assertThat(listed("desk").getJsonObject("ended").containsKey("by")).isFalse();
  }

  private JsonObject listed(String name) {
    return await(operator.systems()).getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject system(String name, String... divisions) {
    return new JsonObject().put("name", name).put("divisions", new JsonArray(List.of(divisions)));
  }

  private static ApiFailure refused(Future<?> asked) {
    CompletionException failed =
        catchThrowableOfType(CompletionException.class, () -> await(asked));
    return (ApiFailure) failed.getCause();
  }
}
