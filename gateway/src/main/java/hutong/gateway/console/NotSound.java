package hutong.gateway.console;

/** What was asked for can't be done as asked; the page says why, in words of its own. */
final class NotSound extends Exception {

  private static final long serialVersionUID = 1L;
  private final String key;

  /**
   * @param key of the texts
   */
  NotSound(String key) {
    super(key);
    this.key = key;
  }

  NotSound(Said said) {
    this(said.key());
  }

  String key() {
    return key;
  }
}
