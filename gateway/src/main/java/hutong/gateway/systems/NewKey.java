package hutong.gateway.systems;

import java.time.Instant;
import java.util.Set;

/**
 * A key to be made.
 *
 * @param label what it is for, in up to 40 letters, digits, {@code . _ -} and spaces; null: nothing
 * @param scopes null: all of its kind
 * @param expires null: never
 */
public record NewKey(String label, Set<KeyScope> scopes, Instant expires) {

  /** With everything its kind may. */
  public static NewKey whole(Instant expires) {
    return new NewKey(null, null, expires);
  }
}
