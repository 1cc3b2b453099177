package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.gateway.cli.DeadlinesCommand;
import hutong.gateway.cli.RatesCommand;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.ApiFailure;
import hutong.gateway.http.Mail;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Clocks and rates of two real nodes, as their users see them. */
class RatesTest {

  private static final Map<String, String> OPEN = Map.of();

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private final MovedClock clock = new MovedClock();
  private Region jiangsu;
  private Region henan;
  private ApiClient suzhou;
  private ApiClient zhoukou;
  private ApiClient jiangsuOperator;
  private ApiClient henanOperator;
  private Path henanKey;

  @BeforeEach
  void start() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0).start(clock);
    henan = regions.get(1).start(clock);
    suzhou = jiangsu.decider("suzhou", "3205");
    zhoukou = henan.decider("zhoukou", "4116");
    jiangsuOperator = jiangsu.operator();
    String key = henan.node().systems().addOperator("by-hand", null);
    henanOperator = henan.client(key);
    henanKey = Files.writeString(folder.resolve("henan.key"), key);
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void both_nodes_count_alike_and_an_evaluation_reaches_the_sender() throws Exception {
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(get(suzhou.submit(arrival("row-" + i), "application/json", null)).id());
    }
    assertThat(rates(jiangsuOperator).getJsonArray("items"))
        .as("not delivered yet")
        .hasSizeLessThan(2);
    decide(zhoukou, 4, true);
    awaitState(ids, "ACCEPTED");
    JsonObject sent = sole(rates(jiangsuOperator));
    JsonObject received = sole(rates(henanOperator));
    assertThat(sent.getString("direction")).isEqualTo("OUT");
    assertThat(received.getString("direction")).isEqualTo("IN");
    for (String rate : List.of("acceptance", "timeliness", "match", "accuracy")) {
      assertThat(sent.getJsonObject(rate)).as(rate).isEqualTo(received.getJsonObject(rate));
      assertThat(sent.getJsonObject(rate).getInteger("of")).as(rate).isEqualTo(4);
    }
    assertThat(sent.getJsonObject("match").getString("share")).isEqualTo("0.7500");
    for (String unknown : List.of("submission", "feedback")) {
      assertThat(sent.getJsonObject(unknown)).isEqualTo(new JsonObject().put("known", false));
    }
    List<JsonObject> seen = new ArrayList<>();
    for (UUID id : ids) {
      seen.add(get(suzhou.find(id)).getJsonObject("evaluation"));
      assertThat(get(suzhou.receiptSays(id)).getJsonObject("evaluation"))
          .isEqualTo(seen.get(seen.size() - 1));
    }
    assertThat(seen).filteredOn(each -> each.getString("match").equals("NOT_MATCHED")).hasSize(1);
    assertThat(seen.toString()).contains("/current/division");
  }

  @Test
  void an_inquiry_is_answered_by_a_reply_that_says_something_and_a_late_one_is_late_for_ever()
      throws Exception {
    UUID inquiry = get(suzhou.submit(inquiry("ask"), "application/json", null)).id();
    decide(zhoukou, 1, true);
    awaitState(List.of(inquiry), "ACCEPTED");
    assertThat(flag(suzhou, inquiry)).isEqualTo("DUE");
    assertThat(flag(zhoukou, inquiry)).as("taking it is no answer").isEqualTo("DUE");
    clock.move(Duration.ofDays(60));
    assertThat(flag(suzhou, inquiry)).isEqualTo("OVERDUE");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(henanOperator.alarms(50)).encode().contains("ESCALATED"));
    assertThat(get(henanOperator.timeline(inquiry)).encode()).contains("REMINDED", "ESCALATED");
    assertThat(get(henanOperator.deadlines(Map.of("flag", "OVERDUE"))).encode())
        .contains(inquiry.toString(), "ESCALATED");
    assertThat(get(zhoukou.deadlines(OPEN)).getJsonArray("items")).hasSize(1);
    assertThat(get(henan.decider("elsewhere", "4101").deadlines(OPEN)).getJsonArray("items"))
        .as("not its own")
        .isEmpty();
    UUID empty = get(zhoukou.submit(reply("empty", inquiry, ""), "application/json", null)).id();
    Mail mail = get(suzhou.mailbox(30, 10, 60)).orElseThrow();
    assertThat(flag(suzhou, inquiry)).as("it says nothing").isEqualTo("OVERDUE");
    Mail.Item said = mail.items().get(0);
    get(
        suzhou.decide(
            mail.lease(), List.of(Mail.Verdict.reject(said, "IMPLAUSIBLE", List.of(), "empty"))));
    awaitState(zhoukou, empty, "REJECTED");
    String answer = ",\"answer\": [{\"number\": 1, \"text\": \"仍在原籍登记\"}]";
    get(zhoukou.submit(reply("said", inquiry, answer), "application/json", null));
    decide(suzhou, 1, true);
    for (ApiClient side : List.of(suzhou, zhoukou)) {
      await().atMost(Duration.ofSeconds(30)).until(() -> flag(side, inquiry).equals("LATE"));
      assertThat(get(side.deadlines(OPEN)).getJsonArray("items")).isEmpty();
      assertThat(get(side.deadlines(Map.of("flag", "LATE"))).encode()).contains(inquiry.toString());
    }
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(inquiries(jiangsuOperator).getJsonObject("feedback").getString("share"))
                    .isEqualTo("1.0000"));
    assertThat(inquiries(henanOperator).getJsonObject("feedback"))
        .isEqualTo(inquiries(jiangsuOperator).getJsonObject("feedback"));
    assertThat(inquiries(henanOperator).getJsonObject("timeliness").getString("share"))
        .isEqualTo("0.0000");
    commands(inquiry);
  }

  private void commands(UUID inquiry) {
    String from = today().minusDays(70).toString();
    String to = today().toString();
    assertThat(ask(new DeadlinesCommand(), "--flag", "late"))
        .contains("LATE", "escalated", "Inquiry", inquiry.toString());
    assertThat(ask(new RatesCommand(), "--from", from, "--to", to))
        .contains("feedback", "Inquiry", "1.0000", "unknown");
    String csv =
        ask(new RatesCommand(), "--from", from, "--to", to, "--by", "type,day", "-o", "csv");
    assertThat(csv.lines().findFirst().orElseThrow())
        .startsWith("direction,node,division,type,day");
    assertThat(csv).contains("IN,,,Inquiry,").contains("OUT,,,InquiryReply,");
    assertThat(ask(new RatesCommand(), "--from", from, "--to", to, "-o", "json"))
        .contains("\"known\" : false");
  }

  @Test
  void what_is_asked_for_has_bounds() {
    for (String[] wrong :
        List.of(
            new String[] {"2026-01-01", "2027-01-02", "node"},
            new String[] {"2026-02-01", "2026-01-01", "node"},
            new String[] {"2026-02-30", "2026-03-01", "node"},
            new String[] {"2026-01-01", "2026-01-02", "name"},
            new String[] {"2026-01-01", "2026-01-02", "node,node"})) {
      assertThatThrownBy(() -> get(henanOperator.rates(wrong[0], wrong[1], wrong[2])))
          .hasCauseInstanceOf(ApiFailure.class)
          .hasMessageContaining("PARAMETER_INVALID");
    }
    assertThatThrownBy(() -> get(zhoukou.rates("2026-01-01", "2026-01-02", "node")))
        .hasMessageContaining("FORBIDDEN");
    for (Map<String, String> wrong :
        List.of(
            Map.of("flag", "IN_TIME"),
            Map.of("direction", "UP"),
            Map.of("node", "41"),
            Map.of("type", "x"),
            Map.of("after", "1"),
            Map.of("max", "1001"))) {
      assertThatThrownBy(() -> get(henanOperator.deadlines(wrong)))
          .hasMessageContaining("PARAMETER_INVALID");
    }
  }

  /** All of them accepted; the last does not match. */
  private static void decide(ApiClient by, int number, boolean evaluate) throws Exception {
    int left = number;
    while (left > 0) {
      Mail mail = get(by.mailbox(30, 10, 60)).orElseThrow();
      List<Mail.Verdict> verdicts = new ArrayList<>();
      for (Mail.Item item : mail.items()) {
        left--;
        verdicts.add(
            Mail.Verdict.accept(
                item, evaluate && left > 0, left > 0 ? List.of() : List.of("/current/division")));
      }
      get(by.decide(mail.lease(), verdicts));
    }
  }

  private void awaitState(List<UUID> ids, String state) {
    ids.forEach(id -> awaitState(suzhou, id, state));
  }

  private static void awaitState(ApiClient side, UUID id, String state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get(side.find(id)).getString("state").equals(state));
  }

  private static String flag(ApiClient side, UUID id) throws Exception {
    return get(side.find(id)).getJsonObject("clock").getString("flag");
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Shanghai"));
  }

  private JsonObject rates(ApiClient operator) throws Exception {
    LocalDate today = today();
    return get(
        operator.rates(today.minusDays(70).toString(), today.toString(), "division,type,day"));
  }

  private static JsonObject sole(JsonObject rates) {
    assertThat(rates.getJsonArray("items")).hasSize(1);
    return rates.getJsonArray("items").getJsonObject(0);
  }

  private JsonObject inquiries(ApiClient operator) throws Exception {
    return rates(operator).getJsonArray("items").stream()
        .map(JsonObject.class::cast)
        .filter(each -> each.getString("type").equals("Inquiry"))
        .findFirst()
        .orElseThrow();
  }

  private String ask(Object command, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--url", henan.node().url(), "--key-file", henanKey.toString()));
    StringWriter text = new StringWriter();
    int exit =
        new CommandLine(command)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(text))
            .setErr(new PrintWriter(text))
            .execute(all.toArray(new String[0]));
    assertThat(exit).as(text.toString()).isZero();
    return text.toString();
  }

  private static byte[] arrival(String key) {
    return TestRecords.arrival(key).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] inquiry(String key) {
    return (record("Inquiry", key)
            + ", \"matter\": \"RESIDENCE\","
            + " \"question\": [{\"number\": 1, \"text\": \"是否仍在原籍登记?\"}]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] reply(String key, UUID to, String answer) {
    return (record("InquiryReply", key)
            + ", \"inReplyTo\": \""
            + to
            + "\", \"finding\": \"CONFIRMED\""
            + answer
            + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The shared beginning of the test's records, about one synthetic person. */
  private static String record(String type, String key) {
    String arrival = TestRecords.arrival(key).strip();
    int last = arrival.lastIndexOf(",", arrival.indexOf("\"arrivedOn\""));
    return arrival.substring(0, last).replace("ArrivalNotice", type);
  }
}
