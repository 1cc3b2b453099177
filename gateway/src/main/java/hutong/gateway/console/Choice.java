package hutong.gateway.console;

/** What can be chosen in a list. */
public record Choice(String value, String name, boolean chosen) {

  static Choice of(String value, String name, String chosen) {
    return new Choice(value, name, value.equals(chosen == null ? "" : chosen));
  }
}
