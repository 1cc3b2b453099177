package hutong.gateway.endtoend;

import static hutong.gateway.endtoend.Region.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hutong.certs.TrustRoots;
import hutong.gateway.cli.EvidenceCommand;
import hutong.gateway.evidence.Check;
import hutong.gateway.evidence.EvidencePage;
import hutong.gateway.evidence.JudgeEvidence;
import hutong.gateway.evidence.Judgement;
import hutong.gateway.evidence.ReaderRoots;
import hutong.gateway.http.ApiClient;
import hutong.gateway.http.Mail;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two nodes export of one exchange, judged by somebody who has neither. */
class EvidenceTest {

  private static final Documents DOCUMENTS = new Documents();
  private static final RecordTypes TYPES = RecordTypes.load();
  private static final Scan SCAN = Scan.of(7, 3_000_000);

  @TempDir private static Path folder;

  private static final Vertx VERTX = Vertx.vertx();
  private static Region jiangsu;
  private static Region henan;
  private static ApiClient suzhou;
  private static ApiClient zhoukou;
  private static UUID id;
  private static Path sent;
  private static Path received;
  private static Path other;

  @BeforeAll
  static void an_inquiry_with_a_scan_is_accepted_and_exported_on_both_sides() throws Exception {
    List<Region> regions = Region.make(folder, VERTX, "320000", "410000");
    Map<String, String> often = Map.of("HUTONG_CHECKPOINT_EVERY", "PT1S");
    jiangsu = regions.get(0).start(often);
    henan = regions.get(1).start(often);
    suzhou = jiangsu.decider("suzhou", "3205");
    zhoukou = henan.decider("zhoukou", "4116", "4127");
    id = accepted("evidence-1");
    sent = folder.resolve("sent.asice");
    received = folder.resolve("received.asice");
    other = folder.resolve("other.asice");
    exportBound(suzhou, sent);
    exportBound(zhoukou, received);
    get(suzhou.evidence(accepted("evidence-2"), other.toString()));
  }

