package hutong.gateway.console;

import java.util.List;

/**
 * What people did with this node.
 *
 * @param by whose acts were asked for; empty for all
 * @param what which word was asked for; empty for all
 * @param nonsense whether something asked for can't be
 * @param older path of the page behind; null if this is the last
 */
public record AuditPage(
    String by,
    String what,
    String from,
    String until,
    boolean nonsense,
    List<Entry> entries,
    String older) {

  /**
   * One act.
   *
   * @param path of what it is about; null if it has no page
   */
  public record Entry(
      String at,
      String by,
      String channel,
      String what,
      String about,
      String path,
      String outcome,
      String code) {}
}
