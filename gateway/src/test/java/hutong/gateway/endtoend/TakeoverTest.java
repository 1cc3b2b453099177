package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.http.ApiClient;
import hutong.gateway.http.ApiFailure;
import hutong.gateway.http.Mail;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local systems are replaced, retired and registered on real nodes while records come in. */
class TakeoverTest {

  private static final int RECORDS = 400;

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;
  private ApiClient operator;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start(ledgerOf("320000"));
    henan = regions.get(1).start(ledgerOf("410000"));
    suzhou = jiangsu.decider("suzhou", "3205");
    operator = henan.operator();
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  /** Environment that says where a node's ledger is. */
  Map<String, String> ledgerOf(String node) throws Exception {
    return Map.of();
  }

  /** What deciding systems got and decided, by id. */
  private static final class Desk {
    private final Map<UUID, AtomicInteger> decided = new ConcurrentHashMap<>();
    private final List<String> ends = Collections.synchronizedList(new ArrayList<>());

    /**
     * Decides until its key or its mailbox ends, or all is decided.
     *
     * @param forgetful whether of every lease it forgets one item, and at last all, so that however
     *     slow the test is there is something left to take over
     */
    void work(ApiClient client, boolean forgetful, int enough) {
      try {
        while (decided.size() < enough) {
          Optional<Mail> mail = get(client.mailbox(1, 7, 5));
          if (mail.isPresent() && !(forgetful && decided.size() > RECORDS / 2)) {
            answer(client, mail.get(), forgetful);
          }
        }
      } catch (ExecutionException ended) {
        ends.add(
            ended.getCause() instanceof ApiFailure refused
                ? refused.status() + " " + refused.code()
                : ended.toString());
      } catch (Exception fault) {
        ends.add(fault.toString());
      }
    }

    private void answer(ApiClient client, Mail mail, boolean forgetful) throws Exception {
      List<Mail.Verdict> verdicts = new ArrayList<>();
      for (Mail.Item item : mail.items().subList(forgetful ? 1 : 0, mail.items().size())) {
        verdicts.add(Mail.Verdict.accept(item));
      }
      if (verdicts.isEmpty()) {
        return;
      }
      JsonObject answer;
      try {
        answer = get(client.decide(mail.lease(), verdicts));
      } catch (ExecutionException lapsed) {
        if (lapsed.getCause() instanceof ApiFailure refused
            && refused.code().equals("LEASE_UNKNOWN")) {
          return;
        }
        throw lapsed;
      }
      answer.getJsonArray("results").stream()
          .map(JsonObject.class::cast)
          .filter(each -> each.getString("result").equals("DONE"))
          .forEach(
              each ->
                  decided
                      .computeIfAbsent(
                          UUID.fromString(each.getString("id")), id -> new AtomicInteger())
                      .incrementAndGet());
    }
  }

  @Test
  void a_takeover_under_traffic_loses_nothing_and_decides_nothing_twice() throws Exception {
    takeOverUnderTraffic(0, "401 UNAUTHENTICATED");
  }

  @Test
  void so_does_a_takeover_with_a_grace() throws Exception {
    takeOverUnderTraffic(60, "410 SYSTEM_REPLACED");
  }

