package hutong.gateway.trace;

import hutong.routes.Traceparent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a record's next step before the ledger has it: where it is linked to, and since
 * when it has been under way. So many at most; what is forgotten is missing in a trace, and that is
 * all.
 */
final class StepHints {

  private static final int MOST = 20_000;

  /** The step that a hint is for. */
  enum Step {
    POSTED,
    SENT,
    CONFIRMED,
    RECEIVED
  }

  /**
   * A hint.
   *
   * @param link null if there is nothing to link to
   */
  record Hint(Traceparent link, Instant since) {}

  /** By whose doing a record takes a step. */
  record Key(Step step, String node, String trace) {}

  private final Map<Key, Hint> hints =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Hint> eldest) {
          return size() > MOST;
        }
      };

  synchronized void put(Key key, Hint hint) {
    hints.put(key, hint);
  }

  /** Null if there is none. */
  synchronized Hint take(Key key) {
    return hints.remove(key);
  }
}
