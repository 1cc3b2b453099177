package hutong.gateway.console;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Words that a form is good for once with: a page that is loaded anew does nothing again. */
final class OneTime {

  private static final int MOST = 1_000;

  private final Map<UUID, Boolean> used =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
          return size() > MOST;
        }
      };

  static String word() {
    return UUID.randomUUID().toString();
  }

  /** Whether it is a word, and this is the first time that it is used. */
  synchronized boolean first(String word) {
    UUID id = Visit.uuid(word);
    return id != null && used.put(id, true) == null;
  }
}
