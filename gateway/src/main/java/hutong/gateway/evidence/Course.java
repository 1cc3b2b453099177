package hutong.gateway.evidence;

import hutong.certs.ClockSkew;
import hutong.certs.Container;
import hutong.certs.ContentKind;
import hutong.certs.Member;
import hutong.certs.Opened;
import hutong.certs.PastDirectories;
import hutong.certs.Suites;
import hutong.certs.TimeStamp;
import hutong.certs.Untrusted;
import hutong.gateway.evidence.Evidence.Receipted;
import hutong.gateway.evidence.Judgement.Finding;
import hutong.gateway.evidence.Judgement.Result;
import hutong.routes.Deadlines;
import hutong.routes.LargeAttachments;
import hutong.routes.ledger.InboundState;
import hutong.routes.ledger.LargeAttachment;
import hutong.schemas.Documents;
import hutong.schemas.DueDate;
import hutong.schemas.ReceivedExchange;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import hutong.schemas.hx.Urgency;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** One container's way through the checks, with what each leaves for the later ones. */
final class Course implements AutoCloseable {

  private static final int MAX_SIGNED = 1 << 20;
  private static final int MAX_DIRECTORY = 20 << 20;

  /** One step. */
  @FunctionalInterface
  interface Step {
    Outcome run() throws IOException, Untrusted, Failing;
  }

  private final Documents documents;
  private final RecordTypes types;
  private final Deadlines deadlines;
  private final Clock clock;
  private final List<Finding> findings = new ArrayList<>();
  private final TreeSet<String> seen = new TreeSet<>();
  private final List<Receipted> receipts = new ArrayList<>();
  private final ReaderRoots roots;

  /** The same, which know of what the directories revoke. */
  private ReaderRoots trusted;

  private boolean failed;
  private Container container;
  private Container.Signed signed;
  private TimeStamp stamp;
  private Statement statement;
  private PastDirectories directories;
  private Opened opened;
  private ReceivedExchange exchange;
  private EventProofs proofs;
  private CheckpointChecks checkpoints;

  Course(
      Documents documents, RecordTypes types, Deadlines deadlines, Clock clock, ReaderRoots roots) {
    this.documents = documents;
    this.types = types;
    this.deadlines = deadlines;
    this.clock = clock;
    this.roots = roots;
  }

  @Override
  public void close() throws IOException {
    if (container != null) {
      container.close();
    }
  }

  void run(Check check, Step step) throws IOException {
    if (failed) {
      return;
    }
    try {
      Outcome outcome = step.run();
      findings.add(new Finding(check, outcome.result(), outcome.zh(), outcome.en()));
    } catch (Untrusted fault) {
      fail(check, Failing.of(fault));
    } catch (Failing failing) {
      fail(check, failing);
    }
  }

  private void fail(Check check, Failing why) {
    failed = true;
    findings.add(new Finding(check, Result.FAILS, why.zh(), why.getMessage()));
  }

  Outcome open(Path file) throws IOException, Untrusted {
    container = Container.open(file);
    return Outcome.HOLDS;
  }

  Outcome manifest() throws IOException, Untrusted {
    container.checkManifest();
    return Outcome.HOLDS;
  }

  Outcome signature() throws IOException, Untrusted {
    signed = container.checkSignature();
    return Outcome.HOLDS;
  }

  Outcome timeStamp() throws Untrusted, Failing {
    stamp = signed.checkTimeStamp(roots.stamps());
    if (signed.signedAt().isAfter(stamp.at().plus(ClockSkew.ALLOWED))
        || stamp.at().isAfter(clock.instant().plus(ClockSkew.ALLOWED))) {
      throw new Failing("时间先后不符", "the times are not in their order");
    }
    return roots.demanded()
        ? Outcome.HOLDS
        : Outcome.holds(
            "凭成员的根证书采信,可信程度等同网络本身;可用 --time-roots 要求外部机构",
            "believed by the members' roots: worth what the network's own word is worth;"
                + " --time-roots demands an authority of your choice");
  }

