package hutong.gateway.node;

import hutong.certs.NodeKeys;
import hutong.certs.RemoteTimeAuthority;
import hutong.certs.Secret;
import hutong.certs.TimeAuthority;
import hutong.certs.TimeStamper;
import hutong.certs.TrustRoots;
import hutong.gateway.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/** Chooses who stamps times for a node: the outside authority of its settings, or the built-in. */
public final class TimeAuthorities {

  private TimeAuthorities() {}

  /** Always one; where there is none to be had, it says so when it is asked. */
  public static TimeAuthority of(
      Home home, Settings.Timestamp settings, NodeKeys keys, Secret secret, Clock clock)
      throws IOException {
    if (settings.outside()) {
      return new RemoteTimeAuthority(
          new TimeStampLine(URI.create(settings.url()), settings.timeout()),
          settings.policy(),
          roots(home, settings, keys));
    }
    TimeAuthority built = TimeStamper.load(home.keys(), secret.characters(), clock).orElse(null);
    return built != null ? built : TimeAuthorities::none;
  }

  /** What the chosen authority's certificate chains to. */
  public static TrustRoots roots(Home home, Settings.Timestamp settings, NodeKeys keys)
      throws IOException {
    return settings.roots().isEmpty()
        ? TrustRoots.of(keys.root())
        : TrustRoots.read(home.folder().resolve(settings.roots()));
  }

  private static byte[] none(byte[] sha256) throws IOException {
    throw new IOException(
        "there is no time-stamping authority: set timestamp.url, or have the built-in authority"
            + " make keys/timestamp.p12 (hutong certs time)");
  }
}