  /** Once every event is bound by a checkpoint that has its time stamp. */
  private static void exportBound(ApiClient client, Path file) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              get(client.evidence(id, file.toString()));
              Map<String, byte[]> files = Containers.files(file);
              String events = new String(files.get("ledger/events.json"), StandardCharsets.UTF_8);
              assertThat(events).contains("\"unbound\" : 0");
              assertThat(files.keySet())
                  .filteredOn(name -> name.startsWith("ledger/checkpoint") && name.endsWith(".cms"))
                  .isNotEmpty()
                  .allMatch(name -> files.containsKey(name.replace(".cms", ".tst")));
            });
  }

  private static UUID accepted(String key) throws Exception {
    get(suzhou.putAttachment(SCAN.digest(), SCAN.buffer()));
    UUID posted = get(suzhou.submit(Scan.inquiry(key, SCAN), "application/json", null)).id();
    Mail mail = get(zhoukou.mailbox(60, 10, 60)).orElseThrow();
    get(zhoukou.decide(mail.lease(), List.of(Mail.Verdict.accept(mail.items().get(0)))));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(get(suzhou.find(posted)).getString("state")).isEqualTo("ACCEPTED"));
    return posted;
  }

  @AfterAll
  static void stop() {
    jiangsu.close();
    henan.close();
    VERTX.close();
  }

  @Test
  void both_sides_prove_it() throws Exception {
    for (Path file : List.of(sent, received)) {
      Judgement judgement = judge(file);
      assertThat(judgement.findings()).hasSize(Check.values().length);
      assertThat(judgement.failed()).isEmpty();
      assertThat(judgement.findings())
          .filteredOn(each -> each.result() != Judgement.Result.HOLDS)
          .extracting(Judgement.Finding::check)
          .isSubsetOf(Check.LEDGER);
    }
    assertThat(Containers.files(sent).keySet())
        .startsWith("mimetype")
        .contains(
            "document/exchange.cms",
            "document/attachment-0.bin",
            "receipts/1.cms",
            "receipts/2.cms",
            "certificates/root.pem",
            "page.html");
  }

  @Test
  void it_still_does_when_every_certificate_has_expired() throws Exception {
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(50 * 365));
    assertThat(judge(sent, later).failed()).isEmpty();
  }

  @Test
  void roots_of_others_prove_nothing() throws Exception {
    Path strangers = Files.createDirectories(folder.resolve("strangers"));
    Region.make(strangers, VERTX, "330000");
    Judgement judgement =
        judge(received, Clock.systemUTC(), strangers.resolve("authority").resolve("root.pem"));
    assertThat(judgement.failed().orElseThrow().check()).isEqualTo(Check.TIME_STAMP);
  }

  @Test
  void whatever_is_changed_removed_added_or_swapped_is_refused_by_name() throws Exception {
    Map<Check, Integer> refused = new EnumMap<>(Check.class);
    int tried = 0;
    Map<String, byte[]> files = Containers.files(sent);
    Map<String, byte[]> others = Containers.files(other);
    for (String name : files.keySet()) {
      byte[] content = files.get(name);
      for (int at : new int[] {0, content.length / 3, content.length / 2, content.length - 1}) {
        byte[] flipped = content.clone();
        flipped[at] ^= 1;
        tried += refused(with(files, name, flipped), refused);
      }
      tried += refused(with(files, name, null), refused);
      tried +=
          refused(with(files, "receipts/99" + name.substring(name.length() - 4), content), refused);
      byte[] theirs = others.get(name);
      if (theirs != null && !java.util.Arrays.equals(theirs, content)) {
        tried += refused(with(files, name, theirs), refused);
      }
    }
    System.out.println("evidence: " + tried + " tamperings, refused by " + refused);
    assertThat(refused.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(tried);
  }

  @Test
  void a_page_for_paper_needs_nothing_beside_it_and_escapes_what_it_shows() throws Exception {
    String page =
        new String(new EvidencePage(DOCUMENTS, TYPES).write(judge(sent)), StandardCharsets.UTF_8);
    assertThat(page).contains(id.toString(), "ACCEPTED", "openssl cms -verify", "全部核验通过");
    assertThat(page).doesNotContain("<script", "http://", "https://", "src=", "href=");
    Path kept = Path.of("target", "evidence-page.html");
    Files.createDirectories(kept.getParent());
    Files.writeString(kept, page);
    Files.copy(
        sent,
        Path.of("target", "evidence.asice"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        folder.resolve("authority").resolve("root.pem"),
        Path.of("target", "evidence-root.pem"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void of_an_erased_record_the_receipts_are_left_and_it_is_said_to_be_erased() throws Exception {
    UUID erased = accepted("evidence-3");
    JsonObject proposed = get(jiangsu.operator().erase(erased, "REQUEST"));
    UUID proposal = UUID.fromString(proposed.getString("id"));
    assertThat(get(jiangsu.operator().approve(proposal)).getString("result")).isEqualTo("DONE");
    Path file = folder.resolve("erased.asice");
    get(jiangsu.operator().evidence(erased, file.toString()));
    Judgement judgement = judge(file);
    assertThat(judgement.failed()).isEmpty();
    assertThat(Containers.files(file).keySet())
        .contains("receipts/1.cms", "receipts/2.cms")
        .noneMatch(name -> name.startsWith("document/"));
    assertThat(
            new String(new EvidencePage(DOCUMENTS, TYPES).write(judgement), StandardCharsets.UTF_8))
        .contains("ERASED")
        .doesNotContain("412701198502030007");
  }

  @Test
  void whoever_may_not_see_all_of_it_gets_nothing() throws Exception {
    ApiClient desk = jiangsu.decider("desk", "3206");
    ApiClient operator = jiangsu.operator();
    Path file = folder.resolve("mine.asice");
    assertThatThrownBy(() -> get(desk.evidence(id, file.toString())))
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("NOT_FOUND");
    get(operator.evidence(id, file.toString()));
    assertThat(judge(file).failed()).isEmpty();
    assertThatThrownBy(() -> get(operator.evidence(UUID.randomUUID(), file.toString())))
        .hasMessageContaining("NOT_FOUND");
  }

  @Test
  void commands_export_verify_and_print_and_name_what_does_not_hold() throws Exception {
    String key = jiangsu.node().systems().addOperator("evidence", null);
    Path keyFile = Files.writeString(folder.resolve("operator.key"), key);
    String file = folder.resolve("by-command.asice").toString();
    String roots = folder.resolve("authority").resolve("root.pem").toString();
    String url = jiangsu.node().url();
    Said exported =
        Said.of(
            new EvidenceCommand(),
            "export",
            id.toString(),
            "-o",
            file,
            "--url",
            url,
            "--key-file",
            keyFile.toString());
    assertThat(exported.exit()).as(exported.text()).isZero();
    Said holds = Said.of(new EvidenceCommand(), "verify", file, "--roots", roots);
    assertThat(holds.exit()).as(holds.text()).isZero();
    assertThat(holds.text()).contains("RECEIPTS", "ok");
    Said printed =
        Said.of(
            new EvidenceCommand(),
            "print",
            file,
            "--roots",
            roots,
            "-o",
            folder.resolve("p.html").toString());
    assertThat(printed.exit()).isZero();
    assertThat(folder.resolve("p.html")).isNotEmptyFile();

    Map<String, byte[]> files = Containers.files(sent);
    files.get("receipts/1.xml")[5] ^= 1;
    Path changed = Files.write(folder.resolve("changed.asice"), zip(files));
    Said fails = Said.of(new EvidenceCommand(), "verify", changed.toString(), "--roots", roots);
    assertThat(fails.exit()).isEqualTo(1);
    assertThat(fails.text().strip()).endsWith("MANIFEST");
    assertThat(
            Said.of(
                    new EvidenceCommand(),
                    "print",
                    changed.toString(),
                    "--roots",
                    roots,
                    "-o",
                    file)
                .exit())
        .isEqualTo(1);
    Said unknown =
        Said.of(
            new EvidenceCommand(),
            "export",
            UUID.randomUUID().toString(),
            "-o",
            folder.resolve("none.asice").toString(),
            "--url",
            url,
            "--key-file",
            keyFile.toString());
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(folder.resolve("none.asice")).doesNotExist();
  }

  private static int refused(Map<String, byte[]> files, Map<Check, Integer> refused)
      throws IOException {
    Path file = Files.write(folder.resolve("tampered.asice"), zip(files));
    judge(file).failed().ifPresent(each -> refused.merge(each.check(), 1, Integer::sum));
    return 1;
  }

  private static Map<String, byte[]> with(Map<String, byte[]> files, String name, byte[] content) {
    Map<String, byte[]> changed = new LinkedHashMap<>(files);
    if (content == null) {
      changed.remove(name);
    } else {
      changed.put(name, content);
    }
    return changed;
  }

  private static Judgement judge(Path file) throws IOException {
    return judge(file, Clock.systemUTC());
  }

  private static Judgement judge(Path file, Clock clock) throws IOException {
    return judge(file, clock, folder.resolve("authority").resolve("root.pem"));
  }

  static Judgement judge(Path file, Clock clock, Path roots) throws IOException {
    return JudgeEvidence.standard(clock).judge(file, ReaderRoots.of(TrustRoots.read(roots)));
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setLevel(1);
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        if (each.getKey().equals("mimetype")) {
          CRC32 crc = new CRC32();
          crc.update(each.getValue());
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(each.getValue().length);
          entry.setCrc(crc.getValue());
        }
        out.putNextEntry(entry);
        out.write(each.getValue());
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
