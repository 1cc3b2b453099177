package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.TrustRoots;
import hutong.gateway.demo.people.SyntheticNumber;
import hutong.gateway.evidence.Check;
import hutong.gateway.evidence.JudgeEvidence;
import hutong.gateway.evidence.Judgement;
import hutong.gateway.evidence.ReaderRoots;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.asn1.ASN1Sequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits together is signed together, from one node to another and back, and proves alone. */
class SignedTogetherTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int MANY = 12;
  private static final String SIGNED_DATA = "1.2.840.113549.1.7.2";
  private static final String UNDER_A_HEAD = "2.25.205490989391405256945992434830954676046.12";

  @TempDir private Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Region jiangsu;
  private Region henan;
  private int persons;

  @BeforeEach
  void make() throws Exception {
    List<Region> regions = Region.make(folder, vertx, "320000", "410000");
    jiangsu = regions.get(0);
    henan = regions.get(1);
  }

  @AfterEach
  void stop() {
    jiangsu.close();
    henan.close();
    vertx.close();
  }

  @Test
  void records_and_receipts_that_wait_together_share_signatures_and_each_proves_alone()
      throws Exception {
    Map<String, String> often = Map.of("HUTONG_CHECKPOINT_EVERY", "PT1S");
    jiangsu.start(often);
    henan.start(often);
    ApiClient suzhou = jiangsu.decider("suzhou", "3205");
    ApiClient zhoukou = henan.decider("zhoukou", "4116", "4127");
    UUID alone = submit(suzhou, "alone");
    reaches(suzhou, List.of(alone), "DELIVERED");
    final List<UUID> together = held(suzhou);
    reaches(suzhou, together, "DELIVERED");
    Mail mail = get(zhoukou.mailbox(60, MANY + 1, 120)).orElseThrow();
    assertThat(mail.items()).hasSize(MANY + 1);
    get(zhoukou.decide(mail.lease(), mail.items().stream().map(Mail.Verdict::accept).toList()));
    List<UUID> all = new ArrayList<>(together);
    all.add(alone);
    reaches(suzhou, all, "ACCEPTED");

    Set<String> heads = new HashSet<>();
    for (UUID id : List.of(together.get(0), together.get(MANY - 1), alone)) {
      for (ApiClient client : List.of(suzhou, zhoukou)) {
        Map<String, byte[]> files = proves(client, id);
        assertThat(type(files.get("document/exchange.cms")))
            .isEqualTo(id.equals(alone) ? SIGNED_DATA : UNDER_A_HEAD);
        assertThat(type(files.get("receipts/1.cms"))).isIn(SIGNED_DATA, UNDER_A_HEAD);
        assertThat(type(files.get("receipts/2.cms"))).isEqualTo(UNDER_A_HEAD);
        byte[] head = outside(files, "document/exchange");
        if (!id.equals(alone)) {
          heads.add(new String(head, StandardCharsets.ISO_8859_1));
        }
        outside(files, "receipts/1");
        outside(files, "receipts/2");
      }
    }
    assertThat(heads).hasSize(1);
  }

  @Test
  void a_node_may_leave_it_and_still_reads_what_others_sign_so() throws Exception {
    jiangsu.start(Map.of("HUTONG_SIGNING_BATCHES", "false"));
    henan.start();
    ApiClient suzhou = jiangsu.decider("suzhou", "3205");
    ApiClient zhoukou = henan.decider("zhoukou", "4116", "4127");
    List<UUID> together = held(suzhou);
    reaches(suzhou, together, "DELIVERED");
    Mail mail = get(zhoukou.mailbox(60, MANY, 120)).orElseThrow();
    get(zhoukou.decide(mail.lease(), mail.items().stream().map(Mail.Verdict::accept).toList()));
    reaches(suzhou, together, "ACCEPTED");
    for (UUID id : together) {
      Path file = folder.resolve("one.asice");
      get(suzhou.evidence(id, file.toString()));
      Map<String, byte[]> files = Containers.files(file);
      assertThat(type(files.get("document/exchange.cms"))).isEqualTo(SIGNED_DATA);
      assertThat(type(files.get("receipts/2.cms"))).isEqualTo(UNDER_A_HEAD);
    }
  }

  /** Posted while nothing goes, so that all of them wait. */
  private List<UUID> held(ApiClient client) throws Exception {
    ApiClient operator = jiangsu.operator();
    get(operator.pause("410000", "MAINTENANCE"));
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      ids.add(submit(client, "together-" + i));
    }
    get(operator.resume("410000"));
    return ids;
  }

  private UUID submit(ApiClient client, String key) throws Exception {
    String number = SyntheticNumber.of("412701", LocalDate.of(1950, 1, 1).plusDays(persons++));
    String record = TestRecords.arrival(key).replace("412701198502030007", number);
    byte[] body = record.getBytes(StandardCharsets.UTF_8);
    return get(client.submit(body, "application/json", null)).id();
  }

  private static void reaches(ApiClient client, List<UUID> ids, String state) {
    for (UUID id : ids) {
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(get(client.find(id)).getString("state")).isEqualTo(state));
    }
  }

  /** What is exported of one, once a checkpoint binds all of it, which proves it alone. */
  private Map<String, byte[]> proves(ApiClient client, UUID id) throws Exception {
    Path file = folder.resolve("one.asice");
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> {
              get(client.evidence(id, file.toString()));
              byte[] events = Containers.files(file).get("ledger/events.json");
              assertThat(new String(events, StandardCharsets.UTF_8)).contains("\"unbound\" : 0");
            });
    Judgement judgement =
        JudgeEvidence.standard(Clock.systemUTC())
            .judge(file, ReaderRoots.of(TrustRoots.read(root())));
    assertThat(judgement.failed()).isEmpty();
    assertThat(judgement.findings()).hasSize(Check.values().length);
    return Containers.files(file);
  }

  private Path root() {
    return folder.resolve("authority").resolve("root.pem");
  }

  /** The published script and openssl, which have nothing of this program; gives what is signed. */
  private byte[] outside(Map<String, byte[]> files, String name) throws Exception {
    Path cms = Files.write(folder.resolve("one.cms"), files.get(name + ".cms"));
    Path signed = folder.resolve("signed.cms");
    Path content = folder.resolve("content");
    run("python3", "../certs/leaf.py", cms.toString(), signed.toString(), content.toString());
    assertThat(content).hasBinaryContent(files.get(name + ".xml"));
    run(
        "openssl",
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        signed.toString(),
        "-CAfile",
        root().toString(),
        "-purpose",
        "any",
        "-out",
        folder.resolve("head").toString());
    return Files.readAllBytes(signed);
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static String type(byte[] contentInfo) {
    return ASN1Sequence.getInstance(contentInfo).getObjectAt(0).toString();
  }
}
