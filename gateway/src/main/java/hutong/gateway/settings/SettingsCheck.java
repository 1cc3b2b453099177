package hutong.gateway.settings;

import hutong.certs.BrokerAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Says what is wrong with settings that have the right form. */
final class SettingsCheck {

  private static final Pattern NODE = Pattern.compile("[1-9][0-9]{5}");
  private static final Pattern PREFIX = Pattern.compile("[1-9][0-9]{1,11}");
  private static final Pattern REPLICA = Pattern.compile("[a-z0-9-]{1,16}");
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
    positive("retry.first", settings.retry().first(), faults);
    positive("retry.longest", settings.retry().longest(), faults);
    positive("retry.askAfter", settings.retry().askAfter(), faults);
    positive("retry.repeatAfter", settings.retry().repeatAfter(), faults);
    positive("restore.maxAge", settings.restore().maxAge(), faults);
    require(
        settings.retry().drainPerSecond() >= 0 && settings.retry().drainPerSecond() <= 100_000,
        "retry.drainPerSecond: 0 to 100000",
        faults);
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
