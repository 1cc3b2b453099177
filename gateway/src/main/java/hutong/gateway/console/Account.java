package hutong.gateway.console;

import java.time.Instant;

/**
 * Somebody who may sign in.
 *
 * @param password as {@link Passwords} keeps it
 */
public record Account(String name, Role role, String password, Instant created) {}
