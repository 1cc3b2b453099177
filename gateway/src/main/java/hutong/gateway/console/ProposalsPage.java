package hutong.gateway.console;

import java.util.List;

/**
 * What takes two people.
 *
 * @param older path of the page behind; null if this is the last
 */
public record ProposalsPage(List<One> open, List<One> decided, String older) {

  /**
   * One proposal.
   *
   * @param kind in words
   * @param brief what it is about, short enough for a table
   * @param path of what it is about; null if that has no page
   * @param more further words, such as the node that a record is to go to
   * @param result in words; empty until it is known
   * @param own whether whoever looks has proposed it
   */
  public record One(
      String id,
      String kind,
      String about,
      String brief,
      String path,
      String more,
      String reason,
      String by,
      String at,
      String until,
      String state,
      String stateText,
      String decidedBy,
      String result,
      boolean own) {}
}
