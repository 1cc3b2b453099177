package hutong.gateway.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hutong.gateway.evidence.Evidence.Receipted;
import hutong.gateway.evidence.Judgement.Finding;
import hutong.gateway.evidence.Judgement.Result;
import hutong.routes.Deadlines;
import hutong.routes.ledger.Confirmation;
import hutong.schemas.Documents;
import hutong.schemas.Format;
import hutong.schemas.RecordTypes;
import hutong.schemas.hx.Header;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Writes the page for paper, Chinese and English: one HTML file that needs nothing beside it. */
public final class EvidencePage {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter CHINA =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(Deadlines.ZONE);
  private static final int LONGEST_VALUE = 2_000;

  private final Documents documents;
  private final RecordTypes types;

  public EvidencePage(Documents documents, RecordTypes types) {
    this.documents = documents;
    this.types = types;
  }

  /** The page of a container that was verified, and holds. */
  public byte[] write(Judgement judgement) throws IOException {
    return write(judgement.evidence(), judgement.findings());
  }

  /**
   * The page, UTF-8.
   *
   * @param findings of the verification; empty on the page that goes into the container, which
   *     cannot speak of what is made after it
   */
  byte[] write(Evidence evidence, List<Finding> findings) throws IOException {
    Html html = new Html(resource("page-head.html"));
    html.raw("<h1>数据交换证据 <small>Evidence of an exchange</small></h1>");
    html.raw("<p class=\"lead\">");
    html.text(leadZh(evidence));
    html.raw("<br><span lang=\"en\">");
    html.text(leadEn(evidence));
    html.raw("</span></p>");
    verdict(html, evidence, findings);
    transfer(html, evidence);
    receipts(html, evidence);
    record(html, evidence);
    events(html, evidence);
    files(html, evidence);
    html.raw(resource("page-foot.html"));
    return html.bytes();
  }

  /** It says no more than what signatures show. */
  private static String leadZh(Evidence evidence) {
    if (evidence.receipts().isEmpty()) {
      return "本文件证明下列记录由发送方签名;没有接收方回执,不能证明其已送达。";
    }
    return evidence.statement().erased()
        ? "接收方的签名回执证明其收到具有下列摘要的记录及处理结果;"
            + (evidence.statement().pruned() ? "记录内容保存期满,不再保存(PRUNED)。" : "记录内容已依规删除(ERASED)。")
        : "本文件证明下列记录由发送方签名;接收方的签名回执证明其收到与处理结果。";
  }

  private static String leadEn(Evidence evidence) {
    if (evidence.receipts().isEmpty()) {
      return "This shows that the record below was signed by its sender. There is no receipt:"
          + " nothing shows that it came to its recipient.";
    }
    return evidence.statement().erased()
        ? "The recipient's signed receipts show that a record of the digest below came, and what"
            + " became of it. Its content "
            + (evidence.statement().pruned()
                ? "was kept long enough and is no longer held (PRUNED)."
                : "has been erased (ERASED).")
        : "This shows that the record below was signed by its sender. The recipient's signed"
            + " receipts show that it came, and what became of it.";
  }

  private static void verdict(Html html, Evidence evidence, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    html.heading("核验结果", "Result of the verification");
    boolean holds = findings.stream().noneMatch(each -> each.result() == Result.FAILS);
    html.raw(holds ? "<p class=\"good\">" : "<p class=\"bad\">");
    html.text(holds ? "全部核验通过 · Every check holds" : "核验未通过 · A check fails");
    html.raw("</p><table>");
    for (Finding each : findings) {
      String mark =
          switch (each.result()) {
            case HOLDS -> "✓ 通过 holds";
            case FAILS -> "✗ 未通过 fails";
            case NOTHING -> "– 无此项 none";
          };
      html.row(each.check().zh(), each.check().en(), mark + detail(each));
    }
    html.raw("</table>");
    if (evidence.stamp() != null) {
      html.raw("<table>");
      html.row("时间戳时间", "time stamp", time(evidence.stamp().at()));
      html.row(
          "时间戳机构",
          "time-stamping authority",
          evidence.stamp().authority().getSubjectX500Principal().getName());
      html.row("时间戳策略", "policy", evidence.stamp().policy());
      html.raw("</table>");
    }
  }

  private static String detail(Finding finding) {
    return finding.zh().isEmpty() ? "" : " · " + finding.zh() + " · " + finding.en();
  }

