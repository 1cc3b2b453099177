package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hutong.certs.ContainerWriter;
import hutong.certs.ContentKind;
import hutong.certs.NodeKeys;
import hutong.certs.Operations;
import hutong.certs.PastDirectories;
import hutong.certs.Sealer;
import hutong.certs.Suites;
import hutong.certs.TimeStamper;
import hutong.certs.TrustRoots;
import hutong.gateway.cli.CertsCommand;
import hutong.gateway.cli.EvidenceCommand;
import hutong.gateway.evidence.Check;
import hutong.gateway.evidence.EvidencePage;
import hutong.gateway.evidence.JudgeEvidence;
import hutong.gateway.evidence.Judgement;
import hutong.gateway.evidence.Judgement.Finding;
import hutong.gateway.evidence.Judgement.Proved;
import hutong.gateway.evidence.ReaderRoots;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import hutong.schemas.hx.Header;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member that exports, with its own valid keys, what is not so, or less than it seems. */
class HostileExporterTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;

  private static final Vertx VERTX = Vertx.vertx();
  private static final List<Region> REGIONS = new ArrayList<>();
  private static Region jiangsu;
  private static Region henan;
  private static ApiClient suzhou;
  private static Map<String, byte[]> sent;
  private static Map<String, byte[]> received;

  @BeforeAll
  static void a_record_is_accepted_and_bound_by_checkpoints() throws Exception {
    // The third is in the directory and never runs.
    REGIONS.addAll(Region.make(folder, VERTX, "320000", "410000", "330000"));
    Map<String, String> often = Map.of("HUTONG_CHECKPOINT_EVERY", "PT1S");
    jiangsu = REGIONS.get(0).start(often);
    henan = REGIONS.get(1).start(often);
    suzhou = jiangsu.decider("suzhou", "3205");
    ApiClient zhoukou = henan.decider("zhoukou", "4116", "4127");
    byte[] record = TestRecords.arrival("hostile").getBytes(StandardCharsets.UTF_8);
    UUID id = get(suzhou.submit(record, "application/json", null)).id();
    Mail mail = get(zhoukou.mailbox(60, 10, 60)).orElseThrow();
    get(zhoukou.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(get(suzhou.find(id)).getString("state")).isEqualTo("ACCEPTED"));
    sent = bound(suzhou, id);
    received = bound(zhoukou, id);
  }

  @AfterAll
  static void stop() {
    REGIONS.forEach(Region::close);
    VERTX.close();
  }

  /** Once every event is bound by a checkpoint that has its time stamp. */
  private static Map<String, byte[]> bound(ApiClient client, UUID id) {
    Path file = folder.resolve("honest.asice");
    Map<String, byte[]> files = new TreeMap<>();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              get(client.evidence(id, file.toString()));
              files.clear();
              files.putAll(Containers.files(file));
              assertThat(text(files, "ledger/events.json")).contains("\"unbound\" : 0");
              assertThat(files.keySet())
                  .filteredOn(name -> name.matches("ledger/checkpoint-.*cms"))
                  .allMatch(name -> files.containsKey(name.replace(".cms", ".tst")));
            });
    return files;
  }

  @Test
  void what_he_exports_unchanged_holds_on_both_sides() throws Exception {
    for (Path file : List.of(signed(sent, jiangsu), signed(received, henan))) {
      Judgement judgement = judge(file);
      assertThat(judgement.failed()).isEmpty();
      assertThat(judgement.proved()).isEqualTo(Proved.DECIDED);
    }
    assertThat(finding(judge(signed(received, henan)), Check.LEDGER).result())
        .isEqualTo(Judgement.Result.HOLDS);
  }

  @Test
  void a_record_that_never_left_is_only_signed_and_the_command_says_so() throws Exception {
    byte[] record =
        TestRecords.arrival("unsent").replace("412701", "330102").getBytes(StandardCharsets.UTF_8);
    UUID id = get(suzhou.submit(record, "application/json", null)).id();
    Path file = folder.resolve("unsent.asice");
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(() -> get(suzhou.evidence(id, file.toString())));
    Judgement judgement = judge(file);
    assertThat(judgement.failed()).isEmpty();
    assertThat(judgement.proved()).isEqualTo(Proved.SIGNED);
    Said said =
        Said.of(new EvidenceCommand(), "verify", file.toString(), "--roots", roots().toString());
    assertThat(said.exit()).as(said.text()).isEqualTo(3);
    assertThat(said.text()).contains("no receipt");
    String page =
        new String(
            new EvidencePage(new Documents(), RecordTypes.load()).write(judgement),
            StandardCharsets.UTF_8);
    assertThat(page).contains("There is no receipt").doesNotContain("show that it came");
  }

  @Test
  void what_was_refused_as_unreadable_is_evidence_with_the_receipt_that_refuses_it()
      throws Exception {
    Header header;
    try (Rogue zhejiang = new Rogue("330000", REGIONS.get(2).home(), jiangsu.node()::directory)) {
      header = zhejiang.header(zhejiang.arrival("nonsense"), "410000");
      zhejiang.put(zhejiang.envelope(zhejiang.nonsense(header), "410000"), "410000");
    }
    Path file = folder.resolve("nonsense.asice");
    ApiClient operator = henan.operator();
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(() -> get(operator.evidence(header.getId(), file.toString())));
    Judgement judgement = judge(file);
    assertThat(judgement.failed()).isEmpty();
    assertThat(judgement.proved()).isEqualTo(Proved.DECIDED);
    assertThat(finding(judgement, Check.DOCUMENT).en()).contains("no exchange document");
    assertThat(new EvidencePage(new Documents(), RecordTypes.load()).write(judgement)).isNotEmpty();

    Map<String, byte[]> files = Containers.files(file);
    files.keySet().removeIf(name -> name.startsWith("receipts/"));
    replace(files, "evidence.json", "\"outbound\" : false", "\"outbound\" : true");
    assertThat(judge(signed(files, henan)).failed()).isPresent();
  }

  @Test
  void erased_and_without_receipts_nothing_is_proved() throws Exception {
    Map<String, byte[]> files = new TreeMap<>(sent);
    files.keySet().removeIf(name -> name.startsWith("document/") || name.startsWith("receipts/"));
    replace(files, "evidence.json", "\"erased\" : false", "\"erased\" : true");
    assertThat(fails(signed(files, jiangsu))).isEqualTo(Check.RECEIPTS);
  }

  @Test
  void positions_that_no_checkpoint_binds_do_not_hold_and_invented_ones_fail() throws Exception {
    Map<String, byte[]> files = new TreeMap<>(received);
    files.keySet().removeIf(name -> name.startsWith("ledger/"));
    files.put(
        "ledger/events.json", "{\"events\":[],\"unbound\":9}".getBytes(StandardCharsets.UTF_8));
    Finding finding = finding(judge(signed(files, henan)), Check.LEDGER);
    assertThat(finding.result()).isEqualTo(Judgement.Result.NOTHING);
    assertThat(finding.en()).contains("no checkpoint");

    Map<String, byte[]> others = new TreeMap<>(files);
    others.put(
        "evidence.json",
        text(files, "evidence.json")
            .replaceAll("\"number\" : \\d+", "\"number\" : 77")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(fails(signed(others, henan))).isEqualTo(Check.LEDGER);
  }

  @Test
  void an_old_text_signed_later_by_a_stolen_key_is_not_proved_to_be_old() throws Exception {
    // Time stamps are in whole seconds: what is stamped from now on is not of before.
    Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    await().atMost(SOON).until(() -> Instant.now().isAfter(before));
    Map<String, byte[]> files = new TreeMap<>(received);
    NodeKeys stolen = keys(jiangsu);
    Clock then = Clock.fixed(Instant.parse(claimed(received)), ZoneOffset.UTC);
    Sealer forger =
        new Sealer(stolen, jiangsu.node()::directory, Suites.standard(), then, new Operations());
    files.put(
        "document/exchange.cms",
        forger.sign(files.get("document/exchange.xml"), ContentKind.EXCHANGE));
    files.putAll(revocation(before));
    // The genuine one was bound by a checkpoint before.
    Map<String, byte[]> genuine = new TreeMap<>(received);
    genuine.putAll(revocation(before));
    assertThat(judge(signed(genuine, henan)).failed()).isEmpty();
    Judgement judgement = judge(signed(files, henan));
    assertThat(judgement.failed().orElseThrow().check()).isEqualTo(Check.DOCUMENT);
    assertThat(judgement.failed().orElseThrow().en()).contains("SIGNER_REVOKED");
  }

  @Test
  void a_reader_may_demand_time_stamps_of_an_authority_of_his_choice() throws Exception {
    Path strangers = Files.createDirectories(folder.resolve("strangers"));
    Region.make(strangers, VERTX, "340000");
    Path others = strangers.resolve("authority").resolve("root.pem");
    Path file = signed(sent, jiangsu);
    Object[] demands = {"verify", file.toString(), "--roots", roots().toString(), "--time-roots"};
    Said refused = Said.of(new EvidenceCommand(), with(demands, others.toString()));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text().strip()).endsWith("TIME_STAMP");
    assertThat(Said.of(new EvidenceCommand(), with(demands, roots().toString())).exit()).isZero();
    Said warned =
        Said.of(new EvidenceCommand(), "verify", file.toString(), "--roots", roots().toString());
    assertThat(warned.text()).contains("network's own word").contains("--time-roots");
  }

  /** A directory that revokes the sender's signing key as stolen since then. */
  private static Map<String, byte[]> revocation(Instant suspected) throws Exception {
    Path authority = folder.resolve("authority");
    Path copy = folder.resolve("authority-" + UUID.randomUUID());
    copy(authority, copy);
    Said said =
        Said.of(
            new CertsCommand(),
            "revoke",
            "320000",
            "--role",
            "signing",
            "--reason",
            "key-compromise",
            "--invalid-from",
            suspected,
            "--authority",
            copy);
    assertThat(said.exit()).as(said.text()).isZero();
    Path made = said.directory();
    long version = jiangsu.node().directory().version() + 1;
    return Map.of("directory/" + version + ".cms", Files.readAllBytes(made));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
  }

  private static String claimed(Map<String, byte[]> files) throws Exception {
    Instant at = PastDirectories.claimedTime(files.get("document/exchange.cms"));
    return at.toString();
  }

  private static NodeKeys keys(Region region) throws Exception {
    return NodeKeys.load(region.home().keys(), region.home().secret(Map.of()).characters());
  }

  /** These files in a container, signed and stamped by a node as its gateway would. */
  private static Path signed(Map<String, byte[]> files, Region by) throws Exception {
    Path file = folder.resolve(UUID.randomUUID() + ".asice");
    char[] secret = by.home().secret(Map.of()).characters();
    Clock clock = Clock.systemUTC();
    TimeStamper time = TimeStamper.load(by.home().keys(), secret, clock).orElseThrow();
    try (OutputStream out = Files.newOutputStream(file)) {
      ContainerWriter writer = new ContainerWriter(out, clock);
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        if (!each.getKey().equals("mimetype") && !each.getKey().startsWith("META-INF/")) {
          writer.put(each.getKey(), each.getValue());
        }
      }
      writer.finish(keys(by), any -> true, time, clock);
    }
    return file;
  }

  private static Path roots() {
    return folder.resolve("authority").resolve("root.pem");
  }

  private static Judgement judge(Path file) throws IOException {
    return JudgeEvidence.standard(Clock.systemUTC())
        .judge(file, ReaderRoots.of(TrustRoots.read(roots())));
  }

  private static Check fails(Path file) throws IOException {
    return judge(file).failed().orElseThrow().check();
  }

  private static Finding finding(Judgement judgement, Check check) {
    return judgement.findings().stream()
        .filter(each -> each.check() == check)
        .findFirst()
        .orElseThrow();
  }

  private static void replace(Map<String, byte[]> files, String name, String from, String to) {
    assertThat(text(files, name)).contains(from);
    files.put(name, text(files, name).replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Map<String, byte[]> files, String name) {
    return new String(files.get(name), StandardCharsets.UTF_8);
  }

  private static Object[] with(Object[] words, Object last) {
    Object[] all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = last;
    return all;
  }
}
