package hutong.gateway.node;

import hutong.certs.NodeKeys;
import hutong.certs.Role;
import hutong.certs.StatusBook;
import hutong.certs.StatusFetcher;
import hutong.gateway.settings.Settings;
import hutong.routes.ledger.Alarm;
import hutong.routes.ledger.Ledger;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks outside authorities what they revoked, and warns of their silence and of what ends soon; all
 * of it beside the records' way.
 */
final class CertificateWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
  private static final long PRESENTED_SECONDS = 5;

  private final Supplier<NodeKeys> keys;
  private final LiveDirectory directory;
  private final StatusBook book;
  private final StatusFetcher fetcher;
  private final Ledger ledger;
  private final Duration warnAfter;
  private final Clock clock;
  private final Instant begun;
  private final ScheduledExecutorService looker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "certificates");
            thread.setDaemon(true);
            return thread;
          });

  CertificateWatch(
      Supplier<NodeKeys> keys,
      LiveDirectory directory,
      StatusBook book,
      StatusFetcher fetcher,
      Ledger ledger,
      Settings.Revocation settings,
      Clock clock) {
    this.keys = keys;
    this.directory = directory;
    this.book = book;
    this.fetcher = fetcher;
    this.ledger = ledger;
    this.warnAfter = settings.warnAfter();
    this.clock = clock;
    this.begun = clock.instant();
    var unused =
        looker.scheduleWithFixedDelay(
            this::lookQuietly, 0, settings.refresh().toMillis(), TimeUnit.MILLISECONDS);
    var unusedToo =
        looker.scheduleWithFixedDelay(
            this::askQuietly, PRESENTED_SECONDS, PRESENTED_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    looker.shutdownNow();
  }

  private void lookQuietly() {
    try {
      look();
    } catch (RuntimeException fault) {
      LOG.error("Certificates could not be looked after; tried again", fault);
    }
  }

  /** What a caller or a broker showed for the first time need not wait for the next round. */
  private void askQuietly() {
    try {
      book.askPresented(directory.get(), fetcher, clock.instant());
    } catch (RuntimeException fault) {
      LOG.error("A TLS certificate could not be asked about", fault);
    }
  }

  void look() {
    List<StatusBook.Silence> silent = book.refresh(directory.get(), fetcher, clock.instant());
    directory.look();
    silent.forEach(this::warn);
    for (Expiry.Warning each : Expiry.of(keys.get(), directory.get(), clock.instant())) {
      if (ledger.warn(each.key(), each.alarm())) {
        LOG.warn("{}: {}", owner(each.alarm()), each.alarm().about());
      }
    }
  }

  /** Each refusal to answer is logged; each silence that lasts is alarmed once. */
  private void warn(StatusBook.Silence silence) {
    String name = silence.authority().name();
    LOG.warn(
        "Authority {} did not say what it revoked: {}; last heard: {}",
        name,
        silence.cause(),
        silence.since().map(Instant::toString).orElse("never"));
    Instant since = silence.since().orElse(begun);
    if (!clock.instant().isBefore(since.plus(warnAfter))) {
      String members = String.join(",", silence.authority().members());
      ledger.warn(
          "unheard-" + name + "-" + since,
          new Alarm(
              clock.instant(),
              Alarm.Code.REVOCATION_UNHEARD,
              silence.authority().members().get(0),
              "authority "
                  + name
                  + " of "
                  + members
                  + " ("
                  + roles(silence)
                  + "): "
                  + silence.cause()
                  + "; unheard since "
                  + since.truncatedTo(ChronoUnit.SECONDS)));
    }
  }

  private String roles(StatusBook.Silence silence) {
    List<X509Certificate> concerned =
        directory.get().outside().getOrDefault(silence.authority(), List.of());
    if (concerned.isEmpty()) {
      return Role.TLS.toString(); // No directory lists those.
    }
    return Arrays.stream(Role.values())
        .filter(role -> concerned.stream().anyMatch(role::isOf))
        .map(Object::toString)
        .collect(Collectors.joining(" and "));
  }

  private static String owner(Alarm alarm) {
    return alarm.partner() == null ? "The network" : "Member " + alarm.partner();
  }
}
