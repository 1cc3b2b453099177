package hutong.gateway.systems;

import java.time.Instant;
import java.util.Set;

/**
 * What is kept of an API key.
 *
 * @param id names it among those of its holder; says nothing about the key itself
 * @param label what it is for; null: nothing said
 * @param sha256 hex of the whole key's hash
 * @param expires it is refused from then on; null: never
 */
public record StoredKey(
    String id,
    String label,
    String sha256,
    Set<KeyScope> scopes,
    Instant created,
    Instant expires) {

  public StoredKey {
    scopes = Set.copyOf(scopes);
  }

  boolean validAt(Instant now) {
    return expires == null || now.isBefore(expires);
  }

  /** The same key, ending no later than this. */
  StoredKey endingBy(Instant end) {
    return expires != null && expires.isBefore(end)
        ? this
        : new StoredKey(id, label, sha256, scopes, created, end);
  }
}
