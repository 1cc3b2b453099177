package hutong.gateway.watch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Measures how long records take from stage to stage. It remembers when each came to its stage, of
 * so many that are under way: of what this process did not see begin, nothing is measured.
 */
final class Stages {

  private static final int MOST = 100_000;

  private final Map<Long, Long> since =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > MOST;
        }
      };

  /** A stage, and the words that begin and end it. */
  record Stage(String name, boolean outbound, String from, String until) {}

  /** A record comes to a place from which a stage begins. */
  synchronized void begins(long key, int stage, long at) {
    since.put(slot(key, stage), at);
  }

  /** Seconds that a stage took; empty if its beginning was not seen. */
  synchronized OptionalDouble ends(long key, int stage, long at) {
    Long begun = since.remove(slot(key, stage));
    return begun == null ? OptionalDouble.empty() : OptionalDouble.of((at - begun) / 1_000.0);
  }

  private static long slot(long key, int stage) {
    return key * 8 + stage;
  }
}
