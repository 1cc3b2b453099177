package hutong.certs;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tree heads whose signatures held a moment ago, so that a group costs one verification. Whether
 * that signature holds depends on the head's octets alone, which hold the certificates too; whether
 * its signer may sign, and may do so now, is asked for each document anew.
 */
final class SeenHeads {

  private static final int KEPT = 64;

  private final Map<ByteBuffer, Boolean> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Verifies a head, unless it did before.
   *
   * @param octets of {@code head}
   * @param known by whose certificates, which are those in the head
   */
  void verify(byte[] octets, SignedFrame head, Known known, Operations operations)
      throws Untrusted {
    operations.count(Operation.DIGEST, octets.length);
    ByteBuffer name = ByteBuffer.wrap(Sha256.of(octets));
    synchronized (kept) {
      if (kept.containsKey(name)) {
        return;
      }
    }
    Verification.checkSigned(head, known, operations);
    synchronized (kept) {
      kept.put(name, true);
    }
  }
}
