package hutong.gateway.console;

/**
 * What somebody is to confirm before a record is given up.
 *
 * @param left whether it has left already, so that its recipient may have it
 */
public record AbandonPage(String id, String type, String to, String state, boolean left) {}
