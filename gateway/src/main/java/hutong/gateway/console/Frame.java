package hutong.gateway.console;

/**
 * What every page has around its content.
 *
 * @param node id and name
 * @param title of the page
 * @param screen word of the screen that it belongs to, as in the menu
 * @param account null while nobody is signed in
 * @param form has to stand in every form that does something
 * @param here path and query, to come back to
 * @param said what to tell first; null for nothing
 */
public record Frame(
    Texts texts,
    String node,
    String title,
    String screen,
    Account account,
    String form,
    String here,
    String said) {

  /** Whether the one who looks may do that. */
  public boolean may(Right right) {
    return account != null && account.may(right);
  }

  public boolean operates() {
    return may(Right.OPERATE);
  }

  /** The text under a key. */
  public String text(String key, String... words) {
    return texts.get(key, words);
  }
}
