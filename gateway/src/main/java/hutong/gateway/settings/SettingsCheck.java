package hutong.gateway.settings;

import hutong.certs.BrokerAddress;
import hutong.certs.ProxyAddress;
import hutong.routes.Deadlines;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Says what is wrong with settings that have the right form. */
final class SettingsCheck {

  private static final Pattern NODE = Pattern.compile("[1-9][0-9]{5}");
  private static final Pattern PREFIX = Pattern.compile("[1-9][0-9]{1,11}");
  private static final Pattern REPLICA = Pattern.compile("[a-z0-9-]{1,16}");
  private static final Pattern NETWORK = Pattern.compile("[0-9a-fA-F:.]{2,45}/[0-9]{1,3}");
  private static final Pattern OBJECT_IDENTIFIER =
      Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,38})){1,30}");
  private static final Pattern CLIENT = Pattern.compile("[\\x21-\\x7e]{1,200}");
  private static final Pattern ROLE =
      Pattern.compile(
          ".{1,200}=(viewer|operator|key-officer|auditor|desk:[A-Za-z0-9][A-Za-z0-9._-]{0,39})");
  private static final int LONGEST_URL = 500;
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration LEAST_PAYLOADS = Duration.ofDays(40);
  private static final int HIGHEST_PORT = 65_535;

  private SettingsCheck() {}

  static void check(Settings settings, List<String> faults) {
    require(NODE.matcher(settings.node()).matches(), "node: six digits of GB/T 2260", faults);
    require(
        settings.divisions().stream().allMatch(each -> PREFIX.matcher(each).matches()),
        "divisions: prefixes of division codes, 2 to 12 digits each",
        faults);
    port("http.port", settings.http().port(), faults);
    port("broker.port", settings.broker().port(), faults);
    require(!settings.http().host().isBlank(), "http.host: a host name or address", faults);
    http(settings.http(), faults);
    console(settings.console(), faults);
    require(!settings.broker().host().isBlank(), "broker.host: a host name or address", faults);
    require(
        LedgerUrl.usable(settings.ledger().url()),
        "ledger.url: empty, or jdbc:postgresql://HOST[:PORT]/DATABASE with "
            + LedgerUrl.ALLOWED
            + "; sslmode=verify-full unless HOST is this machine; user and password apart",
        faults);
    require(
        REPLICA.matcher(settings.replica()).matches(),
        "replica: 1 to 16 small letters, digits and hyphens",
        faults);
    require(
        !settings.broker().external() || isBroker(settings.broker().url()),
        "broker.url: empty, or one to four of tls://HOST:PORT with commas between",
        faults);
    require(
        isProxy(settings.broker().proxy()), "broker.proxy: empty, or socks5://HOST:PORT", faults);
    require(
        settings.http().maxBody() >= 4096 && settings.http().maxBody() <= 64 << 20,
        "http.maxBody: 4096 to 67108864 bytes",
        faults);
    require(
        settings.submit().waiting() >= 1 && settings.submit().waiting() <= 1_000_000,
        "submit.waiting: 1 to 1000000",
        faults);
    require(
        settings.submit().backlog() >= 1 && settings.submit().backlog() <= 100_000_000,
        "submit.backlog: 1 to 100000000",
        faults);
    positive("submit.validity", settings.submit().validity(), faults);
    require(
        settings.submit().validity().compareTo(Deadlines.LONGEST_VALIDITY) <= 0,
        "submit.validity: at most " + Deadlines.LONGEST_VALIDITY.toDays() + " days",
        faults);
    positive("retry.first", settings.retry().first(), faults);
    positive("retry.longest", settings.retry().longest(), faults);
    positive("retry.askAfter", settings.retry().askAfter(), faults);
    positive("retry.repeatAfter", settings.retry().repeatAfter(), faults);
    Settings.Deadlines deadlines = settings.deadlines();
    positive("deadlines.remindAfter", deadlines.remindAfter(), faults);
    positive("deadlines.escalateAfter", deadlines.escalateAfter(), faults);
    require(
        deadlines.remindAfter() == null
            || deadlines.escalateAfter() == null
            || deadlines.remindAfter().compareTo(deadlines.escalateAfter()) <= 0,
        "deadlines: remindAfter at most escalateAfter",
        faults);
    positive("approval.within", settings.approval().within(), faults);
    positive("restore.maxAge", settings.restore().maxAge(), faults);
    retention(settings.retention().payloads(), settings.restore().maxAge(), faults);
    Settings.Pkcs11 token = settings.keys().pkcs11();
    require(token.slot() >= 0, "keys.pkcs11.slot: number of the token's slot", faults);
    require(
        !token.used() || token.pin().isEmpty() != token.pinFile().isEmpty(),
        "keys.pkcs11: pin or pinFile, one of the two",
        faults);
    Settings.Revocation revocation = settings.revocation();
    positive("revocation.refresh", revocation.refresh(), faults);
    positive("revocation.warnAfter", revocation.warnAfter(), faults);
    positive("revocation.refuseAfter", revocation.refuseAfter(), faults);
    require(
        revocation.refuseAfter() == null
            || revocation.warnAfter() == null
            || revocation.refresh() == null
            || (revocation.refresh().compareTo(revocation.warnAfter()) <= 0
                && revocation.warnAfter().compareTo(revocation.refuseAfter()) < 0),
        "revocation: refresh at most warnAfter, and that less than refuseAfter",
        faults);
    positive("checkpoint.every", settings.checkpoint().every(), faults);
    require(
        !settings.timestamp().outside() || isHttp(settings.timestamp().url()),
        "timestamp.url: empty, or http:// or https:// with a host",
        faults);
    require(
        settings.timestamp().policy().isEmpty()
            || OBJECT_IDENTIFIER.matcher(settings.timestamp().policy()).matches(),
        "timestamp.policy: empty, or an object identifier such as 1.2.3",
        faults);
    positive("timestamp.timeout", settings.timestamp().timeout(), faults);
    Settings.Tracing tracing = settings.tracing();
    require(
        !tracing.on() || isHttp(tracing.endpoint()),
        "tracing.endpoint: empty, or http:// or https:// with a host, as"
            + " http://127.0.0.1:4318/v1/traces",
        faults);
    require(tracing.sampled() >= 0 && tracing.sampled() <= 1, "tracing.sampled: 0 to 1", faults);
    require(
        settings.retry().drainPerSecond() >= 0 && settings.retry().drainPerSecond() <= 100_000,
        "retry.drainPerSecond: 0 to 100000",
        faults);
    require(
        settings.webhooks().allow().stream()
            .allMatch(each -> each != null && NETWORK.matcher(each).matches()),
        "webhooks.allow: a list of networks such as 10.1.0.0/16",
        faults);
    require(
        settings.batches().maxBytes() >= 1_000_000
            && settings.batches().maxBytes() <= 100_000_000_000L,
        "batches.maxBytes: 1000000 to 100000000000",
        faults);
    positive("batches.keep", settings.batches().keep(), faults);
    Settings.Queues queues = settings.queues();
    require(
        queues.tls() || Loopback.is(queues.host()),
        "queues.host: others than this machine can listen there; leave queues.tls on",
        faults);
    require(queues.port() >= 0 && queues.port() <= 65_535, "queues.port: 0 to 65535", faults);
    Settings.Limits limits = settings.limits();
    require(
        IntStream.of(limits.rate(), limits.burst(), limits.records(), limits.backlog())
            .allMatch(each -> each >= 1 && each <= 100_000_000),
        "limits: rate, burst, records and backlog are 1 to 100000000",
        faults);
    require(
        settings.operations().perSecond() >= 1 && settings.operations().perSecond() <= 10_000,
        "operations.perSecond: 1 to 10000",
        faults);
  }

  /** What a partner that was restored may have to be given back has to be here. */
  private static void retention(Duration payloads, Duration maxAge, List<String> faults) {
    require(
        payloads != null
            && (payloads.isZero()
                || (payloads.compareTo(LEAST_PAYLOADS) >= 0
                    && (maxAge == null || payloads.compareTo(maxAge) > 0))),
        "retention.payloads: P0D, or at least P"
            + LEAST_PAYLOADS.toDays()
            + "D and longer than restore.maxAge",
        faults);
  }

  private static void console(Settings.Console console, List<String> faults) {
    require(
        console.url().isEmpty() || isOrigin(console.url()),
        "console.url: empty, or https://HOST[:PORT]; http for this machine alone",
        faults);
    Settings.Oidc oidc = console.oidc();
    positive("console.oidc.timeout", oidc.timeout(), faults);
    if (!oidc.on()) {
      return;
    }
    require(
        !console.url().isEmpty(),
        "console.url: needed for console.oidc, where people have to come back to",
        faults);
    require(
        oidc.issuer().length() <= LONGEST_URL && isSafe(oidc.issuer()),
        "console.oidc.issuer: an address with https; http for this machine alone",
        faults);
    require(
        CLIENT.matcher(oidc.clientId()).matches(),
        "console.oidc.clientId: as the provider has it, needed",
        faults);
    require(
        oidc.scopes().stream().allMatch(each -> each != null && CLIENT.matcher(each).matches()),
        "console.oidc.scopes: a list of words",
        faults);
    require(
        CLIENT.matcher(oidc.roleClaim()).matches() && CLIENT.matcher(oidc.nameClaim()).matches(),
        "console.oidc: roleClaim and nameClaim name claims",
        faults);
    require(
        !oidc.roles().isEmpty()
            && oidc.roles().stream().allMatch(each -> each != null && ROLE.matcher(each).matches()),
        "console.oidc.roles: VALUE=ROLE each, with viewer, operator, key-officer, auditor or"
            + " desk:SYSTEM",
        faults);
    require(
        oidc.timeout() == null || oidc.timeout().compareTo(LONGEST_TIMEOUT) <= 0,
        "console.oidc.timeout: at most " + LONGEST_TIMEOUT,
        faults);
  }

  private static boolean isOrigin(String url) {
    return isSafe(url)
        && URI.create(url).getRawQuery() == null
        && URI.create(url).getRawPath().isEmpty();
  }

  /** Encrypted, or to this machine alone. */
  private static boolean isSafe(String url) {
    try {
      URI address = new URI(url);
      return address.getHost() != null
          && address.getRawUserInfo() == null
          && address.getRawFragment() == null
          && address.getRawQuery() == null
          && ("https".equals(address.getScheme())
              || ("http".equals(address.getScheme()) && Loopback.is(address.getHost())));
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }

  private static void http(Settings.Http http, List<String> faults) {
    require(
        http.tls().on() || http.plaintext() || Loopback.is(http.host()),
        "http.host: others than this machine can listen there; set http.tls.key, or http.plaintext:"
            + " true to do without TLS",
        faults);
    require(
        http.tls().on() || http.tls().clients().isEmpty(),
        "http.tls.clients: needs http.tls.key",
        faults);
  }

  private static boolean isHttp(String url) {
    try {
      URI address = new URI(url);
      return address.getHost() != null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }

  private static boolean isProxy(String proxy) {
    try {
      return ProxyAddress.of(proxy).map(any -> true).orElse(true);
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static boolean isBroker(String url) {
    try {
      return !BrokerAddress.list(url).isEmpty();
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static void port(String key, int port, List<String> faults) {
    require(port >= 0 && port <= HIGHEST_PORT, key + ": 0 to " + HIGHEST_PORT, faults);
  }

  private static void positive(String key, Duration duration, List<String> faults) {
    boolean good = duration != null && !duration.isNegative() && !duration.isZero();
    require(good, key + ": a duration above zero, such as PT1H", faults);
  }

  private static void require(boolean good, String sentence, List<String> faults) {
    if (!good) {
      faults.add(sentence);
    }
  }
}
