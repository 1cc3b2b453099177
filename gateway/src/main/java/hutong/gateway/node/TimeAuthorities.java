package hutong.gateway.node;

import hutong.certs.Directory;
import hutong.certs.NodeKeys;
import hutong.certs.RemoteTimeAuthority;
import hutong.certs.Secret;
import hutong.certs.TimeAuthority;
import hutong.certs.TimeStamper;
import hutong.certs.TimeStamps;
import hutong.certs.TrustRoots;
import hutong.certs.Untrusted;
import hutong.gateway.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;

/** Chooses who stamps times for a node: the outside authority of its settings, or the built-in. */
public final class TimeAuthorities {

  private TimeAuthorities() {}

  /** Always one; where there is none to be had, it says so when it is asked. */
  public static TimeAuthority of(
      Home home,
      Settings.Timestamp settings,
      NodeKeys keys,
      Secret secret,
      Supplier<Directory> directory,
      Clock clock)
      throws IOException {
    TrustRoots roots = roots(home, settings, keys);
    if (settings.outside()) {
      return unrevoked(
          new RemoteTimeAuthority(
              new TimeStampLine(URI.create(settings.url()), settings.timeout()),
              settings.policy(),
              roots),
          roots,
          directory);
    }
    TimeAuthority built = TimeStamper.load(home.keys(), secret.characters(), clock).orElse(null);
    return built != null
        ? unrevoked(built, TrustRoots.of(keys.root()), directory)
        : TimeAuthorities::none;
  }

  /** A stamp that its readers will not believe is none. */
  private static TimeAuthority unrevoked(
      TimeAuthority authority, TrustRoots roots, Supplier<Directory> directory) {
    return sha256 -> {
      byte[] token = authority.stamp(sha256);
      try {
        TimeStamps.verify(token, sha256, roots.and(directory.get().content().revoked()));
        return token;
      } catch (Untrusted fault) {
        throw new IOException("the time stamp that was made: " + fault.getMessage(), fault);
      }
    };
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
