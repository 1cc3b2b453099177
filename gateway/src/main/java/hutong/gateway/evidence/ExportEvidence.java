package hutong.gateway.evidence;

import hutong.certs.Directory;
import hutong.certs.DirectoryStore;
import hutong.certs.NodeKeys;
import hutong.certs.PastDirectories;
import hutong.certs.TimeAuthority;
import hutong.certs.TrustRoots;
import hutong.certs.Untrusted;
import hutong.routes.ledger.Exhibit;
import hutong.routes.ledger.Ledger;
import hutong.routes.ledger.LedgerPosition;
import hutong.routes.ledger.TimelineEntry;
import hutong.routes.ledger.TransferFacts;
import hutong.routes.ledger.Viewer;
import hutong.schemas.Documents;
import hutong.schemas.RecordTypes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/** Collects what proves a transfer, and has it written as one container. */
public final class ExportEvidence {

  private static final Set<String> TAKEN_IN =
      Set.of("RECEIVED", "DELIVERED", "ACCEPTED", "REJECTED", "SUPERSEDED");

  /** With checkpoints, receipts and attachments no more than a container takes. */
  private static final int MOST_LISTS = 32;

  private static final int MOST_VERSIONS = 32;
  private static final int MAX_LIST = 16 << 20;

  private final String node;
  private final Ledger ledger;
  private final Documents documents;
  private final RecordTypes types;
  private final Supplier<NodeKeys> keys;
  private final TimeAuthority time;
  private final HeldDirectories directories;
  private final Path revocation;
  private final Supplier<List<byte[]>> heard;
  private final Clock clock;

  /** Every version of the directory that this node holds. */
  @FunctionalInterface
  public interface HeldDirectories {
    DirectoryStore open() throws IOException, Untrusted;
  }

  /**
   * Exports as one node.
   *
   * @param revocation folder with lists of revoked certificates, {@code .crl}; need not be there
   * @param heard lists that outside authorities published, DER
   */
  public ExportEvidence(
      String node,
      Ledger ledger,
      Documents documents,
      RecordTypes types,
      Supplier<NodeKeys> keys,
      TimeAuthority time,
      HeldDirectories directories,
      Path revocation,
      Supplier<List<byte[]>> heard,
      Clock clock) {
    this.node = node;
    this.ledger = ledger;
    this.documents = documents;
    this.types = types;
    this.keys = keys;
    this.time = time;
    this.directories = directories;
    this.revocation = revocation;
    this.heard = heard;
    this.clock = clock;
  }

  /** Begins a container; nothing of it is made before it is asked for. */
  public EvidenceStream begin(Exhibit exhibit) throws IOException {
    try {
      Material material = material(exhibit);
      return new EvidenceStream(
          material, ledger.attachments(), documents, types, keys.get(), time, clock);
    } catch (Untrusted damaged) {
      throw new IOException("what is held here does not verify: " + damaged.getMessage(), damaged);
    }
  }

  /** What may be exported: signed, and for the viewer to see whole. */
  public Optional<Exhibit> exhibit(UUID id, Viewer viewer) {
    return ledger.exhibit(id, viewer);
  }

  /**
   * All that goes into a container, but the attachments' contents.
   *
   * @param versions of the directory, newest first
   * @param revoked lists of revoked certificates
   */
  record Material(
      Statement statement,
      Exhibit exhibit,
      List<Directory> versions,
      List<byte[]> revoked,
      byte[] root) {}

  private Material material(Exhibit exhibit) throws IOException, Untrusted {
    Set<Instant> times = new HashSet<>();
    times.add(clock.instant());
    if (exhibit.signedData() != null) {
      times.add(PastDirectories.claimedTime(exhibit.signedData()));
    }
    // Whoever took something in looked into the directory of that day.
    exhibit.events().stream()
        .filter(event -> TAKEN_IN.contains(event.what()))
        .forEach(event -> times.add(event.at()));
    for (var receipt : exhibit.receipts()) {
      times.add(PastDirectories.claimedTime(receipt.signedData()));
    }
    for (var checkpoint : exhibit.proof().checkpoints()) {
      times.add(PastDirectories.claimedTime(checkpoint.signedData()));
    }
    return new Material(
        statement(exhibit),
        exhibit,
        inForce(times),
        lists(),
        TrustRoots.of(keys.get().root()).pem());
  }

  private Statement statement(Exhibit exhibit) {
    TransferFacts facts = exhibit.view().facts();
    return new Statement(
        Statement.FORMAT,
        node,
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        facts.from(),
        facts.id(),
        facts.to(),
        facts.type(),
        exhibit.view().outbound(),
        exhibit.view().state(),
        exhibit.digest(),
        exhibit.gone(),
        told(exhibit));
  }

  /** All that are proved; of the others as many as a reader takes. */
  private static List<Statement.Event> told(Exhibit exhibit) {
    Set<LedgerPosition> proved = new HashSet<>();
    exhibit.proof().events().forEach(each -> proved.add(each.position()));
    int others = Statement.MOST_EVENTS - proved.size();
    List<Statement.Event> told = new ArrayList<>();
    for (TimelineEntry event : exhibit.events()) {
      LedgerPosition at = event.position();
      if (proved.contains(at) || others-- > 0) {
        told.add(
            new Statement.Event(
                event.at(),
                event.what(),
                event.detail(),
                at.epoch(),
                at.writer(),
                at.number(),
                at.digest()));
      }
    }
    return told;
  }

  /** For each time the newest version issued by then, or the oldest held. */
  private List<Directory> inForce(Set<Instant> times) throws IOException, Untrusted {
    DirectoryStore store = directories.open();
    Set<Instant> open = new HashSet<>(times);
    List<Directory> chosen = new ArrayList<>();
    Directory last = null;
    for (long version : store.versions().descendingSet()) {
      Directory directory = store.version(version).orElseThrow();
      last = directory;
      if (open.removeIf(then -> PastDirectories.covers(directory, then))) {
        chosen.add(directory);
      }
      if (open.isEmpty() || chosen.size() == MOST_VERSIONS) {
        return chosen;
      }
    }
    if (last != null && !chosen.contains(last)) {
      chosen.add(last);
    }
    return chosen;
  }

  /** Those put there by hand, and those heard of outside authorities. */
  private List<byte[]> lists() throws IOException {
    List<byte[]> lists = new ArrayList<>();
    if (Files.isDirectory(revocation)) {
      TreeSet<Path> files = new TreeSet<>();
      try (DirectoryStream<Path> found = Files.newDirectoryStream(revocation, "*.crl")) {
        found.forEach(files::add);
      }
      for (Path file : files) {
        if (Files.size(file) <= MAX_LIST) {
          lists.add(Files.readAllBytes(file));
        }
      }
    }
    lists.addAll(heard.get());
    return lists.size() <= MOST_LISTS ? lists : lists.subList(0, MOST_LISTS);
  }
}
