package hutong.gateway.evidence;

import hutong.certs.ContainerWriter;
import hutong.certs.ContentKind;
import hutong.certs.Directory;
import hutong.certs.NodeKeys;
import hutong.certs.Opened;
import hutong.certs.Opener;
import hutong.certs.PastDirectories;
import hutong.certs.Suites;
import hutong.certs.TimeAuthority;
import hutong.certs.Untrusted;
import hutong.gateway.evidence.Evidence.Receipted;
import hutong.routes.ledger.Attachments;
import hutong.routes.ledger.CheckpointProof;
import hutong.routes.ledger.Exhibit;
import hutong.routes.ledger.LedgerPosition;
import hutong.routes.ledger.Piece;
import hutong.routes.ledger.StoredReceipt;
import hutong.schemas.Documents;
import hutong.schemas.ReceivedExchange;
import hutong.schemas.RecordTypes;
import hutong.schemas.RefusedInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A container in the making: each call gives its next piece, so that its reader sets the pace and
 * nobody holds a scan whole. Not for several threads at once.
 */
public final class EvidenceStream {

  /** A container without attachments comes in one piece, or not at all. */
  private static final int PIECE = 1 << 20;

  private final ByteArrayOutputStream made = new ByteArrayOutputStream();
  private final Deque<Step> steps = new ArrayDeque<>();
  private final ContainerWriter writer;
  private final ExportEvidence.Material material;
  private final Documents documents;
  private final RecordTypes types;

  @FunctionalInterface
  private interface Step {
    void run() throws IOException, Untrusted, RefusedInput, Failing;
  }

  EvidenceStream(
      ExportEvidence.Material material,
      Attachments attachments,
      Documents documents,
      RecordTypes types,
      NodeKeys keys,
      TimeAuthority time,
      Clock clock)
      throws IOException {
    this.material = material;
    this.documents = documents;
    this.types = types;
    this.writer = new ContainerWriter(made, clock);
    Exhibit exhibit = material.exhibit();
    steps.add(() -> writer.put(FileNames.STATEMENT, material.statement().write()));
    if (exhibit.signedData() != null) {
      signed(FileNames.EXCHANGE, FileNames.EXCHANGE_XML, exhibit.signedData());
      exhibit.attachments().forEach(part -> attachment(part, attachments));
    }
    int number = 1;
    for (StoredReceipt receipt : exhibit.receipts()) {
      String name = FileNames.receipt(number++);
      signed(name, FileNames.text(name), receipt.signedData());
    }
    proofs(exhibit.proof());
    for (Directory version : material.versions()) {
      steps.add(() -> writer.put(FileNames.directory(version.version()), version.signed()));
    }
    int list = 1;
    for (byte[] revoked : material.revoked()) {
      String name = FileNames.revoked(list++);
      steps.add(() -> writer.put(name, revoked));
    }
    steps.add(() -> writer.put(FileNames.ROOT, material.root()));
    steps.add(this::page);
    Directory newest = material.versions().get(0);
    steps.add(
        () ->
            writer.finish(
                keys, certificate -> newest.signer(certificate).isPresent(), time, clock));
  }

  /** Its next piece; empty at its end. */
  public byte[] next() throws IOException {
    try {
      while (!steps.isEmpty() && made.size() < PIECE) {
        steps.poll().run();
      }
    } catch (Untrusted | RefusedInput | Failing damaged) {
      throw new IOException("what is held here does not verify", damaged);
    }
    byte[] piece = made.toByteArray();
    made.reset();
    return piece;
  }

  /** Whether the piece given last was the last. */
  public boolean done() {
    return steps.isEmpty();
  }

  private void signed(String cms, String xml, byte[] signedData) {
    steps.add(() -> writer.put(cms, signedData));
    steps.add(() -> writer.put(xml, Opener.contentOfOwnStored(signedData)));
  }

  private void proofs(CheckpointProof proof) {
    EventProofs events = EventProofs.of(proof);
    steps.add(() -> writer.put(FileNames.EVENTS, events.write()));
    for (CheckpointProof.Sealed each : proof.checkpoints()) {
      String name = FileNames.checkpoint(each.number());
      steps.add(() -> writer.put(name, each.signedData()));
      if (each.token() != null) {
        steps.add(() -> writer.put(FileNames.stamp(name), each.token()));
      }
    }
  }

  private void attachment(Exhibit.Part part, Attachments attachments) {
    steps.add(() -> writer.begin(FileNames.attachment(part.number()), false));
    for (int piece = 0; piece < Piece.count(part.content().size()); piece++) {
      int number = piece;
      steps.add(() -> writer.write(attachments.read(part.content(), number)));
    }
    steps.add(writer::end);
  }

  /** Null for one that was refused because it can't be read: that it was is evidence too. */
  private ReceivedExchange readable(Opened opened) {
    try {
      return documents.readExchange(opened.content());
    } catch (RefusedInput unreadable) {
      return null;
    }
  }

  private static Set<LedgerPosition> stamped(CheckpointProof proof) {
    Set<Long> stamped =
        proof.checkpoints().stream()
            .filter(each -> each.token() != null)
            .map(CheckpointProof.Sealed::number)
            .collect(Collectors.toSet());
    return proof.events().stream()
        .filter(each -> stamped.contains(each.checkpoint()))
        .map(CheckpointProof.Proven::position)
        .collect(Collectors.toSet());
  }

  /** Verified once more: nothing goes onto paper that would not stand up to its reader's check. */
  private void page() throws IOException, Untrusted, RefusedInput, Failing {
    Exhibit exhibit = material.exhibit();
    PastDirectories directories = PastDirectories.of(material.versions(), Suites.standard());
    Instant exported = material.statement().exported();
    Opened opened = null;
    ReceivedExchange exchange = null;
    if (exhibit.signedData() != null) {
      opened = directories.verify(exhibit.signedData(), ContentKind.EXCHANGE, exported);
      exchange = readable(opened);
    }
    ReceiptChecks checks =
        new ReceiptChecks(
            documents,
            directories,
            material.statement(),
            exchange == null ? null : exchange.header().getCreated(),
            receipt -> exported);
    List<Receipted> receipts = new ArrayList<>();
    for (StoredReceipt each : exhibit.receipts()) {
      receipts.add(checks.receipt(each.signedData(), Opener.contentOfOwnStored(each.signedData())));
    }
    Map<String, String> names = new TreeMap<>();
    for (String id : List.of(material.statement().sender(), material.statement().recipient())) {
      material
          .versions()
          .get(0)
          .member(id)
          .ifPresent(member -> names.put(id, member.nameZh() + " " + member.nameEn()));
    }
    Evidence evidence =
        new Evidence(
            material.statement(),
            opened,
            exchange,
            receipts,
            stamped(exhibit.proof()),
            names,
            new TreeMap<>(writer.digests()),
            null);
    writer.put(FileNames.PAGE, new EvidencePage(documents, types).write(evidence, List.of()));
  }
}
