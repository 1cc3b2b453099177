package hutong.gateway.node;

import hutong.certs.Directory;
import hutong.certs.DirectoryStore;
import hutong.certs.StaleDirectory;
import hutong.certs.StatusBook;
import hutong.certs.Suites;
import hutong.certs.Untrusted;
import hutong.routes.HeldDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest verified directory in a folder, with what outside authorities said of revocations; a
 * newer one put there is taken without a restart.
 */
final class LiveDirectory implements HeldDirectory {

  private static final Logger LOG = LoggerFactory.getLogger(LiveDirectory.class);
  private static final int MOST_EARLIER = 4;

  private final Path folder;
  private final X509Certificate root;
  private final StatusBook book;
  private final Clock clock;
  private volatile Directory current;

  /** By when they were issued; null until one is asked for. */
  private NavigableMap<Instant, Directory> earlier;

  LiveDirectory(Path folder, X509Certificate root, StatusBook book, Clock clock)
      throws IOException, Untrusted {
    this.folder = folder;
    this.root = root;
    this.book = book;
    this.clock = clock;
    Directory newest =
        open().current().orElseThrow(() -> new IOException("There is no directory in " + folder));
    book.recall(newest);
    this.current = newest.judged(book, clock.instant());
  }

  /** Whether a TLS certificate may speak for that member. */
  boolean admits(X509Certificate tls, String member) {
    return current.admits(tls, member, book, clock.instant());
  }

  /** Whether a broker with that TLS certificate may hold that member's queues. */
  boolean serves(X509Certificate tls, String member) {
    return current.serves(tls, member, book, clock.instant());
  }

  /** What outside authorities last published. */
  List<byte[]> revocationLists() {
    return book.lists(current);
  }

  @Override
  public Directory get() {
    return current;
  }

  /** Earlier ones are read once, when one is asked for, and the last few at that. */
  @Override
  public Optional<Directory> at(Instant then) {
    Directory now = current;
    if (!now.issued().isAfter(then)) {
      return Optional.of(now).filter(each -> !each.expiredAt(then));
    }
    return Optional.ofNullable(earlier().floorEntry(then))
        .map(Map.Entry::getValue)
        .filter(each -> !each.expiredAt(then));
  }

  private synchronized NavigableMap<Instant, Directory> earlier() {
    if (earlier == null) {
      earlier = new ConcurrentSkipListMap<>();
      try {
        DirectoryStore store = open();
        NavigableSet<Long> versions = store.versions().headSet(current.version(), false);
        for (long version : versions.descendingSet()) {
          if (earlier.size() < MOST_EARLIER) {
            keep(store.version(version).orElseThrow());
          }
        }
      } catch (IOException | Untrusted unusable) {
        LOG.warn("An earlier directory is not usable: {}", unusable.getMessage());
      }
    }
    return earlier;
  }

  private void keep(Directory directory) {
    earlier.put(directory.issued(), directory);
    if (earlier.size() > MOST_EARLIER) {
      earlier.pollFirstEntry();
    }
  }

  @Override
  public synchronized boolean take(byte[] signed) throws IOException, Untrusted, StaleDirectory {
    boolean taken = open().accept(signed, clock);
    look();
    return taken;
  }

  /** Looks for a newer version; one that does not verify is left alone and said so. */
  synchronized void look() {
    try {
      Directory newest =
          DirectoryStore.newer(folder, current, root, Suites.standard()).orElse(current);
      boolean newer = newest != current;
      if (newer) {
        book.recall(newest);
        if (earlier != null) {
          keep(current);
        }
      }
      current = (newer ? newest : current).judged(book, clock.instant());
      if (newer) {
        LOG.info("Directory version {} with {} members", newest.version(), newest.members().size());
      }
    } catch (IOException | Untrusted | RuntimeException unusable) {
      LOG.warn("A newer directory is not usable: {}", unusable.getMessage());
    }
  }

  /** Every version held. */
  DirectoryStore open() throws IOException, Untrusted {
    return DirectoryStore.open(folder, root, Suites.standard());
  }
}
