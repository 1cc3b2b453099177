package hutong.gateway.dialects;

import hutong.schemas.dialects.Dialect;
import hutong.schemas.dialects.DialectFaults;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps versions once they are loaded; tries those again, now and then, that could not be. */
final class LoadedDialects {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedDialects.class);
  private static final Duration AGAIN = Duration.ofSeconds(10);

  /** One of dialect and fault is null. */
  record Loaded(Dialect dialect, String fault, Instant tried) {}

  private record Key(String name, String version) {}

  private final DialectShelf shelf;
  private final Clock clock;
  private final Map<Key, Loaded> loaded = new ConcurrentHashMap<>();

  LoadedDialects(DialectShelf shelf, Clock clock) {
    this.shelf = shelf;
    this.clock = clock;
  }

  Loaded get(String name, String version) {
    Key key = new Key(name, version);
    Loaded last = loaded.get(key);
    return last != null && holds(last) ? last : loaded.compute(key, this::tried);
  }

  private boolean holds(Loaded last) {
    return last.dialect() != null || clock.instant().isBefore(last.tried().plus(AGAIN));
  }

  private Loaded tried(Key key, Loaded last) {
    if (last != null && holds(last)) {
      return last;
    }
    Instant now = clock.instant();
    try {
      Dialect dialect = shelf.load(key.name(), key.version());
      LOG.info("Dialect {} is loaded", dialect.heading());
      return new Loaded(dialect, null, now);
    } catch (IOException | DialectFaults | RuntimeException broken) {
      String fault = broken.getMessage();
      if (last == null || !String.valueOf(fault).equals(last.fault())) {
        LOG.error("Dialect {}@{} can't be loaded: {}", key.name(), key.version(), fault);
      }
      return new Loaded(null, String.valueOf(fault), now);
    }
  }

  /** What would be wrong with a version if it were loaded now; null if nothing. */
  String fault(String name, String version) {
    Loaded known = get(name, version);
    if (known.fault() != null) {
      return known.fault();
    }
    try {
      return shelf.files(name, version).isEmpty() ? "no files" : null;
    } catch (IOException changed) {
      return changed.getMessage();
    }
  }
}
