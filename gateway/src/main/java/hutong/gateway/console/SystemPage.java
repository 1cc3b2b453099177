package hutong.gateway.console;

import java.util.List;

/**
 * One local system or operator, with its keys.
 *
 * @param kind word: DECIDES, READS, POSTS, OPERATOR
 * @param scopes that a new key may have
 * @param made a new key, which is shown this once; null else
 * @param revoke the key that is about to be revoked; null else
 * @param once lets the form be used once
 * @param open whether keys may be made and revoked here
 */
public record SystemPage(
    String name,
    String kind,
    List<RecordPage.Fact> facts,
    List<Key> keys,
    List<String> scopes,
    String made,
    Key revoke,
    String once,
    boolean open) {

  /** One key. */
  public record Key(String id, String label, String scopes, String created, Ends ends) {}
}
