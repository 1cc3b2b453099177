package hutong.gateway.codes;

/**
 * What one code means in one place.
 *
 * @param status the HTTP status of an answer; 0 elsewhere
 */
public record Explanation(int status, Text zh, Text en) {

  /**
   * The same in one language.
   *
   * @param means what has happened
   * @param todo what is to be done, and by whom
   */
  public record Text(String means, String todo) {}

  /**
   * What it says in one language.
   *
   * @param language {@code zh}, or else English
   */
  public Text in(String language) {
    return language.equals("zh") ? zh : en;
  }
}
