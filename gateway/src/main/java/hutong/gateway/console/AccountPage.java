package hutong.gateway.console;

import java.util.List;

/**
 * Somebody's own account.
 *
 * @param role as people read it
 * @param system of a desk; empty for all others
 * @param elsewhere whether its password is kept elsewhere
 */
public record AccountPage(
    String name, String role, String system, boolean elsewhere, List<Open> sessions) {

  /** One session. */
  public record Open(String since, String used, boolean own) {}
}
