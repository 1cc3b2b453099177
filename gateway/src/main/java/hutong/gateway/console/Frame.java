package hutong.gateway.console;

/**
 * What every page has around its content.
 *
 * @param node id and name
 * @param page key of the page's own title
 * @param account null while nobody is signed in
 * @param form has to stand in every form that does something
 * @param here path and query, to come back to
 * @param said what to tell first; null for nothing
 */
public record Frame(
    Texts texts, String node, String page, Account account, String form, String here, String said) {

  public boolean operates() {
    return account != null && account.role().operates();
  }
}
