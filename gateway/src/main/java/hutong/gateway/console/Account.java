package hutong.gateway.console;

import hutong.routes.ledger.Viewer;
import java.time.Instant;

/**
 * Somebody who may sign in.
 *
 * @param system the local system of a {@link Role#DESK}; null for all others
 * @param password as {@link Passwords} keeps it; null for one who signs in elsewhere
 */
public record Account(String name, Role role, String system, String password, Instant created) {

  boolean may(Right right) {
    return role.may(right);
  }

  /** Whether a provider vouches for it, so that no password of it is known here. */
  public boolean elsewhere() {
    return password == null;
  }

  @Override
  public String toString() {
    return "Account[role=" + role + "]";
  }

  /** As whom the ledger is asked. */
  Viewer viewer() {
    return role == Role.DESK ? new Viewer.LocalSystem(system) : new Viewer.Operator();
  }
}
