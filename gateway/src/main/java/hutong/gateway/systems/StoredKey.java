package hutong.gateway.systems;

import java.time.Instant;

/**
 * What is kept of an API key.
 *
 * @param sha256 hex of the whole key's hash
 * @param expires it is refused from then on; null: never
 */
public record StoredKey(String sha256, Instant created, Instant expires) {

  boolean validAt(Instant now) {
    return expires == null || now.isBefore(expires);
  }

  /** The same key, ending no later than this. */
  StoredKey endingBy(Instant end) {
    return expires != null && expires.isBefore(end) ? this : new StoredKey(sha256, created, end);
  }
}