  private void takeOverUnderTraffic(int graceSeconds, String end) throws Exception {
    ApiClient old = henan.decider("zhoukou", "4116");
    Desk desk = new Desk();
    CompletableFuture<Void> oldWork =
        CompletableFuture.runAsync(() -> desk.work(old, true, Integer.MAX_VALUE));
    CompletableFuture<List<UUID>> posting = CompletableFuture.supplyAsync(this::postAll);
    await().atMost(Duration.ofSeconds(60)).until(() -> desk.decided.size() > RECORDS / 8);

    JsonObject done =
        get(
            operator.system(
                "zhoukou",
                "replace",
                new JsonObject().put("by", "zhoukou-2").put("graceSeconds", graceSeconds)));
    ApiClient next = henan.client(done.getString("key"));
    CompletableFuture<Void> newWork =
        CompletableFuture.runAsync(() -> desk.work(next, false, RECORDS));

    List<UUID> posted = posting.join();
    oldWork.join();
    newWork.join();
    assertThat(desk.ends).containsExactly(end);
    assertThat(posted).hasSize(RECORDS).doesNotHaveDuplicates();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(posted)
                    .allSatisfy(
                        id ->
                            assertThat(get(suzhou.find(id)).getString("state"))
                                .isEqualTo("ACCEPTED")));
    assertThat(desk.decided.keySet()).containsExactlyInAnyOrderElementsOf(posted);
    assertThat(desk.decided.values()).allMatch(times -> times.get() == 1);
    assertThat(get(operator.status()).getInteger("alarms")).isZero();
    JsonObject ended = item(get(operator.systems()), "zhoukou").getJsonObject("ended");
    System.out.println("moved by the takeover: " + ended.getInteger("moved"));
    assertThat(ended.getInteger("moved")).isPositive();
  }

  private List<UUID> postAll() {
    List<UUID> ids = new ArrayList<>();
    try {
      for (int i = 0; i < RECORDS; i++) {
        // Of fifty people, so that most are in the order of nobody else.
        String number = "41270119850203%03d7".formatted(i % 50);
        String body = TestRecords.arrival("traffic-" + i).replace("412701198502030007", number);
        ids.add(get(suzhou.submit(bytes(body), "application/json", "traffic-" + i)).id());
      }
    } catch (Exception fault) {
      throw new IllegalStateException(fault);
    }
    return ids;
  }

  @Test
  void the_answer_to_what_the_old_system_asked_goes_to_its_successor() throws Exception {
    ApiClient zhoukou = henan.decider("zhoukou", "4116");
    UUID asked = get(suzhou.submit(bytes(inquiry()), "application/json", "ask")).id();
    Mail mail = get(zhoukou.mailbox(30, 10, 60)).orElseThrow();
    get(zhoukou.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));

    JsonObject done =
        get(jiangsu.operator().system("suzhou", "replace", new JsonObject().put("by", "suzhou-2")));
    ApiClient next = jiangsu.client(done.getString("key"));
    get(zhoukou.submit(bytes(reply(asked)), "application/json", "answer"));

    Mail answer = get(next.mailbox(30, 10, 60)).orElseThrow();
    assertThat(answer.items()).extracting(Mail.Item::type).containsExactly("InquiryReply");
    assertThat(answer.items().get(0).content().getString("correlation"))
        .isEqualTo(asked.toString());
    get(next.decide(answer.lease(), List.of(Mail.Verdict.accept(answer.items().get(0)))));
    assertThat(get(next.find(asked)).getString("state")).isEqualTo("ACCEPTED");
  }

  @Test
  void a_takeover_that_was_ordered_while_the_node_was_down_is_carried_out_when_it_starts()
      throws Exception {
    String old = henan.keyOf("zhoukou", "4116");
    UUID id = post("waits");
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(get(operator.find(id)).getString("state")).isEqualTo("OFFERED"));
    String key = henan.node().systems().replace("zhoukou", "zhoukou-2", Duration.ZERO).key();
    henan.close();
    henan.start(ledgerOf("410000"));

    Mail mail = get(henan.client(key).mailbox(30, 10, 60)).orElseThrow();
    assertThat(mail.items()).extracting(Mail.Item::id).containsExactly(id);
    assertThat(get(henan.operator().timeline(id)).encode()).contains("TAKEN_OVER");
    assertThat(henan.node().systems().callerOf(old)).isEmpty();
  }

  @Test
  void what_was_parked_is_delivered_when_a_system_registers_and_again_when_that_retires()
      throws Exception {
    UUID id = post("nobody-yet");
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(get(operator.find(id)).getString("state")).isEqualTo("PARKED"));

    JsonObject zhoukou = get(operator.register(system("zhoukou", "4116")));
    assertThat(
            get(henan.client(zhoukou.getString("key")).mailbox(30, 10, 60)).orElseThrow().items())
        .extracting(Mail.Item::id)
        .containsExactly(id);

    get(operator.system("zhoukou", "retire", new JsonObject()));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(get(operator.find(id)).getString("state")).isEqualTo("PARKED"));
    JsonObject province = get(operator.register(system("province", "41")));
    ApiClient client = henan.client(province.getString("key"));
    Mail mail = get(client.mailbox(30, 10, 60)).orElseThrow();
    get(client.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(get(suzhou.find(id)).getString("state")).isEqualTo("ACCEPTED"));
  }

  private static JsonObject system(String name, String division) {
    return new JsonObject().put("name", name).put("divisions", new JsonArray().add(division));
  }

  private static JsonObject item(JsonObject systems, String name) {
    return systems.getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private UUID post(String key) throws Exception {
    return get(suzhou.submit(bytes(TestRecords.arrival(key)), "application/json", key)).id();
  }

  private static String inquiry() {
    JsonObject record = new JsonObject(TestRecords.arrival("asked"));
    record.remove("arrivedOn");
    return record
        .put("type", "Inquiry")
        .put("urgency", "ORDINARY")
        .put("matter", "RESIDENCE")
        .put(
            "question",
            new JsonArray().add(new JsonObject().put("number", 1).put("text", "是否仍在原籍登记?")))
        .encode();
  }

  private static String reply(UUID asked) {
    JsonObject record = new JsonObject(TestRecords.arrival("answered"));
    record.remove("arrivedOn");
    return record
        .put("type", "InquiryReply")
        .put("inReplyTo", asked.toString())
        .put("finding", "CONFIRMED")
        .put(
            "answer", new JsonArray().add(new JsonObject().put("number", 1).put("text", "仍在原籍登记。")))
        .encode();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
