package hutong.gateway.watch;

import hutong.certs.Directory;
import hutong.certs.NodeKeys;
import hutong.gateway.ledger.SqlLedger;
import hutong.routes.ledger.AnswerClock;
import hutong.routes.ledger.Clocks;
import hutong.routes.ledger.Destination;
import hutong.routes.ledger.Owed;
import hutong.routes.ledger.Proofs;
import hutong.routes.ledger.Viewer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How a node stands, as gauges; counts read a bounded part of an index, however much waits. */
public final class NodeGauges {

  private static final int MOST = 1_000;

  private final SqlLedger ledger;
  private final Supplier<Directory> directory;
  private final Supplier<NodeKeys> keys;
  private final Path folder;
  private final DiskForecast disk;
  private final Clock clock;

  public NodeGauges(
      SqlLedger ledger,
      Supplier<Directory> directory,
      Supplier<NodeKeys> keys,
      Path folder,
      DiskForecast disk,
      Clock clock) {
    this.ledger = ledger;
    this.directory = directory;
    this.keys = keys;
    this.folder = folder;
    this.disk = disk;
    this.clock = clock;
  }

  /** They are asked for from now on. */
  public void register(Metrics metrics) {
    List<String> node = List.of("node");
    metrics.gauge(
        "hutong_route_pending",
        "Entries that wait for a node, counted up to " + Destination.MOST_COUNTED,
        node,
        into -> routes().forEach(each -> into.put((double) each.waiting(), each.node())));
    metrics.gauge(
        "hutong_route_oldest_pending_seconds",
        "Age of the oldest entry that waits for a node",
        node,
        into -> routes().forEach(each -> into.put(age(each.oldest()), each.node())));
    metrics.gauge(
        "hutong_route_failures",
        "Attempts in a row that failed",
        node,
        into -> routes().forEach(each -> into.put((double) each.failures(), each.node())));
    metrics.gauge(
        "hutong_route_state",
        "1 for the state that a route is in",
        List.of("node", "state"),
        into -> routes().forEach(each -> into.put(1.0, each.node(), each.state().name())));
    metrics.gauge(
        "hutong_answers_overdue",
        "Answers that are overdue, counted up to " + MOST,
        List.of("owed_by"),
        into -> {
          into.put(overdue(false), "here");
          into.put(overdue(true), "others");
        });
    metrics.gauge(
        "hutong_quarantined",
        "Envelopes in quarantine, counted up to " + MOST,
        () -> (double) ledger.quarantined(MOST).size());
    metrics.gauge(
        "hutong_checkpoint_age_seconds",
        "Age of the ledger's newest checkpoint",
        () -> ledger.proofs().standing().map(Proofs.Standing::at).map(this::age).orElse(null));
    metrics.gauge(
        "hutong_checkpoints_unstamped",
        "Checkpoints that have no time stamp yet",
        () -> ledger.proofs().standing().map(each -> (double) each.unstamped()).orElse(null));
    metrics.gauge(
        "hutong_ledger_waiting",
        "Batches that wait to be written",
        () -> (double) ledger.waitingToWrite());
    metrics.gauge(
        "hutong_directory_expires_seconds",
        "Until the directory ends",
        () -> until(directory.get().expires()));
    metrics.gauge(
        "hutong_certificate_expires_seconds",
        "Until a certificate of this node ends",
        List.of("use"),
        into -> {
          into.put(ends(keys.get().signingCertificate()), "signing");
          keys.get()
              .encryptionCertificates()
              .forEach(
                  each -> into.put(ends(each), "encryption " + each.getPublicKey().getAlgorithm()));
        });
    metrics.gauge(
        "hutong_ledger_reusable_bytes",
        "Free in the ledger for new records; absent where its database does not say",
        () -> ledger.reusable().map(Long::doubleValue).orElse(null));
    metrics.gauge("hutong_disk_free_bytes", "Free where the node's folder is", this::free);
    metrics.gauge(
        "hutong_used_bytes",
        "What a part of the node takes on its disk",
        List.of("part"),
        into ->
            disk.outlook().parts().forEach(each -> into.put((double) each.bytes(), each.name())));
    metrics.gauge(
        "hutong_disk_full_seconds",
        "Until the disk is full at the rate of the last week; absent unless it fills",
        () -> Optional.ofNullable(disk.outlook().full()).map(this::until).orElse(null));
  }

  private List<Destination> routes() {
    return ledger.standings();
  }

  private Double overdue(boolean outbound) {
    Clocks.Question question = new Clocks.Question(AnswerClock.Flag.OVERDUE, outbound, null, null);
    List<Owed> owed =
        ledger
            .clocks()
            .owed(new Viewer.Operator(), question, Owed.Cursor.START, MOST, clock.instant());
    return (double) owed.size();
  }

  private Double age(Instant since) {
    return since == null ? null : Duration.between(since, clock.instant()).toMillis() / 1_000.0;
  }

  private double until(Instant end) {
    return Duration.between(clock.instant(), end).toMillis() / 1_000.0;
  }

  private double ends(X509Certificate certificate) {
    return until(certificate.getNotAfter().toInstant());
  }

  private Double free() {
    try {
      return (double) Files.getFileStore(folder).getUsableSpace();
    } catch (IOException unknown) {
      return null;
    }
  }
}
