package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.gateway.endtoend.TraceReceiver.Got;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.schemas.hx.Header;
import hutong.schemas.hx.ResidentRecord;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collector hears of records between two nodes. */
class TracesTest {

  private static final String CALLERS_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CALLERS_SPAN = "00f067aa0ba902b7";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private TraceReceiver collector;
  private Region jiangsu;
  private Region henan;

  @BeforeEach
  void make() throws Exception {
    collector = new TraceReceiver();
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0);
    henan = regions.get(1);
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    collector.close();
    vertx.close();
  }

  private static Map<String, String> to(String endpoint, String sampled) {
    return Map.of("HUTONG_TRACING_ENDPOINT", endpoint, "HUTONG_TRACING_SAMPLED", sampled);
  }

  private Map<String, String> all() {
    return to(collector.url(), "1");
  }

  private HttpResponse<String> post(String key, String source, String traceparent)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(jiangsu.node().url() + "/v1/records"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .header("traceparent", traceparent)
            .POST(BodyPublishers.ofString(TestRecords.arrival(source)))
            .build(),
        BodyHandlers.ofString());
  }

  private List<Got> about(UUID id) {
    return collector.spans().stream().filter(each -> id.toString().equals(each.about())).toList();
  }

  private Got one(UUID id, String node, String name) {
    return about(id).stream()
        .filter(each -> each.node().equals(node) && each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void one_trace_holds_what_both_nodes_did_over_a_restart_and_nobody_is_named() throws Exception {
    jiangsu.start(all());
    henan.start(all());
    String suzhou = jiangsu.keyOf("suzhou", "3205");
    String zhoukou = henan.keyOf("zhoukou", "4116");
    HttpResponse<String> taken =
        post(suzhou, "traced", "00-" + CALLERS_TRACE + "-" + CALLERS_SPAN + "-01");
    UUID id = UUID.fromString(new JsonObject(taken.body()).getString("id"));
    ApiClient poster = jiangsu.client(suzhou);
    await()
        .atMost(PATIENCE)
        .until(() -> get(poster.find(id)).getString("state").equals("DELIVERED"));
    henan.close();
    henan.start(all());
    ApiClient decider = henan.client(zhoukou);
    Mail mail = get(decider.mailbox(30, 10, 60)).orElseThrow();
    get(decider.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    await()
        .atMost(PATIENCE)
        .until(() -> get(poster.find(id)).getString("state").equals("ACCEPTED"));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(about(id).stream().map(each -> each.node() + " " + each.name()).toList())
                  .contains(
                      "320000 submit",
                      "320000 dispatch",
                      "320000 confirm",
                      "410000 receive",
                      "410000 deliver",
                      "410000 decide");
              assertThat(about(id)).filteredOn(each -> each.name().equals("confirm")).hasSize(2);
              assertThat(collector.spans()).extracting(Got::name).contains("SUBMIT");
            });

    Got submit = one(id, "320000", "submit");
    Got receive = one(id, "410000", "receive");
    assertThat(about(id)).extracting(Got::trace).containsOnly(submit.trace());
    assertThat(submit.parent()).isEmpty();
    assertThat(receive.parent()).isEqualTo(submit.id());
    assertThat(one(id, "320000", "dispatch").parent()).isEqualTo(submit.id());
    assertThat(one(id, "410000", "decide").parent()).isEqualTo(receive.id());
    assertThat(receive.attributes())
        .containsEntry("hutong.partner", "320000")
        .containsEntry("hutong.transfer.type", "ArrivalNotice")
        .containsEntry("hutong.state", "RECEIVED");
    assertThat(one(id, "320000", "dispatch").attributes())
        .containsEntry("hutong.partner", "410000");

    Got call =
        collector.spans().stream()
            .filter(each -> each.name().equals("SUBMIT"))
            .findAny()
            .orElseThrow();
    assertThat(call.trace()).isEqualTo(CALLERS_TRACE);
    assertThat(call.parent()).isEqualTo(CALLERS_SPAN);
    assertThat(call.links()).containsExactly(submit.place());
    assertThat(submit.links()).containsExactly(call.place());

    Map<String, Got> places =
        collector.spans().stream().collect(Collectors.toMap(Got::place, each -> each));
    Got sending = places.get(receive.links().get(0));
    assertThat(sending.node()).isEqualTo("320000");
    assertThat(sending.name()).isEqualTo("send records");
    List<Got> confirms = about(id).stream().filter(each -> each.name().equals("confirm")).toList();
    assertThat(confirms)
        .allSatisfy(
            each -> {
              Got receipt = places.get(each.links().get(0));
              assertThat(receipt.node()).isEqualTo("410000");
              assertThat(receipt.name()).isEqualTo("send receipts");
            });
    assertThat(collector.spans())
        .allSatisfy(
            each -> {
              assertThat(each.nanos()).isNotNegative();
              assertThat(places.keySet()).containsAll(each.links());
              if (!each.parent().isEmpty() && !each.trace().equals(CALLERS_TRACE)) {
                assertThat(places).containsKey(each.trace() + "/" + each.parent());
              }
            });
    assertThat(collector.everything())
        .doesNotContain("王", "412701198502030007", "traced", "desk-7", "样例", "suzhou", "zhoukou");
  }

  @Test
  void nodes_with_the_same_share_follow_the_same_records() throws Exception {
    jiangsu.start(to(collector.url(), "0.5"));
    henan.start(to(collector.url(), "0.5"));
    String suzhou = jiangsu.keyOf("suzhou", "3205");
    henan.keyOf("zhoukou", "4116");
    ApiClient poster = jiangsu.client(suzhou);
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      HttpResponse<String> taken = post(suzhou, "many-" + i, "garbage");
      ids.add(UUID.fromString(new JsonObject(taken.body()).getString("id")));
    }
    // Each is of one person: the next goes when the one before is there.
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(poster.find(ids.get(23))).getString("state").equals("DELIVERED"));
    jiangsu.close();
    henan.close();
    Set<String> sent = idsOf("320000");
    assertThat(sent).isNotEmpty().hasSizeLessThan(24).isEqualTo(idsOf("410000"));
  }

  private Set<String> idsOf(String node) {
    return collector.spans().stream()
        .filter(each -> each.node().equals(node) && each.about() != null)
        .map(Got::about)
        .collect(Collectors.toSet());
  }

  @Test
  void what_a_hostile_member_or_caller_claims_changes_no_trace() throws Exception {
    jiangsu.start(all());
    henan.start(all());
    henan.keyOf("zhoukou", "4116");
    String suzhou = jiangsu.keyOf("suzhou", "3205");
    UUID victim =
        UUID.fromString(new JsonObject(post(suzhou, "victim", "00-zz").body()).getString("id"));
    await().atMost(PATIENCE).until(() -> about(victim).size() >= 4);
    Got receive = one(victim, "410000", "receive");
    jiangsu.close();
    List<String> claims =
        List.of(
            "",
            "x".repeat(5_000),
            "00-" + "0".repeat(32) + "-" + CALLERS_SPAN + "-01",
            "00-" + receive.trace() + "-" + receive.id() + "-01");
    List<UUID> ids = new ArrayList<>();
    try (Rogue rogue = new Rogue("320000", jiangsu.home(), henan.node()::directory)) {
      for (String claim : claims) {
        ResidentRecord record = rogue.arrival("claim-" + ids.size());
        Header header = rogue.header(record, "410000");
        rogue.putTraced(rogue.envelope(rogue.document(header, record), "410000"), "410000", claim);
        ids.add(header.getId());
      }
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(ids)
                    .allSatisfy(
                        id -> assertThat(about(id)).extracting(Got::name).contains("receive")));
    for (int i = 0; i < claims.size(); i++) {
      Got got = one(ids.get(i), "410000", "receive");
      assertThat(got.trace()).isNotEqualTo(receive.trace());
      assertThat(got.parent()).isNotEqualTo(receive.id());
      // What has the form is a link that says so, and no more.
      assertThat(got.links()).isEqualTo(i < 3 ? List.of() : List.of(receive.place()));
    }
    assertThat(collector.spans())
        .filteredOn(each -> each.trace().equals(receive.trace()) && each.about() != null)
        .allMatch(each -> each.about().equals(victim.toString()));
    assertThat(collector.spans()).extracting(Got::name).doesNotContain("SUBMIT");
  }

  @Test
  void a_collector_that_never_answers_delays_nothing_and_what_it_misses_is_counted()
      throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String endpoint = "http://127.0.0.1:" + silent.getLocalPort() + "/v1/traces";
      jiangsu.start(to(endpoint, "1"));
      henan.start(to("http://127.0.0.1:1/v1/traces", "1"));
      String suzhou = jiangsu.keyOf("suzhou", "3205");
      henan.keyOf("zhoukou", "4116");
      String ofHenan = henan.node().systems().addOperator("scraper", null);
      String ofJiangsu = jiangsu.node().systems().addOperator("scraper", null);
      ApiClient poster = jiangsu.client(suzhou);
      for (int i = 0; i < 5; i++) {
        UUID id =
            UUID.fromString(
                new JsonObject(post(suzhou, "silent-" + i, "00").body()).getString("id"));
        await()
            .atMost(Duration.ofSeconds(4))
            .until(() -> get(poster.find(id)).getString("state").equals("DELIVERED"));
      }
      await()
          .atMost(PATIENCE)
          .until(() -> metrics(henan, ofHenan).contains("hutong_spans_total{outcome=\"failed\"}"));
      await()
          .atMost(PATIENCE)
          .until(
              () -> metrics(jiangsu, ofJiangsu).contains("hutong_spans_total{outcome=\"failed\"}"));
    }
  }

  private String metrics(Region of, String operator) throws Exception {
    return http.send(
            HttpRequest.newBuilder(URI.create(of.node().url() + "/observe/metrics"))
                .header("Authorization", "Bearer " + operator)
                .build(),
            BodyHandlers.ofString())
        .body();
  }
}
