package hutong.gateway.doctor;

import hutong.certs.TimeAuthority;
import hutong.certs.TimeStamps;
import hutong.certs.TrustRoots;
import hutong.certs.Untrusted;
import hutong.gateway.node.TimeAuthorities;
import java.io.IOException;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.commons.net.ntp.NTPUDPClient;
import org.apache.commons.net.ntp.TimeInfo;

/**
 * Whether the machine's clock is right, by whoever can say so: a time server that is named, and the
 * outside time-stamping authority of the settings.
 */
final class CheckClock {

  private static final Duration WELL = Duration.ofSeconds(1);
  private static final Duration TOLERATED = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String FIX =
      "Have it set by chrony or systemd-timesyncd, and see that UDP port 123 is let through.";

  private final String timeServer;

  /**
   * @param timeServer host that answers NTP; null for none
   */
  CheckClock(String timeServer) {
    this.timeServer = timeServer;
  }

  void look(Patient patient, Chart chart) {
    if (timeServer != null) {
      byServer(chart);
    }
    if (patient.settings().timestamp().outside()) {
      byAuthority(patient, chart);
    } else if (timeServer == null) {
      chart.warning(
          "clock",
          "Name a time server by --ntp HOST.",
          "Nobody was asked for the time; this machine says %s.",
          patient.clock().instant());
    }
  }

  private void byServer(Chart chart) {
    try (NTPUDPClient client = new NTPUDPClient()) {
      client.setDefaultTimeout(PATIENCE);
      TimeInfo answer = client.getTime(InetAddress.getByName(timeServer));
      answer.computeDetails();
      if (answer.getOffset() == null) {
        chart.warning("clock.ntp", "Name another.", "%s says no time.", timeServer);
      } else {
        tell("clock.ntp", Duration.ofMillis(answer.getOffset()), timeServer, chart);
      }
    } catch (IOException silent) {
      chart.warning("clock.ntp", "Name another, or let UDP out.", "%s is silent.", timeServer);
    }
  }

  private static void byAuthority(Patient patient, Chart chart) {
    try {
      TrustRoots roots =
          TimeAuthorities.roots(patient.home(), patient.settings().timestamp(), patient.keys());
      TimeAuthority authority =
          TimeAuthorities.of(
              patient.home(),
              patient.settings().timestamp(),
              patient.keys(),
              patient.secret(),
              patient::directory,
              patient.clock());
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(new byte[0]);
      Instant before = patient.clock().instant();
      byte[] token = authority.stamp(digest);
      Instant said = TimeStamps.verify(token, digest, roots).at();
      tell("clock.authority", Duration.between(before, said), "the time-stamping authority", chart);
    } catch (IOException | Untrusted refused) {
      chart.fault(
          "clock.authority",
          "See timestamp.url and timestamp.roots; checkpoints wait for their stamps meanwhile.",
          "The time-stamping authority gave no stamp that can be relied on: %s.",
          refused.getMessage());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * @param off what has to be added to this machine's clock
   */
  private static void tell(String check, Duration off, String by, Chart chart) {
    String seen =
        String.format(Locale.ROOT, "The clock is off by %.3f s, by %s.", off.toMillis() / -1e3, by);
    if (off.abs().compareTo(TOLERATED) > 0) {
      chart.fault(check, FIX + " Partners refuse what comes from the future.", seen);
    } else if (off.abs().compareTo(WELL) > 0) {
      chart.warning(check, FIX, seen);
    } else {
      chart.well(check, seen);
    }
  }
}
