package hutong.gateway.evidence;

import hutong.certs.Container;
import hutong.certs.ContentKind;
import hutong.certs.Member;
import hutong.certs.Opened;
import hutong.certs.PastDirectories;
import hutong.certs.Suites;
import hutong.certs.TimeStamp;
import hutong.certs.TrustRoots;
import hutong.certs.Untrusted;
import hutong.gateway.evidence.Evidence.Receipted;
import hutong.gateway.evidence.Judgement.Finding;
import hutong.gateway.evidence.Judgement.Result;
import hutong.routes.Deadlines;
import hutong.routes.LargeAttachments;
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
import java.time.Duration;
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

  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int MAX_SIGNED = 1 << 20;
  private static final int MAX_DIRECTORY = 20 << 20;

  /** One step; returns whether there was anything to check. */
  @FunctionalInterface
  interface Step {
    boolean holds() throws IOException, Untrusted, Failing;
  }

  private final Documents documents;
  private final RecordTypes types;
  private final Deadlines deadlines;
  private final Clock clock;
  private final List<Finding> findings = new ArrayList<>();
  private final TreeSet<String> seen = new TreeSet<>();
  private final List<Receipted> receipts = new ArrayList<>();
  private final TrustRoots roots;
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
      Documents documents, RecordTypes types, Deadlines deadlines, Clock clock, TrustRoots roots) {
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
      Result result = step.holds() ? Result.HOLDS : Result.NOTHING;
      findings.add(new Finding(check, result, "", ""));
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

  boolean open(Path file) throws IOException, Untrusted {
    container = Container.open(file);
    return true;
  }

  boolean manifest() throws IOException, Untrusted {
    container.checkManifest();
    return true;
  }

  boolean signature() throws IOException, Untrusted {
    signed = container.checkSignature();
    return true;
  }

  boolean timeStamp() throws Untrusted, Failing {
    stamp = signed.checkTimeStamp(roots);
    if (signed.signedAt().isAfter(stamp.at().plus(SKEW))
        || stamp.at().isAfter(clock.instant().plus(SKEW))) {
      throw new Failing("时间先后不符", "the times are not in their order");
    }
    return true;
  }

  boolean statement() throws IOException, Untrusted, Failing {
    byte[] json = read(FileNames.STATEMENT, Statement.MAX_BYTES);
    try {
      statement = Statement.read(json);
    } catch (IOException unreadable) {
      throw new Failing("无法读取", "it cannot be read");
    }
    if (!statement.format().equals(Statement.FORMAT)) {
      throw new Failing("格式版本未知", "it is of a format that this program does not know");
    }
    seen.add(FileNames.PAGE);
    seen.add(FileNames.ROOT);
    return true;
  }

  boolean directory() throws IOException, Untrusted {
    List<byte[]> lists = new ArrayList<>();
    List<byte[]> versions = new ArrayList<>();
    for (String name : container.names()) {
      if (FileNames.isRevoked(name)) {
        lists.add(read(name, MAX_DIRECTORY));
      } else if (FileNames.isDirectory(name)) {
        versions.add(read(name, MAX_DIRECTORY));
      }
    }
    directories = PastDirectories.verify(versions, lists, roots, Suites.standard(), stamp.at());
    signed.checkTimeStamp(directories.roots());
    return true;
  }

  boolean exporter() throws Untrusted, Failing {
    Member member = directories.exporter(signed.signers(), signed.signedAt(), stamp.at());
    if (!member.id().equals(statement.node())
        || !statement
            .node()
            .equals(statement.outbound() ? statement.sender() : statement.recipient())) {
      throw new Failing("导出者不是所称节点", "it is not the node that the statement names");
    }
    return true;
  }

  boolean document() throws IOException, Untrusted, Failing {
    if (statement.erased()) {
      if (container.has(FileNames.EXCHANGE) || container.has(FileNames.EXCHANGE_XML)) {
        throw new Failing("已删除的文件不应存在", "it is said to be erased, and is there");
      }
      return false;
    }
    opened =
        directories.verify(
            read(FileNames.EXCHANGE, MAX_SIGNED),
            ContentKind.EXCHANGE,
            checkpoints.by(statement.digest()));
    if (!Arrays.equals(opened.content(), read(FileNames.EXCHANGE_XML, MAX_SIGNED))) {
      throw new Failing("文本与所签内容不同", "the text beside it is not what was signed");
    }
    try {
      exchange = documents.readExchange(opened.content());
    } catch (RefusedInput unreadable) {
      throw new Failing("内容不符合规范", "what was signed is no exchange document");
    }
    var header = exchange.header();
    if (!header.getFrom().equals(opened.signer().id())) {
      throw new Failing("签名者不是发送方", "its signer is not its sender");
    }
    if (!header.getFrom().equals(statement.sender())
        || !header.getTo().equals(statement.recipient())
        || !header.getId().equals(statement.id())
        || !header.getType().equals(statement.type())
        || !opened.digest().toString().equals(statement.digest())) {
      throw new Failing("与说明文件不符", "the statement is of another document");
    }
    return true;
  }

  boolean attachments() throws Failing {
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
    return !large.isEmpty();
  }

  boolean receipts() throws IOException, Untrusted, Failing {
    ReceiptChecks checks =
        new ReceiptChecks(documents, directories, statement, opened, checkpoints::by);
    for (String name : container.names()) {
      if (FileNames.isReceipt(name)) {
        receipts.add(
            checks.receipt(read(name, MAX_SIGNED), read(FileNames.text(name), MAX_SIGNED)));
      }
    }
    return checks.together(receipts);
  }

  /** Where the calendar was another version's, what it says stands, and nothing is judged. */
  boolean dueDate() throws Failing {
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
    return judged;
  }

  boolean ledger() throws Failing {
    return ReceiptChecks.ledger(statement, receipts);
  }

  boolean checkpointStamp() throws IOException, Untrusted, Failing {
    checkpoints = new CheckpointChecks(statement, directories, stamp.at(), directories.roots());
    if (!container.has(FileNames.EVENTS)) {
      return false;
    }
    proofs = EventProofs.read(read(FileNames.EVENTS, EventProofs.MAX_BYTES));
    checkpoints.of(proofs);
    boolean any = false;
    for (long number : proofs.checkpoints()) {
      String name = FileNames.checkpoint(number);
      if (container.has(FileNames.stamp(name))) {
        checkpoints.stamped(
            number, read(name, MAX_SIGNED), read(FileNames.stamp(name), MAX_SIGNED));
        any = true;
      }
    }
    return any;
  }

  boolean checkpoint() throws IOException, Untrusted, Failing {
    if (proofs == null) {
      return false;
    }
    for (long number : proofs.checkpoints()) {
      checkpoints.signed(number, read(FileNames.checkpoint(number), MAX_SIGNED));
    }
    return !proofs.events().isEmpty();
  }

  boolean inclusion() throws Failing {
    return checkpoints.inclusion();
  }

  boolean files() throws Failing {
    TreeSet<String> others = new TreeSet<>(container.names());
    others.removeAll(seen);
    if (!others.isEmpty()) {
      throw new Failing("有未知文件", "there is a file that nothing speaks of");
    }
    return true;
  }

  private byte[] read(String name, int most) throws IOException, Untrusted {
    seen.add(name);
    return container.read(name, most);
  }

  Judgement judgement() {
    return new Judgement(findings, failed ? null : evidence());
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
    return new Evidence(statement, opened, exchange, receipts, names, files, stamp);
  }
}