  Outcome statement() throws IOException, Untrusted, Failing {
    byte[] json = read(FileNames.STATEMENT, Statement.MAX_BYTES);
    try {
      statement = Statement.read(json);
    } catch (IOException unreadable) {
      throw new Failing("无法读取", "it cannot be read");
    }
    if (!statement.format().equals(Statement.FORMAT)) {
      throw new Failing("格式版本未知", "it is of a format that this program does not know");
    }
    // For convenience, and believed by nobody.
    seen.add(FileNames.PAGE);
    seen.add(FileNames.ROOT);
    return Outcome.HOLDS;
  }

  Outcome directory() throws IOException, Untrusted {
    List<byte[]> lists = new ArrayList<>();
    List<byte[]> versions = new ArrayList<>();
    for (String name : container.names()) {
      if (FileNames.isRevoked(name)) {
        lists.add(read(name, MAX_DIRECTORY));
      } else if (FileNames.isDirectory(name)) {
        versions.add(read(name, MAX_DIRECTORY));
      }
    }
    directories =
        PastDirectories.verify(versions, lists, roots.members(), Suites.standard(), stamp.at());
    trusted = roots.knowing(directories);
    signed.checkTimeStamp(trusted.stamps());
    return Outcome.HOLDS;
  }

  Outcome exporter() throws Untrusted, Failing {
    Member member = directories.exporter(signed.signers(), signed.signedAt(), stamp.at());
    if (!member.id().equals(statement.node())
        || !statement
            .node()
            .equals(statement.outbound() ? statement.sender() : statement.recipient())) {
      throw new Failing("导出者不是所称节点", "it is not the node that the statement names");
    }
    return Outcome.HOLDS;
  }

  Outcome document() throws IOException, Untrusted, Failing {
    if (statement.erased()) {
      if (container.has(FileNames.EXCHANGE) || container.has(FileNames.EXCHANGE_XML)) {
        throw new Failing("已删除的文件不应存在", "it is said to be erased, and is there");
      }
      return Outcome.NOTHING;
    }
    byte[] signedData = read(FileNames.EXCHANGE, MAX_SIGNED);
    opened =
        directories.verify(
            signedData, ContentKind.EXCHANGE, checkpoints.by(CheckpointChecks.digest(signedData)));
    if (!Arrays.equals(opened.content(), read(FileNames.EXCHANGE_XML, MAX_SIGNED))) {
      throw new Failing("文本与所签内容不同", "the text beside it is not what was signed");
    }
    if (!opened.signer().id().equals(statement.sender())) {
      throw new Failing("签名者不是发送方", "its signer is not its sender");
    }
    if (!opened.digest().toString().equals(statement.digest())) {
      throw new Failing("与说明文件不符", "the statement is of another document");
    }
    try {
      exchange = documents.readExchange(opened.content());
    } catch (RefusedInput unreadable) {
      return Outcome.holds("内容不符合规范", "what was signed is no exchange document of the schemas");
    }
    var header = exchange.header();
    if (!header.getFrom().equals(statement.sender())
        || !header.getTo().equals(statement.recipient())
        || !header.getId().equals(statement.id())
        || !header.getType().equals(statement.type())) {
      throw new Failing("与说明文件不符", "the statement is of another document");
    }
    return Outcome.HOLDS;
  }

  Outcome attachments() throws Failing {
    List<LargeAttachment> large =
        exchange == null ? List.of() : LargeAttachments.of(exchange.record());
    for (LargeAttachment each : large) {
      String name = FileNames.attachment(each.number());
      seen.add(name);
      if (!container.has(name)
          || container.size(name) != each.size()
          || !HexFormat.of().formatHex(container.sha256(name)).equals(each.digest())) {
        throw new Failing("附件缺失或不同", "one is missing, or another");
      }
    }
    return Outcome.of(!large.isEmpty());
  }

  Outcome receipts() throws IOException, Untrusted, Failing {
    Instant created = exchange == null ? null : exchange.header().getCreated();
    ReceiptChecks checks =
        new ReceiptChecks(documents, directories, statement, created, checkpoints::by);
    for (String name : container.names()) {
      if (FileNames.isReceipt(name)) {
        receipts.add(
            checks.receipt(read(name, MAX_SIGNED), read(FileNames.text(name), MAX_SIGNED)));
      }
    }
    boolean any = checks.together(receipts);
    boolean refused =
        receipts.stream().anyMatch(each -> each.says().outcome() == InboundState.REJECTED);
    if (opened != null && exchange == null && !refused) {
      throw new Failing("内容不符合规范", "none refuses what is no exchange document");
    }
    return any ? Outcome.HOLDS : Outcome.nothing("不能证明送达", "nothing proves that it came");
  }

