package hutong.certs;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last few secrets that a recipient agreed on, so that a group costs it one agreement. */
final class Agreements {

  private static final int KEPT = 16;

  private final Map<ByteBuffer, byte[]> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, byte[]> eldest) {
          return size() > KEPT;
        }
      };

  /** Null where it is not among them. */
  synchronized byte[] get(ByteBuffer ephemeral) {
    return kept.get(ephemeral);
  }

  synchronized void put(ByteBuffer ephemeral, byte[] secret) {
    kept.put(ephemeral, secret);
  }
}