  private void transfer(Html html, Evidence evidence) {
    Statement statement = evidence.statement();
    html.heading("交换", "The exchange");
    html.raw("<table>");
    html.row("编号", "id", statement.id().toString());
    html.row("发送方", "sender", member(evidence, statement.sender()));
    html.row("接收方", "recipient", member(evidence, statement.recipient()));
    html.row("记录类型", "type", type(statement.type()));
    if (evidence.exchange() != null) {
      Header header = evidence.exchange().header();
      html.row("形成时间", "created", time(header.getCreated()));
      html.row("有效至", "expires", time(header.getExpires()));
      html.row("法律依据", "legal basis", header.getLegalBasis());
      html.row("地址区划", "addressed to", header.getTargetDivision() + " @ " + header.getTargetDate());
      html.row("发送方签名时间", "signed by the sender", time(evidence.opened().signedAt()));
      html.row("签名证书", "certificate", serial(evidence.opened().certificate()));
      html.row("算法套件", "suite", evidence.opened().suite());
    }
    html.row("文件摘要", "digest", statement.digest());
    html.row("导出节点", "exported by", member(evidence, statement.node()));
    html.row("导出时间", "exported", time(statement.exported()));
    html.row(
        "当时状态(导出者自述)", "state then, in the exporter's word", statement.state() + gone(statement));
    html.raw("</table>");
  }

  private static String gone(Statement statement) {
    if (!statement.erased()) {
      return "";
    }
    return statement.pruned() ? " · PRUNED 不再保存" : " · ERASED 已删除";
  }

  private static void receipts(Html html, Evidence evidence) {
    html.heading("回执", "Receipts");
    if (evidence.receipts().isEmpty()) {
      html.raw("<p>尚无回执 · There is none yet.</p>");
    }
    int number = 1;
    for (Receipted each : evidence.receipts()) {
      Confirmation says = each.says();
      html.raw("<table>");
      html.row("文件", "file", FileNames.receipt(number++));
      html.row("签名者", "signed by", member(evidence, each.opened().signer().id()));
      html.row("签名时间", "signed at", time(each.opened().signedAt()));
      html.row("签名证书", "certificate", serial(each.opened().certificate()));
      html.row("收到时间", "received", time(says.receivedAt()));
      html.row("送达", "delivery", says.transport() ? "已送达并核验 · verified and stored" : "–");
      html.row("处理结果", "outcome", says.outcome() == null ? "–" : says.outcome().name());
      html.row("决定时间", "decided", says.decidedAt() == null ? "–" : time(says.decidedAt()));
      if (says.due() != null) {
        html.row(
            "应答期限",
            "answer due by",
            says.due().date() + " · " + says.due().rule() + " · " + says.due().calendarVersion());
      }
      if (says.refusal() != null) {
        html.row("拒收原因", "rejected for", says.refusal().code().name());
      }
      html.row("所收文件摘要", "digest received", says.digest());
      html.raw("</table>");
    }
  }

  private void record(Html html, Evidence evidence) throws IOException {
    if (evidence.exchange() == null) {
      return;
    }
    html.heading("所发内容", "What was sent");
    html.raw("<table class=\"record\">");
    JsonNode tree = JSON.readTree(documents.writeRecord(evidence.exchange().record(), Format.JSON));
    List<Map.Entry<String, String>> rows = new ArrayList<>();
    flatten("", tree, rows);
    for (Map.Entry<String, String> row : rows) {
      html.row(row.getKey(), "", row.getValue());
    }
    html.raw("</table>");
  }

  private static void flatten(String at, JsonNode node, List<Map.Entry<String, String>> rows) {
    if (node.isValueNode()) {
      String value = node.asText();
      rows.add(
          Map.entry(
              at,
              value.length() > LONGEST_VALUE
                  ? "(" + value.length() + " 字符 characters; document/exchange.xml)"
                  : value));
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        flatten(at + "/" + i, node.get(i), rows);
      }
    } else {
      node.properties().forEach(each -> flatten(at + "/" + each.getKey(), each.getValue(), rows));
    }
  }

  private static void events(Html html, Evidence evidence) {
    html.heading("导出节点账本中的事件", "Events in the exporter's ledger");
    html.raw("<p>");
    html.text(
        "✓:由带时间戳的检查点证明;其余为导出者自述。"
            + " ✓: bound by a checkpoint with a time stamp; the others are the exporter's word.");
    html.raw("</p><table class=\"events\">");
    for (Statement.Event each : evidence.statement().events()) {
      html.row(
          time(each.at()),
          (evidence.bound().contains(each.position()) ? "✓ " : "") + each.what(),
          each.epoch() + "/" + each.writer() + "/" + each.number() + " " + each.digest());
    }
    html.raw("</table>");
  }

  private static void files(Html html, Evidence evidence) {
    html.heading("文件及 SHA-256 摘要", "Files and their SHA-256");
    html.raw("<table class=\"files\">");
    evidence.files().forEach((name, sha) -> html.row(name, "", HexFormat.of().formatHex(sha)));
    html.raw("</table>");
  }

  private String type(String name) {
    return types.of(name).map(type -> type.zh() + " " + name).orElse(name);
  }

  private static String member(Evidence evidence, String id) {
    String name = evidence.names().get(id);
    return name == null ? id : id + " " + name;
  }

  private static String serial(java.security.cert.X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName()
        + " · "
        + certificate.getSerialNumber().toString(16);
  }

  private static String time(Instant at) {
    return CHINA.format(at) + " (UTC+8)";
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = EvidencePage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