  /** Where the calendar was another version's, what it says stands, and nothing is judged. */
  Outcome dueDate() throws Failing {
    boolean judged = false;
    for (Receipted each : receipts) {
      DueDate stated = each.says().due();
      if (stated == null || exchange == null) {
        continue;
      }
      boolean urgent = exchange.record().getUrgency() == Urgency.URGENT;
      LocalDate on = LocalDate.ofInstant(each.says().receivedAt(), Deadlines.ZONE);
      DueDate own =
          types.of(statement.type()).map(type -> deadlines.due(type, urgent, on)).orElse(null);
      if (own != null && own.calendarVersion().equals(stated.calendarVersion())) {
        judged = true;
        if (!own.equals(stated)) {
          throw new Failing("期限计算不符", "it is another day, or by another rule");
        }
      }
    }
    return Outcome.of(judged);
  }

  Outcome ledger() throws Failing {
    return new PositionChecks(statement, checkpoints.proved()).check(receipts);
  }

  Outcome checkpointStamp() throws IOException, Untrusted, Failing {
    checkpoints = new CheckpointChecks(statement, directories, stamp.at(), trusted);
    boolean unaccepted = false;
    if (!container.has(FileNames.EVENTS)) {
      return Outcome.NOTHING;
    }
    proofs = EventProofs.read(read(FileNames.EVENTS, EventProofs.MAX_BYTES));
    checkpoints.of(proofs);
    boolean any = false;
    for (long number : proofs.checkpoints()) {
      String name = FileNames.checkpoint(number);
      if (container.has(FileNames.stamp(name))) {
        boolean counts =
            checkpoints.stamped(
                number, read(name, MAX_SIGNED), read(FileNames.stamp(name), MAX_SIGNED));
        any |= counts;
        unaccepted |= !counts;
      }
    }
    return unaccepted
        ? Outcome.nothing(
            "密钥已吊销或并非所要求的机构,不予采信",
            "by a revoked key, or of no authority that you demand: not counted")
        : Outcome.of(any);
  }

  Outcome checkpoint() throws IOException, Untrusted, Failing {
    if (proofs == null) {
      return Outcome.NOTHING;
    }
    for (long number : proofs.checkpoints()) {
      checkpoints.signed(number, read(FileNames.checkpoint(number), MAX_SIGNED));
    }
    return Outcome.of(!proofs.events().isEmpty());
  }

  Outcome inclusion() throws Failing {
    return Outcome.of(checkpoints.inclusion());
  }

  Outcome files() throws Failing {
    TreeSet<String> others = new TreeSet<>(container.names());
    others.removeAll(seen);
    if (!others.isEmpty()) {
      throw new Failing("有未知文件", "there is a file that nothing speaks of");
    }
    return Outcome.HOLDS;
  }

  private byte[] read(String name, int most) throws IOException, Untrusted {
    seen.add(name);
    return container.read(name, most);
  }

  Judgement judgement() {
    return new Judgement(findings, failed ? null : evidence(), failed ? null : proved());
  }

  private Judgement.Proved proved() {
    if (receipts.stream().anyMatch(each -> each.says().outcome() != null)) {
      return Judgement.Proved.DECIDED;
    }
    return receipts.isEmpty() ? Judgement.Proved.SIGNED : Judgement.Proved.RECEIVED;
  }

  private Evidence evidence() {
    Map<String, String> names = new TreeMap<>();
    for (String id : List.of(statement.sender(), statement.recipient())) {
      directories
          .at(stamp.at())
          .flatMap(version -> version.member(id))
          .ifPresent(member -> names.put(id, member.nameZh() + " " + member.nameEn()));
    }
    TreeMap<String, byte[]> files = new TreeMap<>();
    container.names().forEach(name -> files.put(name, container.sha256(name)));
    return new Evidence(
        statement, opened, exchange, receipts, checkpoints.stamped(), names, files, stamp);
  }
}
