package hutong.certs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The TLS certificates of outside authorities that were shown here, by callers and by brokers: no
 * directory lists them, so only who meets them can ask about them. Kept in a folder, so that what
 * is known of them outlives a restart.
 */
final class PresentedCertificates {

  private static final String PREFIX = "tls-";
  private static final int MOST = 1024;
  private static final int MOST_BYTES = 64 << 10;

  private final Path folder;

  /** The one that was shown longest ago first. */
  private final Map<Fingerprint, X509Certificate> all = new LinkedHashMap<>(16, 0.75f, true);

  private final Set<Fingerprint> fresh = new LinkedHashSet<>();

  PresentedCertificates(Path folder) {
    this.folder = folder;
  }

  synchronized void add(X509Certificate certificate) {
    Fingerprint key = Fingerprint.of(certificate);
    if (all.put(key, certificate) == null) {
      fresh.add(key);
    }
    if (all.size() > MOST) {
      Fingerprint eldest = all.keySet().iterator().next();
      all.remove(eldest);
      fresh.remove(eldest);
    }
  }

  /** Those that nobody took from here before. */
  synchronized List<X509Certificate> takeFresh() {
    List<X509Certificate> taken = new ArrayList<>();
    fresh.forEach(key -> taken.add(all.get(key)));
    fresh.clear();
    return taken;
  }

  /** Those of that authority. */
  synchronized List<X509Certificate> of(AcceptedAuthority authority) {
    return all.values().stream().filter(authority::issued).toList();
  }

  synchronized void forgetEnded(Instant now) {
    all.values().removeIf(each -> now.isAfter(each.getNotAfter().toInstant()));
    fresh.retainAll(all.keySet());
  }

  /** Writes one down; returns the name of its file. */
  String keep(X509Certificate certificate) {
    String name = PREFIX + Fingerprint.of(certificate).hex();
    try {
      if (!Files.exists(folder.resolve(name))) {
        PrivateFile.write(folder.resolve(name), Certificates.encoded(certificate));
      }
    } catch (IOException unwritable) {
      // It is asked about until the next start all the same.
    }
    return name;
  }

  /** Reads what was kept earlier. */
  void recall() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path file : files) {
        add(Certificates.parse(PrivateFile.read(file, MOST_BYTES)));
      }
    } catch (IOException | Untrusted unusable) {
      // As if it had not been shown: it is when it comes again.
    }
  }
}
